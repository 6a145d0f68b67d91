/** The page's connection to the server, which stands before there is anybody whose chat it is. */

import { type Signal, signal } from "@preact/signals";
import { AppError } from "../../protocol/errors.ts";
import type { PushFrame, WelcomeFrame } from "../../protocol/frames/server_frames.ts";
import type { SocketState } from "../../protocol/frames/socket.ts";
import type { ConnectionView } from "../model/mod.ts";
import type { Ask, AskServer, ServerSocket, SocketEvents } from "../net/socket.ts";
import { Traffic } from "../net/traffic.ts";
import { OwnPresence } from "./own_presence.ts";

/** Frames that the server sends by itself, but for the first one of a connection. */
export type Push = Exclude<PushFrame, WelcomeFrame>;

/** Opens the connection to the server; the signal ends it. */
export type OpenSocket = (
  events: Omit<SocketEvents, "watchWake">,
  signal: AbortSignal,
  presence: () => SocketState,
) => Pick<ServerSocket, "ask">;

/** Who is told what the connection brings. */
export interface ConnectionFollower {
  /** A connection works. Never rejects; resolves when the page is up to date. */
  welcome(frame: WelcomeFrame): Promise<void>;
  take(frame: Push): void;
  /** Something cheap to ask on a quiet connection. */
  probe(): Ask;
  /** The session is over; `message` says why. */
  signedOut(message: string): void;
}

export interface ChatConnectionOptions {
  openSocket: OpenSocket;
  /** Whether others may see that this person is here. */
  presenceShown: () => boolean;
  now: () => number;
  /** Resolves after so many milliseconds. */
  wait: (ms: number) => Promise<void>;
  /** The session is over, whether there is a chat or not. */
  onSignedOut: () => void;
  signal: AbortSignal;
}

/**
 * What the connection brings goes to whoever follows it. Until somebody does it is held: who is
 * signed in, and so whose chat is to be made, comes over the connection itself.
 */
export class ChatConnection {
  readonly state: Signal<ConnectionView> = signal<ConnectionView>({ state: "connecting" });
  /** How this person is seen from this page. */
  readonly presence: OwnPresence;
  readonly traffic: Traffic;
  /** Rejects when the session is over. */
  readonly firstWelcome: Promise<WelcomeFrame>;
  /** Nothing that happens to the connection is told: its person is being forgotten. */
  isMuted = false;
  readonly #options: ChatConnectionOptions;
  readonly #socket: Pick<ServerSocket, "ask">;
  readonly #first = Promise.withResolvers<WelcomeFrame>();
  readonly #held = new HeldFrames();
  #follower: ConnectionFollower = this.#held;
  #wasLost = false;

  constructor(options: ChatConnectionOptions) {
    const { openSocket, presenceShown, now, wait, signal } = options;
    this.#options = options;
    this.firstWelcome = this.#first.promise;
    // Whoever starts without it does not wait for it.
    this.firstWelcome.catch(() => {});
    this.traffic = new Traffic({ now, wait });
    this.presence = new OwnPresence({
      isShown: presenceShown,
      send: (state) => void this.askUnnoted({ type: "set-presence", state }).catch(() => {}),
    });
    const connectedAs = { state: this.presence.state };
    this.#socket = openSocket(
      {
        onWelcome: (frame) => {
          this.presence.begun(connectedAs.state);
          this.#first.resolve(frame);
          void this.#follower.welcome(frame);
        },
        onPush: (frame) => {
          if (frame.type === "events") this.traffic.noted();
          this.#follower.take(frame);
        },
        onState: (state) => this.#changed(state),
        onBadFrame: (error) => console.warn("The server sent something unreadable", error),
        probe: () => this.#follower.probe(),
      },
      signal,
      () => connectedAs.state = this.presence.state,
    );
    signal.addEventListener("abort", () => this.presence.stop(), { once: true });
  }

  /** The server was missed at least once; one that is merely slow has not been. */
  get wasLost(): boolean {
    return this.#wasLost;
  }

  readonly ask: AskServer = (frame) => {
    this.traffic.noted();
    return this.#socket.ask(frame);
  };

  /** For what nobody waits for: it does not count as traffic that others stand back for. */
  readonly askUnnoted: AskServer = (frame) => this.#socket.ask(frame);

  /** Hands over what was held and all that comes; resolves when a welcome that was held is taken. */
  follow(follower: ConnectionFollower): Promise<void> {
    this.#follower = follower;
    return this.#held.handOver(follower);
  }

  #changed(state: ConnectionView): void {
    if (this.isMuted) return;
    this.state.value = state;
    this.#wasLost ||= state.state === "reconnecting";
    if (state.state !== "signed-out") return;
    this.#options.onSignedOut();
    this.#follower.signedOut(state.message);
    this.#first.reject(new AppError("unauthenticated", state.message));
  }
}

/** What came before there was a chat. */
class HeldFrames implements ConnectionFollower {
  #welcome: WelcomeFrame | undefined;
  #pushes: Push[] = [];
  #signedOut: string | undefined;

  welcome(frame: WelcomeFrame): Promise<void> {
    this.#welcome = frame;
    // It says all that those before it did.
    this.#pushes = [];
    return Promise.resolve();
  }

  take(frame: Push): void {
    this.#pushes.push(frame);
  }

  probe(): Ask {
    return { type: "rooms" };
  }

  signedOut(message: string): void {
    this.#signedOut = message;
  }

  async handOver(to: ConnectionFollower): Promise<void> {
    const welcomed = this.#welcome && to.welcome(this.#welcome);
    for (const frame of this.#pushes) to.take(frame);
    if (this.#signedOut !== undefined) to.signedOut(this.#signedOut);
    await welcomed;
  }
}
