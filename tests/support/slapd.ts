/** A real OpenLDAP server for one test file, in a temporary folder that goes away with it. */

import { ensurePackages } from "../../tools/services/packages.ts";
import { type Slapd, type SlapdOptions, startSlapd } from "../../tools/services/slapd.ts";
import { stretched } from "./patience.ts";

export type { Slapd };

/**
 * Installs slapd where that is missing and possible, and starts it on a free port with an empty
 * `ou=people`. `stop()` also removes its folder.
 */
export async function startTestSlapd(options: Omit<SlapdOptions, "folder"> = {}): Promise<Slapd> {
  await ensurePackages(options.tls ? ["slapd", "openssl"] : ["slapd"]);
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-slapd-" });
  const removeFolder = () => Deno.remove(folder, { recursive: true });
  try {
    const server = await startSlapd({ stretched, ...options, folder });
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
