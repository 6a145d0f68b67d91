/** What crosses between the server's thread and the bridge worker's; streams go in batches. */

import type { ShareLimits } from "../router/shares.ts";
import type { BrokerEvent } from "../../broker/port.ts";
import type { WorkerContract } from "../../workers/calls.ts";
import type { RouterAnswer } from "../router/submission.ts";
import type { ArchiveForGateway, IdentityRegistry } from "./port.ts";

export interface BridgeSettings {
  nodeId: string;
  /** Path of the archive's SQLite file. */
  archivePath: string;
  /** How much one person may send; as much as they like by default. */
  shares?: ShareLimits;
  /** RabbitMQ; absent for the embedded broker. */
  amqp?: { url: string; shards: number };
}

export interface BridgeContract extends WorkerContract {
  settings: BridgeSettings;
  calls: ArchiveForGateway & IdentityRegistry & {
    bind(keys: string[]): Promise<void>;
    checkBroker(): Promise<void>;
  };
  notices: {
    /** Each as `encodeSubmitted` writes it: one text crosses for less than eight fields do. */
    submit(lines: string[]): void;
    publish(events: BrokerEvent[]): void;
    unbind(keys: string[]): void;
  };
  events: {
    /** What became of this node's submissions. */
    answers(answers: RouterAnswer[]): void;
    events(events: BrokerEvent[]): void;
    lost(): void;
    brokerState(state: "up" | "down"): void;
  };
}

export const ARCHIVE_CALLS = [
  "openDirect",
  "conversationIdsOf",
  "conversationsOf",
  "summary",
  "page",
  "controlLog",
  "wraps",
  "senderOf",
  "openRooms",
  "openRoomCount",
  "identitiesOf",
  "identitiesPart",
  "identity",
  "encryptionCertificates",
  "enrolledUsers",
  "namesOf",
  "newestNames",
  "clearNames",
  "state",
] as const satisfies (keyof ArchiveForGateway)[];

export const REGISTRY_CALLS = [
  "publishIdentity",
  "withdrawIdentities",
  "setName",
] as const satisfies (keyof IdentityRegistry)[];

export const BRIDGE_CALLS = [...ARCHIVE_CALLS, ...REGISTRY_CALLS, "bind", "checkBroker"] as const;
