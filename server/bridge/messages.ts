/** What crosses between the server's thread and the bridge worker's, batched on both sides. */

import type { Problem } from "../../protocol/errors.ts";
import type { RouterAnswer } from "../router/submission.ts";
import type { BrokerEvent } from "../../broker/port.ts";

export interface BridgeSettings {
  nodeId: string;
  /** Path of the archive's SQLite file. */
  archivePath: string;
  /** RabbitMQ; absent for the embedded broker. */
  amqp?: { url: string; shards: number };
}

export type ToWorker =
  | { type: "start"; settings: BridgeSettings }
  /** Each as `encodeSubmitted` writes it: one text crosses threads for less than eight fields do. */
  | { type: "submit"; lines: string[] }
  | { type: "publish"; events: BrokerEvent[] }
  | { type: "bind"; id: number; keys: string[] }
  | { type: "unbind"; keys: string[] }
  /** Calls a method of the archive. */
  | { type: "archive"; id: number; method: string; args: unknown[] }
  | { type: "close"; id: number };

export type FromWorker =
  | { type: "started" }
  | { type: "failed"; problem: Problem; detail: string }
  | { type: "answers"; answers: RouterAnswer[] }
  | { type: "events"; events: BrokerEvent[] }
  | { type: "lost" }
  | { type: "state"; state: "up" | "down"; reason: string }
  | { type: "result"; id: number; result: unknown }
  | { type: "error"; id: number; problem: Problem };
