/**
 * `deno task dev`: builds and serves, and does both again whenever a source changes. It runs what
 * `deno task start` runs, sockets and workers included; a build takes about a second.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const NOT_SOURCES = /[/\\](?:\.[^/\\]+|node_modules|data|dist|docs)(?:[/\\]|$)|~$/;
const SETTLE_MS = 150;

function start(): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "tools/start.ts"],
    cwd: ROOT,
  }).spawn();
}

async function stop(server: Deno.ChildProcess): Promise<void> {
  try {
    server.kill("SIGTERM");
  } catch {
    // It has ended by itself, as it does when a source does not compile.
  }
  await server.status;
}

/** Resolves once a source has changed and no other has for a moment. */
async function* changes(): AsyncGenerator<string> {
  const queue: string[] = [];
  let wake = () => {};
  const watcher = Deno.watchFs(ROOT);
  (async () => {
    for await (const { kind, paths } of watcher) {
      const source = paths.find((path) => !NOT_SOURCES.test(path.slice(ROOT.length - 1)));
      if (kind === "access" || source === undefined) continue;
      queue.push(source);
      wake();
    }
  })();
  while (true) {
    if (queue.length === 0) await new Promise<void>((resolve) => wake = resolve);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    yield queue.splice(0)[0]!;
  }
}

let server = start();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, async () => {
    await stop(server);
    Deno.exit(0);
  });
}
for await (const path of changes()) {
  console.log(`\n${path.slice(ROOT.length)} changed`);
  await stop(server);
  server = start();
}
