/**
 * `deno task screenshots [folder [part of a name]]`: pictures of every page, of the real server in
 * real Chromium, with made-up people who talk, and of the main ones in Firefox and WebKit. Without a
 * folder they become the gallery: `docs/gallery.md` and the pictures that it and the README show.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { type Theme, THEMES } from "../../client/preferences/preferences.ts";
import { SharedBrowser, type Visitor } from "../../tests/support/browser.ts";
import { startFixture } from "../../tests/support/fixture.ts";
import { ensurePackages } from "../services/packages.ts";
import { type OtherEngine, showInEngine } from "./engine_shots.ts";
import { fileOf, galleryPage, type Picture } from "./gallery.ts";
import { furnish } from "./scene.ts";
import { type Shot, SHOTS, untilDrawn } from "./shots.ts";
import { wear } from "./wear.ts";
import { webpOf } from "./webp.ts";

const DOCS = fileURLToPath(new URL("../../docs/", import.meta.url));
const GALLERY = "gallery";

const SIZES = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
];
/** What stands for the light and the dark where not every theme is shown. */
const LIGHT_AND_DARK: readonly Theme[] = ["default", "night"];
const OTHER_ENGINES: readonly OtherEngine[] = ["firefox", "webkit"];
/** `system` is one of the others. */
const EVERY: readonly Theme[] = THEMES.filter((theme) => theme !== "system");

const [folder = `${DOCS}${GALLERY}`, part = ""] = Deno.args;
await ensurePackages(["chromium", "firefox", "webkit", "fonts"], { progress: console.log });
if (Deno.args.length === 0) await Deno.remove(folder, { recursive: true }).catch(() => {});
await Deno.mkdir(folder, { recursive: true });

// A revocation list that outlives the two days of the conversation.
const fixture = await startFixture({ env: { TW_CRL_HOURS: "240" } });
const browser = await SharedBrowser.launch({ build: "whole" });
try {
  const { origin } = fixture.server;
  const [guest, reader, empty] = await Promise.all([
    browser.visitor(origin),
    furnish(browser, { origin, archivePath: `${fixture.dataDir}/archive.db` }),
    browser.visitor(origin),
  ]);
  await guest.page.goto("/login");
  const pictures: Picture[] = [];
  for (const shot of SHOTS.filter(({ name }) => name.includes(part))) {
    pictures.push(...await take(shot, shot.signedIn ? reader : guest, empty));
  }
  for (const engine of OTHER_ENGINES) {
    // Each signs somebody up, which a part of a name that is none of theirs does not ask for.
    if (!engine.includes(part)) continue;
    await showInEngine(engine, origin, async (picture, png) => {
      await keep(picture, png, empty);
      pictures.push(picture);
    });
  }
  if (Deno.args.length === 0) {
    await Deno.writeTextFile(`${DOCS}gallery.md`, galleryPage(pictures, GALLERY));
  }
} finally {
  await browser.close();
  await fixture.close();
}

/** Takes one shot at every size and in its themes. */
async function take(shot: Shot, visitor: Visitor, empty: Visitor): Promise<Picture[]> {
  const { page, context } = visitor;
  const taken: Picture[] = [];
  for (const theme of shot.inEveryTheme ? EVERY : LIGHT_AND_DARK) {
    await wear(visitor, theme, shot.language);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.emulateMedia({ reducedMotion: "reduce" });
      // A picture before this one may have been of a page without the network.
      await context.setOffline(false);
      await shot.show(visitor);
      await untilDrawn(page);
      // What lies under the pointer looks otherwise than the rest.
      await page.mouse.move(0, 0);
      const png = await page.screenshot({ animations: "disabled" });
      const picture = { name: shot.name, title: shot.title, width: size.width, theme };
      await keep(picture, new Uint8Array(png), empty);
      taken.push(picture);
    }
  }
  return taken;
}

/** Puts a picture where it belongs. */
async function keep(
  picture: Picture,
  png: Uint8Array<ArrayBuffer>,
  { page }: Visitor,
): Promise<void> {
  const webp = await webpOf(page, png);
  await Deno.writeFile(`${folder}/${fileOf(picture)}`, webp);
  console.log(`${String(Math.ceil(webp.length / 1000)).padStart(5)} kB  ${fileOf(picture)}`);
}
