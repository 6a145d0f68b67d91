/** One person's socket in the load test: sends a window at a time, counts what arrives. */

import type { SealedFrame } from "../world_build.ts";
import { FrameTape } from "./client_frame.ts";
import { scan } from "./scan.ts";
import type { LoadSocket } from "./socket.ts";
import type { Tally } from "./tally.ts";

/** Longer than this without anything arriving, and what is still owed is lost. */
const SILENCE_MS = 20_000;

/** A person's socket: hands in its messages a window at a time, and counts all that arrives. */
export class Lane {
  readonly person: number;
  readonly #socket: LoadSocket;
  readonly #frames: readonly SealedFrame[];
  readonly #tape: FrameTape;
  #tally: Tally | undefined;
  #next = 0;
  #end = 0;
  #window = 0;
  #inFlight = 0;
  #deadlineMs = Infinity;
  #sentAll: () => void = () => {};
  /** First text of a refusal, for whoever has to find out why. */
  refusal: string | undefined;

  /** @param frames empty for those who only read. */
  constructor(person: number, socket: LoadSocket, frames: readonly SealedFrame[]) {
    this.person = person;
    this.#socket = socket;
    this.#frames = frames;
    this.#tape = new FrameTape(frames.map(({ frame }) => frame));
    socket.onText = (text) => this.#take(text);
  }

  get ended(): string | undefined {
    return this.#socket.ended;
  }

  /** The next `count` messages, not handed in yet. */
  upcoming(count: number): readonly SealedFrame[] {
    return this.#frames.slice(this.#next, this.#next + count);
  }

  listen(tally: Tally): void {
    this.#tally = tally;
  }

  /** Hands the next `count` messages in. Resolves when the last one is on its way. */
  send(count: number, window: number, deadlineMs: number): Promise<void> {
    this.#end = this.#next + count;
    this.#window = window;
    this.#inFlight = 0;
    this.#deadlineMs = deadlineMs;
    return new Promise((resolve) => {
      this.#sentAll = resolve;
      this.#fill();
    });
  }

  #take(text: string): void {
    const nowMs = performance.now();
    const tally = this.#tally;
    if (tally === undefined) return;
    scan(text, {
      onMessage: (id, seq) => tally.delivered(id, seq, this.person, nowMs),
      onReceipt: (ref) => {
        this.#inFlight--;
        tally.receipt(this.#frames[ref]!.id, nowMs);
      },
      onRefused: (_ref, why) => {
        this.#inFlight--;
        this.refusal ??= why;
        tally.refused(nowMs);
      },
    });
    this.#fill();
  }

  /** Everything that the window has room for is one write. */
  #fill(): void {
    if (this.#next >= this.#end) return;
    const nowMs = performance.now();
    if (nowMs > this.#deadlineMs) this.#end = this.#next;
    const until = Math.min(this.#end, this.#next + this.#window - this.#inFlight);
    if (until > this.#next) {
      for (let i = this.#next; i < until; i++) this.#tally!.sent(this.#frames[i]!.id, nowMs);
      this.#inFlight += until - this.#next;
      this.#socket.write(this.#tape.bytes(this.#next, until));
      this.#next = until;
    }
    if (this.#next >= this.#end) this.#sentAll();
  }
}

/** Waits for `tally`, but not for what will never come. */
export async function settled(tally: Tally, lanes: readonly Lane[]): Promise<void> {
  let timer: ReturnType<typeof setInterval> | undefined;
  const silence = new Promise<void>((resolve) => {
    timer = setInterval(() => {
      const isOver = lanes.some(({ ended }) => ended !== undefined);
      if (isOver || performance.now() - tally.lastMs > SILENCE_MS) resolve();
    }, 500);
  });
  await Promise.race([tally.complete(), silence]);
  clearInterval(timer);
}
