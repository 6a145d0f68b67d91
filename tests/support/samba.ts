/** A real domain controller for one test file, in a temporary folder that goes away with it. */

import { ensurePackages } from "../../tools/services/packages.ts";
import { type Samba, startSamba } from "../../tools/services/samba.ts";
import { stretched } from "./patience.ts";

export type { Samba };

/** Installs Samba where that is missing and possible, and starts it. `stop()` removes its folder. */
export async function startTestSamba(): Promise<Samba> {
  await ensurePackages(["samba", "openssl"]);
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-samba-" });
  const removeFolder = () => Deno.remove(folder, { recursive: true });
  try {
    const server = await startSamba({ folder, stretched });
    const { stop } = server;
    return Object.assign(server, {
      async stop() {
        await stop();
        await removeFolder();
      },
    });
  } catch (error) {
    await removeFolder();
    throw error;
  }
}
