/**
 * Draws the app icons in `static/icons/` again from `icon.svg`, at the sizes that the manifest and
 * phones ask for.
 *
 *   deno run -A tests/support/gallery/icons.ts
 */

import { fileURLToPath } from "node:url";
import { launchChromium } from "../chromium.ts";

const FOLDER = fileURLToPath(new URL("../../../static/icons/", import.meta.url));
const TILE = "#17694a";

interface AppIcon {
  name: string;
  sizePx: number;
  /** The mark in the safe zone of a tile without corners of its own (W3C manifest, 80 %). */
  full?: boolean;
}

const ICONS: readonly AppIcon[] = [
  { name: "icon-180", sizePx: 180, full: true },
  { name: "icon-192", sizePx: 192 },
  { name: "icon-512", sizePx: 512 },
  { name: "icon-maskable-512", sizePx: 512, full: true },
];

const svg = await Deno.readTextFile(`${FOLDER}icon.svg`);
const browser = await launchChromium("whole");
for (const { name, sizePx, full = false } of ICONS) {
  const page = await browser.newPage({ viewport: { width: sizePx, height: sizePx } });
  const inset = full ? sizePx * 0.08 : 0;
  await page.setContent(
    `<style>
      body { margin: 0; background: ${full ? TILE : "transparent"}; padding: ${inset}px }
      svg { display: block; width: ${sizePx - 2 * inset}px }
    </style>${svg}`,
  );
  await page.screenshot({ path: `${FOLDER}${name}.png`, omitBackground: true });
  await page.close();
}
await browser.close();
