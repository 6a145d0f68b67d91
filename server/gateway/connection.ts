/** One WebSocket of the gateway: joins what is pushed at once, and bounds what waits. */

import { setImmediate } from "node:timers";
import type { WebSocket } from "ws";
import type { ServerFrame } from "../../protocol/frames/server_frames.ts";
import { CLOSE, type SocketState } from "../../protocol/frames/socket.ts";
import type { Session } from "../sessions/port.ts";
import type { EventRun } from "./event_run.ts";

/** Bytes that may wait for a socket that does not read; then it is closed. */
export const MAX_UNSENT_BYTES = 4 * 1024 * 1024;
/** Bytes of one outgoing WebSocket message, near enough; one frame may be larger. */
const MAX_MESSAGE_CHARS = 256 * 1024;

/** The stream below a WebSocket. */
export interface Transport {
  /** What is written from here on waits, and leaves in one piece at `uncork`. */
  cork(): void;
  uncork(): void;
}

/**
 * One socket. What is pushed in one turn of the event loop leaves in one write, as one WebSocket
 * message but for items that other sockets got too, which is what makes a busy room cheap.
 */
export class Connection {
  readonly session: Session;
  /** Broker keys this connection is subscribed to. */
  readonly keys = new Set<string>();
  /** A pong came since the last ping. */
  alive = true;
  /** How it wants its person to be seen. */
  presence: SocketState;
  /** Requests that are not answered yet. */
  requests = 0;
  /** Called when bytes have left for the other side. */
  onDrained: (() => void) | undefined;

  readonly #socket: WebSocket;
  readonly #transport: Transport;
  #frames: (string | EventRun)[] = [];
  /** Characters of `#frames`. */
  #queuedChars = 0;
  #run: EventRun | undefined;
  #scheduled = false;
  #closed = false;

  constructor(
    socket: WebSocket,
    transport: Transport,
    session: Session,
    presence: SocketState = "online",
  ) {
    this.#socket = socket;
    this.#transport = transport;
    this.session = session;
    this.presence = presence;
  }

  push(frame: ServerFrame): void {
    this.pushText(JSON.stringify(frame));
  }

  /** Pushes the JSON text of a frame. */
  pushText(frame: string): void {
    // Keeps frames and events in the order in which they were pushed.
    this.#closeRun();
    this.#frames.push(frame);
    this.#queuedChars += frame.length;
    this.#schedule();
  }

  /**
   * Pushes the JSON text of an item; items that follow each other share an `events` frame.
   *
   * @param start the empty run of everybody who is told at the same time.
   */
  pushItem(item: string, start: EventRun): void {
    this.#run = (this.#run ?? start).then(item);
    this.#schedule();
  }

  /** Bytes, near enough, that were pushed and have not left this machine. */
  get unsentBytes(): number {
    return this.#queuedChars + this.#socket.bufferedAmount;
  }

  /** Nothing more is taken from the socket, though its goodbye may still be on the way. */
  get isClosed(): boolean {
    return this.#closed || this.#socket.readyState !== this.#socket.OPEN;
  }

  /** Ends the connection after what was pushed. */
  close(code: number, reason: string): void {
    this.#closed = true;
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

  #closeRun(): void {
    if (this.#run === undefined) return;
    this.#frames.push(this.#run);
    this.#run = undefined;
  }

  #flush(): void {
    this.#scheduled = false;
    this.#closeRun();
    const frames = this.#frames;
    if (frames.length === 0) return;
    this.#frames = [];
    this.#queuedChars = 0;
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#transport.cork();
    const messages = packed(frames);
    const last = messages.length - 1;
    for (const [i, message] of messages.entries()) {
      if (i === last) this.#socket.send(message, AS_TEXT, () => this.onDrained?.());
      else this.#socket.send(message, AS_TEXT);
    }
    this.#transport.uncork();
    if (this.#socket.bufferedAmount > MAX_UNSENT_BYTES) {
      this.#closed = true;
      this.#socket.close(CLOSE.tooSlow, "You read too slowly");
      this.#socket.terminate();
    }
  }
}

const AS_TEXT = { binary: false };

/**
 * WebSocket messages that hold `frames` in order: one frame alone, several as an array. A run that
 * other sockets got too is a message of its own, in bytes that they all share.
 */
function packed(frames: readonly (string | EventRun)[]): (string | Uint8Array)[] {
  const messages: (string | Uint8Array)[] = [];
  let group: string[] = [];
  let chars = 0;
  const finish = () => {
    if (group.length > 0) messages.push(group.length === 1 ? group[0]! : `[${group.join(",")}]`);
    group = [];
    chars = 0;
  };
  for (const frame of frames) {
    if (typeof frame !== "string" && frame.isShared) {
      finish();
      messages.push(frame.bytes);
      continue;
    }
    const text = typeof frame === "string" ? frame : frame.text;
    if (chars + text.length > MAX_MESSAGE_CHARS) finish();
    group.push(text);
    chars += text.length;
  }
  finish();
  return messages;
}
