/**
 * What a browser engine has to be able to do for the tests: open windows, each with a profile of its
 * own, and act in them as a person does. All that tells a page's parts by role and name stands above
 * this, in `engine_visitor.ts`, so that it is the same for every engine.
 */

export type EngineName = "chromium" | "firefox" | "webkit";

/** In CSS pixels. */
export interface Point {
  x: number;
  y: number;
}

/** In CSS pixels. */
export interface Size {
  width: number;
  height: number;
}

export interface EngineOptions {
  /** Pictures of the windows will be taken, for which WebKit has to draw at greater length. */
  pictures?: boolean;
}

export interface Engine {
  readonly name: EngineName;
  /** A window with an empty profile, which lasts as long as the window. */
  open(): Promise<EngineWindow>;
  /** Ends the browser and removes everything that it wrote. */
  close(): Promise<void>;
}

/** One tab or window. The input is real: it goes through the engine's own pointer and keyboard. */
export interface EngineWindow {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /**
   * Runs a function in the page and answers what it returns or resolves to, as JSON.
   *
   * @param work stands alone: it sees its arguments and the page, and nothing around it.
   */
  run<Args extends readonly unknown[], Result>(
    work: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>;
  moveTo(point: Point): Promise<void>;
  pressAt(point: Point): Promise<void>;
  /** Types into what has the focus. */
  type(text: string): Promise<void>;
  /** @param keys such as `Escape` or `Control+Shift+F`. */
  pressKeys(keys: string): Promise<void>;
  /** Chooses files on the disk in the file input that `selector` finds. */
  chooseFiles(selector: string, paths: readonly string[]): Promise<void>;
  /** Makes the page this large. */
  resize(size: Size): Promise<void>;
  /** A PNG of what is in view. */
  screenshot(): Promise<Uint8Array<ArrayBuffer>>;
  /** Another one of the same profile. */
  tab(): Promise<EngineWindow>;
  close(): Promise<void>;
}

/** `Control+Shift+F` as the keys that are held, and the one that is pressed. */
export function splitKeys(keys: string): { held: string[]; key: string } {
  const parts = keys.split("+");
  const key = parts.pop()!;
  return { held: parts, key: key.length === 1 ? key.toLowerCase() : key };
}
