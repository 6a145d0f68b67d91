/** What is looked at in each part, so that its health is what a message or a sign-in would meet. */

import type { Authority } from "../../ca/port.ts";
import type { Directory } from "../../directory/port.ts";
import { parseCertificate } from "../../x509/certificate.ts";
import type { Bridge } from "../bridge/port.ts";
import type { FileStore } from "../files/port.ts";
import type { Look, PartName } from "./checker.ts";

export interface HealthParts {
  directory: Pick<Directory, "check">;
  authority: Pick<Authority, "chain" | "state">;
  bridge: Pick<Bridge, "archive" | "checkBroker">;
  files: Pick<FileStore, "state">;
  /** Epoch milliseconds. */
  clock: () => number;
}

/** One look at each part. */
export function looksAt(
  { directory, authority, bridge, files, clock }: HealthParts,
): Record<PartName, Look> {
  return {
    directory: () => directory.check(),
    authority: async () => {
      const { root, issuing } = await authority.chain();
      for (const [name, der] of [["root", root], ["issuing", issuing]] as const) {
        const { notBefore, notAfter } = parseCertificate(der);
        requireUp(clock() <= notAfter.getTime(), `its ${name} certificate ended ${iso(notAfter)}`);
        requireUp(
          clock() >= notBefore.getTime(),
          `its ${name} certificate begins ${iso(notBefore)}: is the clock of this machine right?`,
        );
      }
      requireUp(
        await authority.state() === "up",
        "its key, its store or its revocation list cannot be used: is the disk full?",
      );
    },
    broker: () => bridge.checkBroker(),
    archive: async () =>
      requireUp(await bridge.archive.state() === "up", "it cannot be written: is the disk full?"),
    files: async () =>
      requireUp(await files.state() === "up", "files/ cannot be written: is the disk full?"),
  };
}

function requireUp(isUp: boolean, why: string): void {
  if (!isUp) throw new Error(why);
}

function iso(date: Date): string {
  return `at ${date.toISOString()}`;
}
