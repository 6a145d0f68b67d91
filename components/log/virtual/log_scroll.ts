/** Scrolls a log of which only the rows in view are in the page, and measures their heights. */

import { dayLineOf, type Row } from "../timeline.ts";
import { Heights } from "./heights.ts";
import { rowEstimate } from "./row_estimate.ts";
import { type Anchor, anchorFor, type Range, rangeFor, suffices, type View } from "./window.ts";

/** Nearer to the end than this counts as reading the newest. */
const END_PX = 48;
/** Kept free below the last row. */
const TAIL_PX = 16;
/** Beside the text of a message: the picture of its sender. */
const GUTTER_PX = 72;
/** The line of the day lies over what is at the top of the view. */
const DAY_LINE_PX = 48;
/** More rows than these are not held for a selection. */
const MAX_HELD_ROWS = 1_000;
/** Scroll positions come back rounded. */
const ROUNDING_PX = 1.5;
/** Before the screen is known. */
const USUAL_VIEW = { width: 720, height: 800 };

/** The elements of a log that takes part in its scrolling. */
export interface LogElements {
  scroller: HTMLElement;
  /** Holds the rows, each with its key as `data-row`. */
  content: HTMLElement;
  /** Stands before the first row. */
  head: HTMLElement;
  /** Takes the place of the days before those that are drawn, and of the rows after them. */
  before: HTMLElement;
  after: HTMLElement;
}

export interface LogScrollEvents {
  /** Other rows are to be drawn. */
  onRange: (range: Range) => void;
  onMoved: (place: { atEnd: boolean; nearBeginning: boolean; up: boolean }) => void;
}

/**
 * Scrolls a log of which only the rows in view are in the page. Heights are measured as rows are
 * drawn and estimated before; whatever changes, the end stays in view while the reader is there,
 * and else the row that is being read stays where it is.
 */
export class LogScroll {
  #rows: readonly Row[] = [];
  #index = new Map<string, number>();
  #heights = new Heights([]);
  readonly #measured = new Map<string, number>();
  #range: Range = { from: 0, to: 0 };
  #held: readonly string[] = [];
  #anchor: Anchor = { at: "end" };
  #view = USUAL_VIEW;
  #headPx = 0;
  /** Where the scroller was last put or found. */
  #top = 0;
  #elements: LogElements | undefined;
  #observer: ResizeObserver | undefined;
  #observed = new WeakSet<Element>();
  #unsettled = true;

  constructor(readonly events: LogScrollEvents, startAt?: string) {
    if (startAt !== undefined) this.#anchor = { at: "row", key: startAt, offset: DAY_LINE_PX * 3 };
  }

  /** Takes the rows over and says which of them to draw. */
  take(rows: readonly Row[]): Range {
    if (rows === this.#rows) return this.#range;
    const before = this.#rows;
    this.#rows = rows;
    this.#index = new Map(rows.map((row, index) => [row.key, index]));
    this.#heights = new Heights(rows.map((row) => this.#heightOf(row)));
    const { at } = this.#anchor;
    if (at === "row") this.#keepAnchor(before);
    this.#unsettled = true;
    return this.#range = this.#rangeFor(this.#wantedView());
  }

  mount(elements: LogElements): () => void {
    const { scroller, head } = elements;
    this.#elements = elements;
    this.#view = { width: scroller.clientWidth, height: scroller.clientHeight };
    this.#headPx = head.offsetHeight;
    const observer = new ResizeObserver((changes) => this.#onResize(changes));
    observer.observe(scroller);
    observer.observe(head);
    this.#observer = observer;
    return () => observer.disconnect();
  }

  /** After each drawing: fits what stands for the rows that are not drawn. */
  settle(): void {
    const elements = this.#elements;
    if (elements === undefined) return;
    for (const element of elements.content.querySelectorAll("[data-row]")) {
      if (this.#observed.has(element)) continue;
      this.#observed.add(element);
      this.#observer?.observe(element);
    }
    this.#fitSpacers();
    if (!this.#unsettled) return;
    this.#unsettled = false;
    this.#restore();
  }

  onScroll(): void {
    const { scroller } = this.#elements ?? {};
    if (scroller === undefined) return;
    const { scrollTop: top, clientWidth, clientHeight } = scroller;
    // The view has another size, and the browser moved it for that: not the reader's doing.
    if (clientWidth !== this.#view.width || clientHeight !== this.#view.height) return;
    const up = top < this.#top;
    if (Math.abs(top - this.#top) > ROUNDING_PX) {
      this.#top = top;
      this.#anchor = this.#isAtEnd(top)
        ? { at: "end" }
        : anchorFor(this.#heights, (index) => this.#rows[index]!.key, this.#viewAt(top));
    } else if (top >= this.#contentPx() - this.#view.height - ROUNDING_PX) {
      // Led to a row so near the end that the view stands at the end.
      this.#anchor = { at: "end" };
    }
    this.#follow();
    this.events.onMoved({
      atEnd: this.#anchor.at === "end",
      nearBeginning: top < this.#view.height,
      up,
    });
  }

  get atEnd(): boolean {
    return this.#anchor.at === "end";
  }

  toEnd(): void {
    this.#goTo({ at: "end" });
  }

  /** To what stands before the first row. */
  toBeginning(): void {
    const [first] = this.#rows;
    if (first !== undefined) this.#goTo({ at: "row", key: first.key, offset: this.#headPx });
  }

  /** These rows, and those between them and the view, stay drawn; none any more without keys. */
  hold(keys: readonly string[]): void {
    this.#held = keys;
  }

  /** Brings a row to a good place in the view. False when there is no such row. */
  show(key: string): boolean {
    if (!this.#index.has(key)) return false;
    this.#goTo({ at: "row", key, offset: Math.max(DAY_LINE_PX, this.#view.height * 0.3) });
    return true;
  }

  /** Scrolls as little as shows the whole row, or its beginning. */
  reveal(key: string): void {
    const index = this.#index.get(key);
    if (index === undefined) return;
    const offset = this.#heights.offset(index) + this.#headPx - this.#top;
    const room = this.#view.height - this.#heights.height(index) - TAIL_PX / 2;
    if (offset >= DAY_LINE_PX && offset <= room) return;
    const last = index === this.#rows.length - 1;
    this.#goTo(
      last && offset > room ? { at: "end" } : {
        at: "row",
        key,
        offset: offset < DAY_LINE_PX ? DAY_LINE_PX : Math.max(DAY_LINE_PX, room),
      },
    );
  }

  /** Keys of the first and the last row that are seen as a whole, or the only one that is seen. */
  seen(): { first: string; last: string } | undefined {
    const { top, height } = this.#viewAt(this.#top);
    const first = this.#heights.indexAt(top + DAY_LINE_PX / 2);
    const last = this.#heights.indexAt(top + height - 1);
    const [from, to] = [this.#rows[first], this.#rows[last]];
    return from === undefined || to === undefined ? undefined : { first: from.key, last: to.key };
  }

  /** How much of a row is below the view, and above it, in pixels. */
  beyond(key: string): { above: number; below: number } {
    const index = this.#index.get(key) ?? 0;
    const { top, height } = this.#viewAt(this.#top);
    const begin = this.#heights.offset(index);
    const end = begin + this.#heights.height(index);
    return { above: top + DAY_LINE_PX - begin, below: end - top - height };
  }

  #goTo(anchor: Anchor): void {
    this.#anchor = anchor;
    this.#restore();
    this.#follow();
    this.events.onMoved({ atEnd: anchor.at === "end", nearBeginning: false, up: false });
  }

  /** Has other rows drawn where the view comes near the edge of those that are. */
  #follow(): void {
    const view = this.#viewAt(this.#top);
    if (suffices(this.#heights, this.#range, view)) return;
    this.#range = this.#rangeFor(view);
    this.events.onRange(this.#range);
  }

  #rangeFor(view: View): Range {
    const range = rangeFor(this.#heights, view);
    const held = this.#held.flatMap((key) => this.#index.get(key) ?? []);
    const from = Math.min(range.from, ...held);
    const to = Math.max(range.to, ...held.map((index) => index + 1));
    return to - from > MAX_HELD_ROWS ? range : { from, to };
  }

  #onResize(changes: readonly ResizeObserverEntry[]): void {
    const elements = this.#elements!;
    let changed = false;
    for (const { target, borderBoxSize } of changes) {
      const size = borderBoxSize[0]!;
      if (!target.isConnected) {
        this.#observer!.unobserve(target);
      } else if (target === elements.scroller) {
        changed = this.#resizeView() || changed;
      } else if (target === elements.head) {
        changed ||= size.blockSize !== this.#headPx;
        this.#headPx = size.blockSize;
      } else {
        const key = (target as HTMLElement).dataset.row!;
        const index = this.#index.get(key);
        this.#measured.set(key, size.blockSize);
        if (index === undefined || this.#heights.height(index) === size.blockSize) continue;
        this.#heights.set(index, size.blockSize);
        changed = true;
      }
    }
    if (!changed) return;
    this.#fitSpacers();
    this.#restore();
    // Not now: rows drawn while sizes are being told could not tell theirs in this frame.
    requestAnimationFrame(() => this.#follow());
  }

  #resizeView(): boolean {
    const { clientWidth: width, clientHeight: height } = this.#elements!.scroller;
    if (width === this.#view.width && height === this.#view.height) return false;
    if (width !== this.#view.width) {
      // Texts break elsewhere now; what is drawn tells its new height by itself.
      const { from, to } = this.#range;
      const drawn = new Set(this.#rows.slice(from, to).map((row) => row.key));
      for (const key of this.#measured.keys()) if (!drawn.has(key)) this.#measured.delete(key);
    }
    this.#view = { width, height };
    this.#heights = new Heights(this.#rows.map((row) => this.#heightOf(row)));
    return true;
  }

  #heightOf(row: Row): number {
    return this.#measured.get(row.key) ?? rowEstimate(row, this.#view.width - GUTTER_PX);
  }

  #fitSpacers(): void {
    const { before, after, content } = this.#elements!;
    const { from, to } = this.#range;
    const firstDay = dayLineOf(this.#rows, from);
    const heights = this.#heights;
    setHeight(before, heights.offset(firstDay));
    setHeight(after, heights.total - heights.offset(to) + TAIL_PX);
    const skipped = content.querySelector<HTMLElement>(".log__skipped");
    if (skipped !== null) setHeight(skipped, heights.offset(from) - heights.offset(firstDay + 1));
  }

  /** Puts the scroller where its anchor wants it. */
  #restore(): void {
    const { scroller } = this.#elements ?? {};
    if (scroller === undefined) return;
    const wanted = this.#clamp(this.#wantedView().top + this.#headPx);
    if (Math.abs(scroller.scrollTop - wanted) >= 0.5) scroller.scrollTop = wanted;
    // While rows are not measured yet, the page may end before; that is not the reader's doing.
    this.#top = scroller.scrollTop;
  }

  #wantedView() {
    const { height } = this.#view;
    if (this.#anchor.at === "end") {
      return { top: this.#contentPx() - height - this.#headPx, height };
    }
    const { key, offset } = this.#anchor;
    return { top: this.#heights.offset(this.#index.get(key) ?? 0) - offset, height };
  }

  /** The anchor's row may be gone: then the next one that is still there holds. */
  #keepAnchor(before: readonly Row[]): void {
    if (this.#anchor.at !== "row" || this.#index.has(this.#anchor.key)) return;
    const { key, offset } = this.#anchor;
    const gone = before.findIndex((row) => row.key === key);
    const next = before.slice(gone + 1).find((row) => this.#index.has(row.key));
    this.#anchor = next === undefined ? { at: "end" } : { at: "row", key: next.key, offset };
  }

  #viewAt(scrollTop: number) {
    return { top: scrollTop - this.#headPx, height: this.#view.height };
  }

  #isAtEnd(top: number): boolean {
    return top + this.#view.height > this.#contentPx() - END_PX;
  }

  #contentPx(): number {
    return Math.max(this.#view.height, this.#headPx + this.#heights.total + TAIL_PX);
  }

  #clamp(top: number): number {
    return Math.min(Math.max(0, top), this.#contentPx() - this.#view.height);
  }
}

function setHeight(element: HTMLElement, pixels: number): void {
  const size = `${pixels}px`;
  if (element.style.blockSize !== size) element.style.blockSize = size;
}
