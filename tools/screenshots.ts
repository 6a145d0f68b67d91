/**
 * `deno task screenshots [folder]`: pictures of every page, of the real server in real Chromium,
 * with made-up people who talk. Without a folder they go to `.screenshots/`, and those that the
 * README shows to `docs/screenshots/` as well.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { SharedBrowser } from "../tests/support/browser.ts";
import { startFixture } from "../tests/support/fixture.ts";
import { ensurePackages } from "./services/packages.ts";
import { smallerPng } from "./screenshots/png.ts";
import { furnish } from "./screenshots/scene.ts";
import { SHOTS } from "./screenshots/shots.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = `${ROOT}.screenshots`;
const README_FOLDER = `${ROOT}docs/screenshots`;
const IN_README = ["chat-room-1440-light"];

const SIZES = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
];
const SCHEMES = ["light", "dark"] as const;

const [folder = FOLDER] = Deno.args;
await ensurePackages(["chromium", "fonts"], { progress: console.log });
await Deno.mkdir(folder, { recursive: true });

// A revocation list that outlives the two days of the conversation.
const fixture = await startFixture({ env: { TW_CRL_HOURS: "240" } });
const browser = await SharedBrowser.launch();
try {
  const { origin } = fixture.server;
  const [guest, reader] = await Promise.all([browser.visitor(origin), furnish(browser, origin)]);
  for (const { name, signedIn, show } of SHOTS) {
    const visitor = signedIn ? reader : guest;
    const { page } = visitor;
    for (const colorScheme of SCHEMES) {
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await show(visitor);
        const png = await page.screenshot({ animations: "disabled" });
        await keep(`${name}-${size.width}-${colorScheme}`, smallerPng(png));
      }
    }
  }
} finally {
  await browser.close();
  await fixture.close();
}

async function keep(name: string, png: Uint8Array): Promise<void> {
  console.log(`${String(Math.ceil(png.length / 1000)).padStart(5)} kB  ${name}`);
  await Deno.writeFile(`${folder}/${name}.png`, png);
  if (folder !== FOLDER || !IN_README.includes(name)) return;
  await Deno.mkdir(README_FOLDER, { recursive: true });
  await Deno.writeFile(`${README_FOLDER}/${name}.png`, png);
}
