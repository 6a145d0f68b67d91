/** How an image lies on its stage: scaled from "whole in view", then moved, in CSS pixels. */
export interface Zoom {
  scale: number;
  x: number;
  y: number;
}
export interface Point {
  x: number;
  y: number;
}
export interface Size {
  width: number;
  height: number;
}

export const WHOLE: Zoom = { scale: 1, x: 0, y: 0 };
/** As large as this every image may get, from "whole in view". */
export const MIN_MOST = 8;
/** Pixels of the screen (CSS) that a pixel of an image may get, however small the whole of it is. */
const MOST_OF_ITS_OWN = 4;

/**
 * The largest scale of an image: at it each of its pixels can be told from the next.
 *
 * @param shown how large it is when it is whole in view.
 * @param own its own size in pixels; 0 as long as it is not loaded.
 */
export function mostScale(shown: Size, own: Size): number {
  const toItsOwn = Math.max(
    own.width / Math.max(1, shown.width),
    own.height / Math.max(1, shown.height),
  );
  return Math.max(MIN_MOST, toItsOwn * MOST_OF_ITS_OWN);
}

/**
 * Scaled by `factor`, at most to `most`, so that what lies under `point` (from the stage's middle)
 * stays there.
 */
export function zoomAt(
  zoom: Zoom,
  factor: number,
  point: Point,
  { image, stage, most }: { image: Size; stage: Size; most: number },
): Zoom {
  const scale = Math.max(1, Math.min(most, zoom.scale * factor));
  const by = scale / zoom.scale;
  const moved = {
    scale,
    x: point.x - (point.x - zoom.x) * by,
    y: point.y - (point.y - zoom.y) * by,
  };
  return within(moved, image, stage);
}

export function panBy(
  zoom: Zoom,
  by: Point,
  { image, stage }: { image: Size; stage: Size },
): Zoom {
  return within({ ...zoom, x: zoom.x + by.x, y: zoom.y + by.y }, image, stage);
}

/** No edge of the image comes further in than the edge of the stage; a small image stays put. */
function within(zoom: Zoom, image: Size, stage: Size): Zoom {
  const spareX = Math.max(0, (image.width * zoom.scale - stage.width) / 2);
  const spareY = Math.max(0, (image.height * zoom.scale - stage.height) / 2);
  return { scale: zoom.scale, x: clamp(zoom.x, spareX), y: clamp(zoom.y, spareY) };
}

function clamp(value: number, most: number): number {
  // Adding zero makes of -0 what it is to everybody else.
  return Math.max(-most, Math.min(most, value)) + 0;
}
