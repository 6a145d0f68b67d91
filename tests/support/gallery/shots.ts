/**
 * Pictures of every screen in the gallery, at three widths, in the light and in the dark.
 *
 *   deno run -A tests/support/gallery/shots.ts <folder> [part of a name] [width] [light|dark] [language]
 */

import type { Language } from "../../../i18n/i18n.ts";
import { launchChromium } from "../chromium.ts";
import { SHOTS } from "./scenes/scenes.ts";
import { drawn } from "./scenes/shot.ts";
import { drawIn, inLanguage } from "./scenes/words.ts";
import { buildGallery, serveGallery } from "./serve.ts";

const WIDTHS = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
];
const SCHEMES = ["light", "dark"] as const;
/** For one step of bringing a screen into its state. */
const ACT_MS = 8_000;
/** Until the dialog's or toast's way in is over. */
const SETTLE_MS = 250;

const [folder, wanted = "", onlyWidth, onlyScheme, language = "en"] = Deno.args;
drawIn(language as Language);
if (folder === undefined) throw new Error("Name the folder that the pictures go to");

await Deno.mkdir(folder, { recursive: true });
await buildGallery();
const server = serveGallery(0);
const origin = `http://localhost:${(server.addr as Deno.NetAddr).port}`;
const browser = await launchChromium("whole");
try {
  for (const viewport of WIDTHS) {
    if (onlyWidth !== undefined && viewport.width !== Number(onlyWidth)) continue;
    const context = await browser.newContext({ viewport, locale: "en-GB" });
    for (const { name, path, prepare } of SHOTS) {
      if (!name.includes(wanted)) continue;
      const page = await context.newPage();
      page.setDefaultTimeout(ACT_MS);
      page.on("console", (line) => {
        if (line.type() === "error") console.error(`${name}: ${line.text()}`);
      });
      page.on("pageerror", (error) => console.error(`${name}: ${error.message}`));
      await page.goto(origin + inLanguage(path));
      await drawn(page);
      try {
        await prepare?.(page);
      } catch (error) {
        if (viewport.width >= 720 && language === "en") throw error;
        console.error(`${name}: ${error}`);
      }
      for (const colorScheme of SCHEMES) {
        if (onlyScheme !== undefined && colorScheme !== onlyScheme) continue;
        await page.emulateMedia({ colorScheme });
        // What fades from one colour to the other is there.
        await page.waitForTimeout(SETTLE_MS);
        await page.screenshot({ path: `${folder}/${name}-${viewport.width}-${colorScheme}.png` });
      }
      await page.close();
    }
    await context.close();
  }
} finally {
  await browser.close();
  await server.shutdown();
}
