/** What all conversations of one signed-in person share, as types. */

import type { Author } from "../../e2ee/envelope.ts";
import type { RandomSource } from "../../e2ee/environment.ts";
import type { FilePayload, Payload } from "../../e2ee/payload.ts";
import type { Shown } from "../../e2ee/shown.ts";
import type { ConversationId, Fingerprint, ItemId, UserId } from "../../protocol/ids.ts";
import type { Identities } from "../identities/identities.ts";
import type { PersonStore } from "../store/local_store.ts";
import type { Locks } from "../store/locks.ts";
import type { TransferView } from "../model/mod.ts";
import type { AskServer } from "../net/socket.ts";
import type { Fold } from "./fold.ts";
import type { PersonName } from "./person_name.ts";

/** What this browser stored of conversations, as far as a log reads it (`client/history/port.ts`). */
export interface StoredItems {
  /** The last `limit` before the place `before`, oldest first and without holes. */
  page(conv: ConversationId, range: { before?: number; limit: number }): Promise<Shown[]>;
  /** The newest stretch without holes; `complete`: nothing before it can be read. */
  stretch(
    conv: ConversationId,
  ): Promise<{ low: number; high: number; complete: boolean } | undefined>;
  /** The pinned messages among it, and the acts that make them what they are. */
  pins(conv: ConversationId): Promise<Shown[]>;
}

/** Takes what a log opens, to store it (`client/history/keeper.ts`). Never fails. */
export interface OpenedItems {
  /** @param shown in order and without holes; `late`: it did not open when it came. */
  opened(conv: ConversationId, shown: readonly Shown[], options?: { late?: boolean }): void;
  /** Nothing can be read before the place `from`. */
  complete(conv: ConversationId, from: number): void;
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
  handingIn?: (conv: ConversationId, payload: Payload) => Promise<void>;
  /**
   * The archive holds a message of one's own: what has to follow it happens now, and again after a
   * reload unless it succeeded. @throws {AppError} `unavailable` to be called again.
   *
   * @param fold what of the conversation is loaded.
   */
  handedIn?: (
    conv: ConversationId,
    payload: Payload,
    id: ItemId,
    fold: Pick<Fold, "content">,
  ) => Promise<void>;
  /** What this browser keeps of what it has opened, where it does. */
  history?: StoredItems | undefined;
  /** Keeps what is opened. */
  keeper?: OpenedItems | undefined;
  /** Whether this person sees what others have read. */
  readShown?: () => boolean;
}
