import { setImmediate } from "node:timers";
import type { WebSocket } from "ws";
import { CLOSE, type ServerFrame } from "../../protocol/frames.ts";
import type { Session } from "../sessions/port.ts";

/** Bytes that may wait for a socket that does not read; then it is closed. */
export const MAX_UNSENT_BYTES = 4 * 1024 * 1024;
/** Bytes of one outgoing WebSocket message, near enough; one frame may be larger. */
const MAX_MESSAGE_CHARS = 256 * 1024;

/**
 * One socket. What is pushed in one turn of the event loop leaves as one WebSocket message, which
 * is what makes a busy room cheap.
 */
export class Connection {
  readonly session: Session;
  /** Broker keys this connection is subscribed to. */
  readonly keys = new Set<string>();
  /** A pong came since the last ping. */
  alive = true;

  readonly #socket: WebSocket;
  #frames: string[] = [];
  #events: string[] = [];
  #scheduled = false;

  constructor(socket: WebSocket, session: Session) {
    this.#socket = socket;
    this.session = session;
  }

  push(frame: ServerFrame): void {
    this.pushText(JSON.stringify(frame));
  }

  /** Pushes the JSON text of a frame. */
  pushText(frame: string): void {
    // Keeps frames and events in the order in which they were pushed.
    this.#closeEvents();
    this.#frames.push(frame);
    this.#schedule();
  }

  /** Pushes the JSON text of an item; items that follow each other share an `events` frame. */
  pushItem(item: string): void {
    this.#events.push(item);
    this.#schedule();
  }

  /** Ends the connection after what was pushed. */
  close(code: number, reason: string): void {
    this.#flush();
    this.#socket.close(code, reason);
  }

  ping(): void {
    this.alive = false;
    this.#socket.ping();
  }

  /** Cuts the connection without a goodbye. */
  terminate(): void {
    this.#socket.terminate();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#flush());
  }

  #closeEvents(): void {
    if (this.#events.length === 0) return;
    this.#frames.push(`{"type":"events","events":[${this.#events.join(",")}]}`);
    this.#events = [];
  }

  #flush(): void {
    this.#scheduled = false;
    this.#closeEvents();
    const frames = this.#frames;
    if (frames.length === 0) return;
    this.#frames = [];
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    for (const message of packed(frames)) this.#socket.send(message);
    if (this.#socket.bufferedAmount > MAX_UNSENT_BYTES) {
      this.#socket.close(CLOSE.tooSlow, "You read too slowly");
      this.#socket.terminate();
    }
  }
}

/** WebSocket messages that hold `frames` in order: one frame alone, several as an array. */
function packed(frames: string[]): string[] {
  if (frames.length === 1) return frames;
  const messages: string[] = [];
  let start = 0;
  let chars = 0;
  for (let i = 0; i <= frames.length; i++) {
    const size = frames[i]?.length ?? 0;
    if (i === frames.length || (i > start && chars + size > MAX_MESSAGE_CHARS)) {
      const group = frames.slice(start, i);
      messages.push(group.length === 1 ? group[0]! : `[${group.join(",")}]`);
      start = i;
      chars = 0;
    }
    chars += size;
  }
  return messages;
}
