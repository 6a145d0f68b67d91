import type { Author } from "../../e2ee/envelope.ts";
import type { RandomSource } from "../../e2ee/environment.ts";
import type { FilePayload, Payload } from "../../e2ee/payload.ts";
import type { Fingerprint, ItemId, UserId } from "../../protocol/ids.ts";
import type { HistoryKeeper } from "../history/keeper.ts";
import type { History } from "../history/port.ts";
import type { Identities } from "../identities/identities.ts";
import type { PersonStore } from "../store/local_store.ts";
import type { ConversationLog } from "./conversation_log.ts";
import type { Locks } from "../store/locks.ts";
import type { TransferView } from "../model/mod.ts";
import type { Ask } from "../net/socket.ts";

/** Asks the server. @throws {AppError} its refusal, or `unavailable`. */
export type AskServer = <T>(frame: Ask, parse: (result: unknown) => T) => Promise<T>;

export interface PersonName {
  uid: string;
  fullName: string;
  /** For lines without a place for the uid: with it where another person is called so too. */
  distinct?: string;
}

/** The name for a line in which no uid stands beside it. */
export function distinctName({ distinct, fullName }: PersonName): string {
  return distinct ?? fullName;
}

/** What every conversation of one signed-in person shares. */
export interface ChatContext {
  /** The person, this device and the certified key that signs. */
  author: Author;
  /** Private key of one of the person's encryption certificates, old ones too. */
  keyOf: (cert: Fingerprint) => CryptoKey | undefined;
  ask: AskServer;
  identities: Identities;
  nameOf: (user: UserId) => PersonName;
  store: PersonStore;
  locks: Locks;
  /** Epoch milliseconds. */
  now: () => number;
  random: RandomSource;
  /** How far the file of the message `id` has come to this browser. */
  transferOf?: (file: FilePayload, id: ItemId) => TransferView;
  /**
   * A message of one's own is about to leave: what it needs is there when this resolves, or it is
   * refused. @throws {AppError} `unavailable` to be called again.
   */
  handingIn?: (log: ConversationLog, payload: Payload) => Promise<void>;
  /**
   * The archive holds a message of one's own: what has to follow it happens now, and again after a
   * reload unless it succeeded. @throws {AppError} `unavailable` to be called again.
   */
  handedIn?: (log: ConversationLog, payload: Payload, id: ItemId) => Promise<void>;
  /** What this browser keeps of what it has opened, where it does. */
  history?: Pick<History, "page" | "stretch" | "pins"> | undefined;
  /** Keeps what is opened. */
  keeper?: Pick<HistoryKeeper, "opened" | "complete"> | undefined;
  /** Whether this person sees what others have read. */
  readShown?: () => boolean;
}
