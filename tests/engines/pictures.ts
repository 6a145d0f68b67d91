/** Pictures that are larger than the place they are shown in, in one engine. */

import assert from "node:assert/strict";
import type { EngineVisitor } from "../support/engines/engine_visitor.ts";
import type { Size } from "../support/engines/engine.ts";
import type { Cast } from "./stage.ts";

const DESK: Size = { width: 1280, height: 850 };
const PHONE: Size = { width: 390, height: 844 };
/** The one that `DESK` has in the other journeys. */
const USUAL: Size = { width: 1280, height: 900 };
const FILES = ".composer input[type=file]";

/** In pixels: larger than the window in both directions and in each, on a desk and on a phone. */
const PICTURES: readonly { size: Size; windows: readonly Size[] }[] = [
  { size: { width: 3000, height: 4000 }, windows: [DESK] },
  { size: { width: 400, height: 4000 }, windows: [PHONE] },
  { size: { width: 5000, height: 300 }, windows: [PHONE] },
];

/** What is sent as a picture is seen whole, small and large, and each of its edges can be reached. */
export function pictureJourneys(cast: Cast): void {
  const { bobName } = cast;

  cast.journey(
    "pictures larger than the screen are seen whole, and their edges can be reached",
    async () => {
      const ada = await cast.ada();
      await cast.bob();
      const folder = await Deno.makeTempDir({ prefix: "talkywalky-pictures-" });
      try {
        for (const { size, windows } of PICTURES) {
          const picture = `${size.width} by ${size.height}.png`;
          await ada.openPerson(bobName);
          await Deno.writeFile(
            `${folder}/${picture}`,
            Uint8Array.fromBase64(await ada.window.run(drawPicture, size)),
          );
          await ada.window.chooseFiles(FILES, [`${folder}/${picture}`]);
          await ada.shows({ role: "button", name: `Remove ${picture}` });
          await ada.pressButton("Send");
          for (const window of windows) {
            await ada.window.resize(window);
            await isWholeInItsPlaces(ada, picture);
          }
          await ada.window.resize(USUAL);
        }
      } finally {
        await ada.window.resize(USUAL);
        await Deno.remove(folder, { recursive: true });
      }
    },
  );
}

async function isWholeInItsPlaces(ada: EngineVisitor, picture: string): Promise<void> {
  const open = { role: "button", name: `View ${picture}` } as const;
  await ada.until(open, "drawn", ({ reach }) => reach !== undefined, { bring: true });
  const small = `[aria-label="View ${picture}"] img`;
  assert.deepEqual(await ada.window.run(outside, small, ".picture"), [], picture);
  await ada.press(open);
  await ada.shows({ css: ".viewer__image" });
  await ada.until(
    { css: ".viewer__image" },
    "at rest",
    ({ box }, before) => box !== undefined && JSON.stringify(box) === JSON.stringify(before?.box),
  );
  assert.deepEqual(await ada.window.run(outside, ".viewer__image", ".viewer__stage"), [], picture);
  for (let presses = 0; presses < 2; presses++) await ada.window.pressKeys("=");
  for (const [key, side] of EDGES) {
    const isOut = async () =>
      (await ada.window.run(outside, ".viewer__image", ".viewer__stage")).includes(side);
    // However far it is, no edge is more than this away.
    for (let presses = 0; presses < 40 && await isOut(); presses += 4) {
      for (let i = 0; i < 4; i++) await ada.window.pressKeys(key);
    }
    assert.ok(!await isOut(), `${picture}: the ${side} edge cannot be reached`);
  }
  await ada.window.pressKeys("Escape");
  await ada.hides({ css: ".viewer__image" });
}

const EDGES = [["ArrowUp", "top"], ["ArrowLeft", "left"], ["ArrowDown", "bottom"], [
  "ArrowRight",
  "right",
]] as const;

/** Sides on which what `inner` finds reaches out of what `outer` finds around it. Runs in the page. */
async function outside(inner: string, outer: string): Promise<string[]> {
  const image = document.querySelector<HTMLImageElement>(inner)!;
  await image.decode();
  await new Promise((resolve) => requestAnimationFrame(resolve));
  const box = image.getBoundingClientRect();
  const frame = image.closest(outer)!.getBoundingClientRect();
  return [
    box.top < frame.top - 1 ? "top" : "",
    box.left < frame.left - 1 ? "left" : "",
    box.bottom > frame.bottom + 1 ? "bottom" : "",
    box.right > frame.right + 1 ? "right" : "",
  ].filter((side) => side !== "");
}

/** A PNG of this size in base64. Runs in the page. */
async function drawPicture({ width, height }: { width: number; height: number }): Promise<string> {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d")!;
  context.fillStyle = "teal";
  context.fillRect(0, 0, width, height);
  context.fillStyle = "orange";
  context.fillRect(width / 4, height / 4, width / 2, height / 2);
  const url = await new Promise<string>((resolve) => {
    canvas.toBlob((blob) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result));
      reader.readAsDataURL(blob!);
    }, "image/png");
  });
  return url.slice(url.indexOf(",") + 1);
}
