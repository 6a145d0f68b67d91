/** What the terminal says at a start, and at one that cannot be. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { seedAuthority } from "../support/authorities.ts";
import { ensureBuilt, startServer } from "../support/server.ts";
import { freePort } from "../../tools/services/ports.ts";

/** Nobody's own number; as root, folders can be given to it. */
const NOBODY = 65_534;

let folder: string;

Deno.test.beforeAll(async () => {
  await ensureBuilt();
  folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "talkywalky-start-" }));
});
Deno.test.afterAll(() => Deno.remove(folder, { recursive: true }));

async function dataFolder(name: string): Promise<string> {
  const path = join(folder, name);
  await Deno.mkdir(path, { mode: 0o700 });
  await seedAuthority(path);
  return path;
}

/** Starts the server where it cannot start. @returns its exit code and all that it printed. */
async function failingStart(env: Record<string, string>): Promise<{ code: number; said: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "main.ts"],
    cwd: new URL("../../", import.meta.url),
    env: { TW_PORT: String(freePort()), ...env },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { code, said: decoder.decode(stdout) + decoder.decode(stderr) };
}

Deno.test("the first start says what to do next and who can make an account; the second is brief", async () => {
  const dataDir = await dataFolder("first");
  const first = await startServer({ dataDir });
  await first.stop();
  const { origin } = first;
  assert.match(first.log(), /^ {2}accounts {3}open to whoever reaches this address;/m);
  assert.match(first.log(), new RegExp(`^Next: open ${origin} and create an account\\.`, "m"));

  const second = await startServer({ dataDir, port: first.port });
  await second.stop();
  assert.match(second.log(), /^ {2}accounts {3}open to whoever /m);
  assert.doesNotMatch(second.log(), /^Next:/m);
});

Deno.test("with registration closed, and behind a proxy, the first start says what holds there", async () => {
  const env = { TW_REGISTRATION: "closed", TW_PUBLIC_ORIGIN: "https://chat.example" };
  const server = await startServer({ dataDir: await dataFolder("closed"), env });
  await server.stop();
  assert.match(server.log(), /^ {2}accounts {3}closed: they are made in the directory only$/m);
  assert.match(server.log(), /^Next: open https:\/\/chat\.example and sign in with an account/m);
});

Deno.test("a port that is in use is one sentence, and exit code 1", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  assert.deepEqual(
    await failingStart({ TW_PORT: String(port), TW_DATA: await dataFolder("port") }),
    {
      code: 1,
      said:
        `Cannot start: port ${port} of localhost is in use by another program. Stop that one, ` +
        "or name another port in TW_PORT.\n",
    },
  );
});

Deno.test("a data folder of another user is one sentence, and stays as it was", async () => {
  const mine = Deno.uid();
  const path = mine === 0 ? join(folder, "others") : "/usr";
  const owner = mine === 0 ? NOBODY : 0;
  if (mine === 0) {
    await Deno.mkdir(path);
    await Deno.chown(path, NOBODY, NOBODY);
  }
  assert.deepEqual(await failingStart({ TW_DATA: path }), {
    code: 1,
    said: `Cannot start: the data folder ${path} belongs to another user (uid ${owner}, and this ` +
      `process runs as uid ${mine}). Start the server as that user, or name another folder in ` +
      "TW_DATA.\n",
  });
  if (mine === 0) assert.deepEqual(await Array.fromAsync(Deno.readDir(path)), []);
});

Deno.test("a second server on one data folder is one sentence, and the first goes on", async () => {
  const dataDir = await dataFolder("twice");
  const server = await startServer({ dataDir });
  assert.deepEqual(await failingStart({ TW_DATA: dataDir }), {
    code: 1,
    said:
      `Cannot start: another process uses the data folder ${dataDir}. Stop it, or name another ` +
      "folder in TW_DATA.\n",
  });
  const response = await fetch(`${server.origin}/healthz`);
  assert.equal(response.status, 200);
  await response.body?.cancel();
  await server.kill();
  // A killed process leaves no lock behind.
  const next = await startServer({ dataDir });
  assert.equal(await next.stop(), 0);
});
