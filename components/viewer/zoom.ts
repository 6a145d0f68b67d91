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
export const MAX_SCALE = 8;

/** Scaled by `factor` so that what lies under `point` (from the stage's middle) stays there. */
export function zoomAt(zoom: Zoom, factor: number, point: Point, image: Size, stage: Size): Zoom {
  const scale = Math.max(1, Math.min(MAX_SCALE, zoom.scale * factor));
  const by = scale / zoom.scale;
  const moved = {
    scale,
    x: point.x - (point.x - zoom.x) * by,
    y: point.y - (point.y - zoom.y) * by,
  };
  return within(moved, image, stage);
}

export function panBy(zoom: Zoom, by: Point, image: Size, stage: Size): Zoom {
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
