/** The state of each part of the server, as `/healthz` answers it. */

import type { Bridge } from "./bridge/port.ts";
import type { Authority } from "../ca/port.ts";
import type { Directory } from "../directory/port.ts";
import type { FileStore } from "./files/port.ts";

export type PartState = "up" | "down";

/** What `/healthz` answers; `ok` is false when a part that is needed is down. */
export interface Health {
  ok: boolean;
  parts: Record<"directory" | "authority" | "broker" | "archive" | "files", PartState>;
  /** What the operator should know beside that, such as limits that were met; never for strangers. */
  notices?: readonly string[];
}

/** Longest wait for one part's word. */
const PROBE_TIMEOUT_MS = 3_000;

/** Asks every part at once; silence is `down`. */
export async function healthOf(
  { directory, authority, bridge, files }: {
    directory: Pick<Directory, "state">;
    authority: Pick<Authority, "state">;
    bridge: Pick<Bridge, "brokerState" | "archive">;
    files: Pick<FileStore, "state">;
  },
  probeTimeoutMs: number = PROBE_TIMEOUT_MS,
): Promise<Health> {
  const [directoryState, authorityState, archiveState, filesState] = await Promise.all([
    probe(() => directory.state(), probeTimeoutMs),
    probe(() => authority.state(), probeTimeoutMs),
    probe(() => bridge.archive.state(), probeTimeoutMs),
    probe(() => files.state(), probeTimeoutMs),
  ]);
  const parts: Health["parts"] = {
    directory: directoryState,
    authority: authorityState,
    broker: bridge.brokerState,
    archive: archiveState,
    files: filesState,
  };
  return { ok: Object.values(parts).every((state) => state === "up"), parts };
}

async function probe(ask: () => Promise<PartState>, timeoutMs: number): Promise<PartState> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<PartState>((resolve) => {
    timer = setTimeout(() => resolve("down"), timeoutMs);
  });
  try {
    return await Promise.race([ask(), silence]);
  } catch {
    return "down";
  } finally {
    clearTimeout(timer);
  }
}
