/** One server for a test file, with the authority's keys at hand; made when first asked for. */

import { ensureBuilt, type RunningServer, type ServerOptions, startServer } from "./server.ts";
import { seedAuthority, type TestAuthority } from "./authorities.ts";

export interface Fixture {
  server: RunningServer;
  dataDir: string;
  authority: TestAuthority;
  /** Stops the server and removes its data. */
  close(): Promise<void>;
}

/** Starts a server on an empty data folder whose authority has the stored test keys. */
export async function startFixture(
  options: Omit<ServerOptions, "dataDir"> = {},
): Promise<Fixture> {
  await ensureBuilt();
  const dataDir = await Deno.makeTempDir({ prefix: "talkywalky-data-" });
  const authority = await seedAuthority(dataDir);
  const server = await startServer({ ...options, dataDir });
  const fixture: Fixture = {
    server,
    dataDir,
    authority,
    close: async () => {
      await fixture.server.stop();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
  return fixture;
}

/** Kills the server as a power cut would, and starts it again on the same data and port. */
export async function killAndRestart(
  fixture: Fixture,
  env: Record<string, string> = {},
): Promise<void> {
  await fixture.server.kill();
  const { port } = fixture.server;
  fixture.server = await startServer({ dataDir: fixture.dataDir, port, env });
}
