/** Zooms and moves an image by wheel, pinch, drag and tap. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { MIN_MOST, mostScale, panBy, type Point, WHOLE, type Zoom, zoomAt } from "./zoom.ts";

/** Per unit of the wheel: a notch of a common mouse is about a fifth. */
const WHEEL_RATE = 0.002;
const LINE_PX = 16;
/** Pressed and let go within this is a tap. */
const TAP_PX = 5;
const TAP_FACTOR = 2.5;

/** Zooms and moves an image on its stage by wheel, pinch, drag and tap. */
export function useZoom() {
  const stage = useRef<HTMLDivElement>(null);
  const image = useRef<HTMLImageElement>(null);
  const [zoom, setZoom] = useState<Zoom>(WHOLE);
  /** The largest scale of the image, as it was zoomed last. */
  const most = useRef(MIN_MOST);
  const pointers = useRef(new Map<number, Point>());
  const moved = useRef(0);

  const sizes = () => {
    const { clientWidth: width, clientHeight: height } = stage.current!;
    const { offsetWidth, offsetHeight, naturalWidth, naturalHeight } = image.current!;
    const shown = { width: offsetWidth, height: offsetHeight };
    most.current = mostScale(shown, { width: naturalWidth, height: naturalHeight });
    return { image: shown, stage: { width, height }, most: most.current };
  };
  const fromMiddle = ({ x, y }: Point): Point => {
    const box = stage.current!.getBoundingClientRect();
    return { x: x - box.left - box.width / 2, y: y - box.top - box.height / 2 };
  };
  /** Without an image there is nothing to change. */
  const change = (how: (before: Zoom) => Zoom) =>
    setZoom((before) => image.current === null ? WHOLE : how(before));
  const zoomBy = (factor: number, at: Point = { x: 0, y: 0 }) =>
    change((before) => zoomAt(before, factor, at, sizes()));
  const pan = (by: Point) => change((before) => panBy(before, by, sizes()));
  const reset = () => setZoom(WHOLE);

  useLayoutEffect(() => {
    const style = image.current?.style;
    if (style !== undefined) {
      style.transform = `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})`;
    }
  }, [zoom]);
  useEffect(() => {
    const element = stage.current;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const px = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1);
      zoomBy(Math.exp(-px * WHEEL_RATE), fromMiddle({ x: event.clientX, y: event.clientY }));
    };
    // Registered by hand: only a listener that says so may keep the page from scrolling.
    element?.addEventListener("wheel", wheel, { passive: false });
    return () => element?.removeEventListener("wheel", wheel);
  }, []);

  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    stage.current?.setPointerCapture(event.pointerId);
    if (pointers.current.size === 0) moved.current = 0;
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };
  const move = (event: PointerEvent) => {
    const held = pointers.current;
    const before = held.get(event.pointerId);
    if (before === undefined) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...held].find(([id]) => id !== event.pointerId)?.[1];
    held.set(event.pointerId, now);
    moved.current += Math.hypot(now.x - before.x, now.y - before.y);
    if (other === undefined) return pan({ x: now.x - before.x, y: now.y - before.y });
    const spread = distance(now, other) / Math.max(1, distance(before, other));
    zoomBy(spread, fromMiddle({ x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }));
  };
  const up = (event: PointerEvent) => {
    if (!pointers.current.delete(event.pointerId) || event.type === "pointercancel") return;
    if (pointers.current.size > 0 || moved.current > TAP_PX) return;
    if (zoom.scale > 1) reset();
    else zoomBy(TAP_FACTOR, fromMiddle({ x: event.clientX, y: event.clientY }));
  };

  return {
    stage,
    image,
    zoom,
    canGrow: zoom.scale < most.current,
    zoomBy,
    pan,
    reset,
    onPointer: { onPointerDown: down, onPointerMove: move, onPointerUp: up, onPointerCancel: up },
  };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
