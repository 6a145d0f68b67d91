/** Own presence: here, away after five minutes without a sign, or hidden. */

import type { SocketState } from "../../protocol/frames/socket.ts";

/** Who gave no sign for so long is away. */
export const IDLE_MS = 5 * 60_000;

export interface OwnPresenceOptions {
  /** Whether others may see that this person is here. */
  isShown: () => boolean;
  send: (state: SocketState) => void;
}

/** How this page's person is seen: here, away after five minutes without a sign, or hidden. */
export class OwnPresence {
  readonly #options: OwnPresenceOptions;
  #isAway = false;
  #announced: SocketState | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: OwnPresenceOptions) {
    this.#options = options;
  }

  /** What a new connection begins with. */
  get state(): SocketState {
    if (!this.#options.isShown()) return "hidden";
    return this.#isAway ? "away" : "online";
  }

  /** The person did something, or looks at the page again. */
  sign(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#isAway = true;
      this.update();
    }, IDLE_MS);
    this.#isAway = false;
    this.update();
  }

  /** A connection was opened with `state`. */
  begun(state: SocketState): void {
    this.#announced = state;
    this.update();
  }

  /** A preference may have changed: tells what is not known yet. */
  update(): void {
    const { state } = this;
    if (this.#announced === undefined || this.#announced === state) return;
    this.#announced = state;
    this.#options.send(state);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
