/** What the page and the worker of files say to each other. */

import type { WorkerContract } from "../../workers/calls.ts";
import type { Sealing } from "./sealing.ts";

export interface FilesContract extends WorkerContract {
  calls: Sealing;
}

export const SEALING_CALLS = [
  "prepare",
  "seal",
  "begin",
  "add",
  "finish",
  "drop",
] as const satisfies (keyof Sealing)[];
