/** The WebSockets of this node: who may connect, what they may ask, what they are told. */

import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { Buffer } from "node:buffer";
import { type WebSocket, WebSocketServer } from "ws";
import type { Bridge } from "../bridge/port.ts";
import type { Directory } from "../../directory/port.ts";
import { AppError, type ErrorKind, toProblem } from "../../protocol/errors.ts";
import { type ClientFrame, parseClientFrame } from "../../protocol/frames/client_frames.ts";
import { refOf } from "../../protocol/frames/ref.ts";
import {
  CLOSE,
  SOCKET_STATES,
  socketPath,
  type SocketState,
  WIRE_VERSION,
} from "../../protocol/frames/socket.ts";
import type { UserId } from "../../protocol/ids.ts";
import { MAX_FRAME_BYTES } from "../../protocol/limits.ts";
import { originOfRequest } from "../http/request.ts";
import { refuseUpgrade } from "../http/refuse_upgrade.ts";
import type { Log } from "../log.ts";
import { type Audit, refusalEvent } from "../audit.ts";
import type { SessionEvent } from "../router/events.ts";
import { SESSION_KEY } from "../router/keys.ts";
import type { Session, Sessions } from "../sessions/port.ts";
import { BrokerNews, NODE_KEYS } from "./broker_news.ts";
import { Connection, type Transport } from "./connection.ts";
import { ConversationFeed } from "./conversation_feed.ts";
import { LastSeen } from "./last_seen.ts";
import { Names } from "./names.ts";
import { Lookups } from "./lookups.ts";
import { OpenRooms } from "./open_rooms.ts";
import { People } from "./people.ts";
import { Presence } from "./presence.ts";
import { PresenceFeed } from "./presence_feed.ts";
import { Rates } from "./rates.ts";
import { answer, type RequestsOptions } from "./requests.ts";
import { Subscriptions } from "./subscriptions.ts";
import { Typing } from "./typing.ts";

/** A socket that answers no ping for two of these is dead. */
const PING_INTERVAL_MS = 30_000;
/** How often a node tells the others whom it has, for those that missed a change. */
const ROSTER_INTERVAL_MS = 20_000;
/** A client that does not answer our goodbye is cut off then, also one that was never let in. */
const CLOSE_TIMEOUT_MS = 2_000;
/** A value of its own: the library's types do not know all of its options. */
const SOCKET_OPTIONS = {
  noServer: true,
  maxPayload: MAX_FRAME_BYTES,
  perMessageDeflate: false,
  clientTracking: false,
  closeTimeout: CLOSE_TIMEOUT_MS,
};
/** Frames before the welcome that are kept; a client waits for it. */
const MAX_EARLY_FRAMES = 16;
/** Requests of one socket that wait for their answers: what is held of them is bounded. */
const MAX_REQUESTS = 512;
/** Where the upgrade may be asked for, and how its socket begins. */
const STATE_AT = new Map(SOCKET_STATES.map((state) => [socketPath(state), state] as const));
const SESSION_OVER = "Your session has ended. Sign in again.";

export interface GatewayOptions {
  nodeId: string;
  bridge: Bridge;
  sessions: Pick<Sessions, "setLastSeen" | "lastSeen">;
  /** The session of a token, of somebody who may use it now. */
  findSession: (token: string) => Promise<Session | undefined>;
  directory: Pick<Directory, "list" | "findById">;
  /** Whether the upgrade may come from a page of this origin. */
  allowsOrigin: (origin: string | undefined) => boolean;
  /** Whose request it is, for the log; by default the address at the socket's other end. */
  addressOf?: (request: IncomingMessage) => string;
  /** The session's token in the request's cookies. */
  tokenOf: (cookies: string | undefined) => string | undefined;
  messagesPerSecond: number;
  socketsPerPerson: number;
  /** Epoch milliseconds. */
  clock: () => number;
  log: Log;
  audit: Audit;
}

/** The sockets of this node: who may speak, what they may ask, and what they are told. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #wss = new WebSocketServer(SOCKET_OPTIONS);
  readonly #connections = new Set<Connection>();
  readonly #byUser = new Map<UserId, Set<Connection>>();
  readonly #subscriptions: Subscriptions;
  readonly #conversations: ConversationFeed;
  readonly #presence: Presence;
  readonly #lastSeen: LastSeen;
  readonly #feed: PresenceFeed;
  readonly #people: People;
  readonly #news: BrokerNews;
  readonly #requests: RequestsOptions;
  readonly #rates: Rates;
  readonly #lookups = new Lookups();
  readonly #timers: ReturnType<typeof setInterval>[] = [];
  #closing = false;

  constructor(options: GatewayOptions) {
    this.#options = options;
    const { bridge, sessions, directory, clock, log, nodeId } = options;
    const subscriptions = this.#subscriptions = new Subscriptions(bridge);
    this.#conversations = new ConversationFeed({
      archive: bridge.archive,
      subscriptions,
      isOpen: (connection) => this.#connections.has(connection),
      log,
    });
    const presence = this.#presence = new Presence(nodeId, clock);
    const lastSeen = this.#lastSeen = new LastSeen({ sessions, log });
    this.#feed = new PresenceFeed({
      nodeId,
      presence,
      lastSeen,
      bridge,
      broadcast: (frame) => this.#broadcast(frame),
      clock,
    });
    this.#people = new People({ directory, archive: bridge.archive, lastSeen, presence, clock });
    this.#news = new BrokerNews({
      subscriptions,
      conversations: this.#conversations,
      feed: this.#feed,
      people: this.#people,
      broadcast: (frame) => this.#broadcast(frame),
      endSessions: (event) => this.#endSessions(event),
      log,
    });
    this.#requests = {
      bridge,
      people: this.#people,
      rooms: new OpenRooms({ archive: bridge.archive, clock, log }),
      presence: this.#feed,
      typing: new Typing({ bridge, clock }),
      names: new Names({ bridge, clock }),
      exists: async (user) => await directory.findById(user) !== undefined,
    };
    this.#rates = new Rates(options);
  }

  /** Joins the other nodes. */
  async start(): Promise<void> {
    const { bridge } = this.#options;
    bridge.onEvents = (events) => this.#news.deliver(events);
    bridge.onLost = () => {
      for (const connection of this.#connections) void this.#conversations.catchUp(connection);
    };
    await bridge.bind([...NODE_KEYS]);
    this.#feed.start();
    this.#timers.push(
      setInterval(() => this.checkSockets(), PING_INTERVAL_MS),
      setInterval(() => this.#feed.tick(), ROSTER_INTERVAL_MS),
    );
  }

  /** Takes a WebSocket upgrade at `/ws`, or where `socketPath` says. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Uint8Array): Promise<void> {
    const { allowsOrigin, addressOf = peerOf, tokenOf, findSession, audit, log } = this.#options;
    // Until `ws` takes over, an error of the raw socket would end the process.
    const ignore = () => {};
    socket.on("error", ignore);
    const state = STATE_AT.get(request.url ?? "");
    if (state === undefined) return refuseUpgrade(socket, "404 Not Found");
    if (!allowsOrigin(request.headers.origin)) {
      const address = addressOf(request);
      const { origin } = request.headers;
      audit("not allowed", { where: "/ws", address, reason: "origin", origin });
      return refuseUpgrade(socket, "403 Forbidden");
    }
    if (this.#closing) return refuseUpgrade(socket, "503 Service Unavailable");
    let session: Session | undefined;
    try {
      const token = tokenOf(request.headers.cookie);
      session = token === undefined ? undefined : await findSession(token);
    } catch (error) {
      log("error", "a session could not be looked up", { error });
      return refuseUpgrade(socket, "503 Service Unavailable");
    }
    if (session !== undefined && !this.#rates.mayOpen(session.user)) {
      audit("limit met", { uid: session.uid, limit: "windows opened" });
      return refuseUpgrade(socket, "429 Too Many Requests");
    }
    this.#wss.handleUpgrade(request, socket, Buffer.from(head), (webSocket: WebSocket) => {
      socket.off("error", ignore);
      this.#accept(webSocket, socket, session, state);
    });
  }

  /** Ends every socket of sessions that are over, here; other nodes hear of it too. */
  endSessions(event: SessionEvent): void {
    this.#endSessions(event);
    this.#options.bridge.publish([{ key: SESSION_KEY, text: JSON.stringify(event) }]);
  }

  /** Asks every socket for a sign of life, and ends those that gave none or are past their time. */
  checkSockets(): void {
    for (const connection of this.#connections) {
      // Whoever only listens is not heard of when the session expires.
      if (this.#endIfExpired(connection.session)) continue;
      if (connection.alive) connection.ping();
      else connection.terminate();
    }
  }

  /** The limits that lists met, each as a sentence for the operator. */
  limitsMet(): readonly string[] {
    return this.#requests.rooms.limitsMet;
  }

  /** Number of open sockets. */
  get sockets(): number {
    return this.#connections.size;
  }

  /** Tells everybody to come back later, and forgets them. */
  close(): void {
    this.#closing = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#news.stop();
    this.#feed.stop();
    for (const connection of this.#connections) {
      connection.close(CLOSE.goingAway, "The server is restarting");
    }
  }

  /** Stores what is still to be stored of sockets that have closed. */
  finish(): Promise<void> {
    return this.#lastSeen.flush();
  }

  // --- One socket -------------------------------------------------------------------------

  #accept(
    socket: WebSocket,
    transport: Transport,
    session: Session | undefined,
    state: SocketState,
  ): void {
    // Without a listener an error of the socket would end the process; `close` follows it.
    socket.on("error", () => {});
    if (session === undefined) {
      // Only an accepted socket can carry a close code that the page can read.
      socket.close(CLOSE.signedOut, "Sign in first");
      return;
    }
    const { user } = session;
    const own = this.#byUser.get(user) ?? new Set();
    if (own.size >= this.#options.socketsPerPerson) {
      this.#options.audit("limit met", { uid: session.uid, limit: "open windows" });
      socket.close(CLOSE.rateLimited, "Too many windows are open");
      return;
    }
    const connection = new Connection(socket, transport, session, state);
    connection.onDrained = () => this.#lookups.drained();
    this.#connections.add(connection);
    this.#byUser.set(user, own.add(connection));

    let early: string[] | undefined = [];
    socket.on("message", (data: unknown, isBinary: boolean) => {
      // After a sign-out the other side may go on sending until it has answered the goodbye.
      if (connection.isClosed) return;
      if (isBinary) return connection.close(CLOSE.badFrame, "Frames are texts");
      const text = String(data);
      if (early === undefined) void this.#receive(connection, text);
      else if (early.length < MAX_EARLY_FRAMES) early.push(text);
      else connection.close(CLOSE.rateLimited, "Wait for the welcome");
    });
    socket.on("pong", () => {
      connection.alive = true;
    });
    socket.on("close", () => this.#forget(connection));

    this.#feed.opened(connection);
    this.#welcome(connection).then(() => {
      const frames = early ?? [];
      early = undefined;
      for (const text of frames) {
        if (!connection.isClosed) void this.#receive(connection, text);
      }
    }, (error) => {
      if (connection.isClosed) return;
      this.#options.log("warn", "a socket could not be welcomed", { error });
      connection.close(CLOSE.goingAway, "Try again");
    });
  }

  async #welcome(connection: Connection): Promise<void> {
    const { user, uid, fullName } = connection.session;
    const { archive } = this.#options.bridge;
    // A part begins when the socket has read the one before.
    const look = <T>(work: () => Promise<T>) => this.#lookups.run(connection, 0, work);
    await look(() => this.#conversations.subscribe(connection));
    let { conversations, next } = await look(() => archive.conversationsOf(user));
    while (next !== undefined) {
      const after = next;
      connection.push({ type: "conversations", conversations });
      ({ conversations, next } = await look(() => archive.conversationsOf(user, after)));
    }
    connection.push({
      type: "welcome",
      version: WIRE_VERSION,
      user: { id: user, uid, fullName },
      time: new Date(this.#options.clock()).toISOString(),
      conversations,
      ...this.#presence.present(),
    });
  }

  async #receive(connection: Connection, text: string): Promise<void> {
    if (!this.#rates.mayReceive(connection.session.user, text.length)) {
      connection.close(CLOSE.rateLimited, "Too much was sent too fast");
      return;
    }
    let frame: ClientFrame;
    try {
      frame = parseClientFrame(text);
    } catch (error) {
      const ref = refOf(text);
      if (ref === undefined) connection.close(CLOSE.badFrame, "This frame cannot be read");
      else this.#refuse(connection, ref, error);
      return;
    }
    const { ref } = frame;
    connection.requests++;
    try {
      this.#spend(connection, frame);
      const look = () => answer(frame, connection, this.#requests);
      const result = isLookup(frame)
        ? await this.#lookups.run(connection, text.length, look)
        : await look();
      connection.pushText(`{"type":"answer","ref":${ref},"result":${result}}`);
    } catch (error) {
      if (connection.isClosed) return;
      const { kind, reason } = toProblem(error);
      const event = refusalEvent(kind);
      if (event !== undefined) {
        const { uid } = connection.session;
        this.#options.audit(event, { uid, frame: frame.type, ...(reason && { reason }) });
      }
      if (kind === "internal" || kind === "unavailable") {
        this.#options.log("error", "a frame could not be answered", { type: frame.type, error });
      }
      this.#refuse(connection, ref, error);
    } finally {
      connection.requests--;
    }
  }

  /** Says no, and goodbye to who asks on and on for what is refused without being looked at. */
  #refuse(connection: Connection, ref: number, error: unknown): void {
    const problem = toProblem(error);
    connection.push({ type: "refused", ref, problem });
    if (UNASKED.includes(problem.kind) && !this.#rates.mayAskOn(connection.session.user)) {
      connection.close(CLOSE.rateLimited, "Too much was asked too fast");
    }
  }

  #spend({ session, requests }: Connection, frame: ClientFrame): void {
    if (this.#endIfExpired(session)) throw new AppError("unauthenticated", SESSION_OVER);
    if (requests > MAX_REQUESTS) {
      throw new AppError("rate-limited", "Too much is asked at once. Wait for the answers.");
    }
    this.#rates.spend(session.user, frame);
  }

  #endIfExpired({ id, user, expiresAtMs }: Session): boolean {
    if (expiresAtMs > this.#options.clock()) return false;
    this.#endSessions({ user, sessions: [id], message: SESSION_OVER });
    return true;
  }

  #forget(connection: Connection): void {
    this.#connections.delete(connection);
    this.#lookups.closed(connection);
    // A node that stops takes its mailbox along, bindings and all.
    if (!this.#closing) this.#subscriptions.remove(connection);
    const { user } = connection.session;
    const own = this.#byUser.get(user);
    own?.delete(connection);
    if (own?.size === 0) this.#byUser.delete(user);
    this.#feed.closed(connection);
  }

  #broadcast(frame: string): void {
    for (const connection of this.#connections) connection.pushText(frame);
  }

  #endSessions({ user, sessions, message }: SessionEvent): void {
    for (const connection of [...this.#byUser.get(user) ?? []]) {
      if (sessions.length > 0 && !sessions.includes(connection.session.id)) continue;
      connection.push({ type: "signed-out", message });
      connection.close(CLOSE.signedOut, "Signed out");
    }
  }
}

/** The address at the other end of the connection, which may be a proxy's. */
function peerOf(request: IncomingMessage): string {
  return originOfRequest(request, []).clientAddress;
}

/** Refusals of what no page of ours asks for again and again. */
const UNASKED: readonly ErrorKind[] = ["rate-limited", "invalid", "too-large", "forbidden"];

/** Whether the answer is read from somewhere, and is as large as that is, not as the question. */
function isLookup({ type }: ClientFrame): boolean {
  switch (type) {
    case "sync":
    case "control-log":
    case "wraps":
    case "people":
    case "identities":
    case "rooms":
    case "names":
    case "open-direct":
      return true;
    case "submit":
    case "set-presence":
    case "typing":
    case "set-name":
    case "clear-names":
      return false;
  }
}
