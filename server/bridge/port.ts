/**
 * What the gateway sees of the bridge worker: broker and archive behind one port, with everything
 * that needs them running in a thread of its own.
 */

import type { NameRecord } from "../../protocol/display_name.ts";
import type { Receipt } from "../../protocol/frames/answers.ts";
import type { UserId } from "../../protocol/ids.ts";
import type { Archive } from "../archive/port.ts";
import type { Submitted } from "../router/submission.ts";
import type { BrokerEvent } from "../../broker/port.ts";

/** The reading half of the archive, and identities. */
export type ArchiveForGateway = Omit<
  Archive,
  | "load"
  | "receipts"
  | "wrapsOf"
  | "commit"
  | "shares"
  | "publishIdentity"
  | "withdrawIdentities"
  | "addName"
  | "close"
>;

/** What people are known by. Each change is stored, and then every node is told. */
export interface IdentityRegistry {
  publishIdentity: Archive["publishIdentity"];

  withdrawIdentities: Archive["withdrawIdentities"];

  /**
   * Takes a display name, once it passed `judgeName`.
   *
   * @throws {AppError} what it is refused for.
   */
  setName(user: UserId, record: NameRecord): Promise<void>;
}

export interface Bridge extends IdentityRegistry {
  readonly archive: ArchiveForGateway;

  /**
   * Hands one submission to the router.
   *
   * @returns its receipt, once the archive holds it.
   * @throws {AppError} what the router refused it for, or `unavailable` when no answer came in
   * time: it may be archived all the same, so the same item should be handed in again.
   */
  submit(submitted: Omit<Submitted, "node" | "route">): Promise<Receipt>;

  /** Publishes events to all nodes; dropped with a log line while the broker is down. */
  publish(events: BrokerEvent[]): void;

  bind(keys: string[]): Promise<void>;
  unbind(keys: string[]): void;

  /** Events for this node, which come for the keys that were bound. */
  onEvents: (events: BrokerEvent[]) => void;
  /** Events may have been missed. */
  onLost: () => void;

  /** The worker is gone, and everything with it that needs it: the process should end. */
  onDied: () => void;

  /**
   * Sends something empty the way that submissions go, up to the broker's word that it has it.
   *
   * @throws {AppError} `unavailable`, `storage-full`: a message would be refused now.
   */
  checkBroker(): Promise<void>;

  /** State of the broker as last reported. */
  readonly brokerState: "up" | "down";

  close(): Promise<void>;
}
