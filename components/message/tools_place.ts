/** Where the tools of a message lie, so that nothing that can be pressed lies under them. */

/** A box in the direction of writing: from where a line begins to where it ends, in CSS pixels. */
export interface LineBox {
  start: number;
  end: number;
  top: number;
  bottom: number;
}

/** Between the tools and what they make way for. */
const GAP_PX = 4;

/** What is so many times as high as the tools, such as a picture, can be pressed beside them. */
const LARGE = 2;

/**
 * How far the tools move back from the end of the line so that they lie on none of `controls`.
 *
 * @param tools where they lie without moving.
 * @param first they do not begin before it.
 * @returns CSS pixels; 0 where there is no such place.
 */
export function asideOf(tools: LineBox, controls: readonly LineBox[], first: number): number {
  const height = tools.bottom - tools.top;
  const inWay = controls.filter(({ top, bottom }) =>
    top < tools.bottom && bottom > tools.top && bottom - top < LARGE * height
  ).toSorted((a, b) => b.end - a.end);
  const width = tools.end - tools.start;
  let { end } = tools;
  for (const control of inWay) {
    const isUnder = control.start < end && control.end > end - width;
    if (isUnder) end = control.start - GAP_PX;
  }
  return end - width < first ? 0 : tools.end - end;
}

/** The boxes of what can be pressed around the message that `tools` belong to, and their own. */
export function moveAside(tools: HTMLElement): void {
  const message = tools.parentElement;
  const log = tools.closest("[role=log]");
  if (message === null || log === null) return;
  tools.style.setProperty("--tools-aside", "0px");
  const isRtl = getComputedStyle(tools).direction === "rtl";
  const boxOf = (element: Element): LineBox => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return isRtl
      ? { start: -right, end: -left, top, bottom }
      : { start: left, end: right, top, bottom };
  };
  const controls = [...log.querySelectorAll("button, a[href], summary")]
    .filter((element) => !tools.contains(element)).map(boxOf);
  const aside = asideOf(boxOf(tools), controls, boxOf(message).start);
  tools.style.setProperty("--tools-aside", `${aside}px`);
}
