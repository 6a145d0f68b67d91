/** Our HTTP layer behind a real nginx, with the configuration of the operations page. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { join } from "node:path";
import { SignInLimits } from "../../server/accounts/limits.ts";
import { parseAddressBlock } from "../../server/http/address.ts";
import { listen, type Listener, type RequestInfo } from "../../server/http/listen.ts";
import { ensurePackages } from "../../tools/services/packages.ts";
import { firstAnswer, freePort, waitUntilAnswers } from "../../tools/services/ports.ts";
import { stretched } from "../support/patience.ts";

const PAGE = new URL("../../docs/operations.md", import.meta.url);
const NGINX = "/usr/sbin/nginx";
/** People of this test: each has an address of the loopback network. */
const [ANA, BO, MALLORY] = ["127.0.0.21", "127.0.0.22", "127.0.0.66"];

interface Proxied {
  port: number;
  [Symbol.asyncDispose](): Promise<void>;
}

/** nginx before `upstream`, as the page says, on a port of its own and without TLS. */
async function startNginx(upstream: number): Promise<Proxied> {
  await ensurePackages(["nginx"]);
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-nginx-" });
  const port = freePort();
  const [, written] = /^```nginx\n([\s\S]*?)^```$/m.exec(await Deno.readTextFile(PAGE))!;
  const site = written!.replace("listen 443 ssl;", `listen 127.0.0.1:${port};`)
    .replaceAll("127.0.0.1:8000", `127.0.0.1:${upstream}`);
  assert.notEqual(site, written);
  const own = (name: string) => join(folder, name);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${own(name)};`);
  await Deno.writeTextFile(
    own("nginx.conf"),
    `daemon off; pid ${own("pid")}; error_log stderr;\n` +
      `events {}\nhttp { access_log off; ${temporary.join(" ")}\n${site} }\n`,
  );
  const child = new Deno.Command(NGINX, {
    args: ["-p", folder, "-c", own("nginx.conf"), "-e", "stderr"],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  let running = true;
  const ended = child.status.then(() => running = false);
  const question = new TextEncoder().encode("GET / HTTP/1.0\r\n\r\n");
  const ready = await waitUntilAnswers({
    answers: async () => (await firstAnswer(port, question)).length > 0,
    running: () => running,
    timeoutMs: stretched(20_000),
  });
  assert.ok(ready, "nginx did not start");
  return {
    port,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await ended;
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** A server that answers with what it makes of where a request comes from. */
async function startServer(trusted: readonly string[]): Promise<Listener> {
  return await listen({
    hostname: "127.0.0.1",
    port: 0,
    trustedProxies: trusted.map((text) => parseAddressBlock(text)!),
    fetch: (_request, info) => Response.json(info),
    onError: (error) => assert.fail(String(error)),
  });
}

/** Asks as somebody at `from` does. */
async function ask(
  port: number,
  from: string,
  headers: Record<string, string> = {},
): Promise<RequestInfo> {
  const asking = request({ host: "127.0.0.1", port, localAddress: from, headers, agent: false });
  asking.end();
  const [answer] = await once(asking, "response");
  let text = "";
  for await (const chunk of answer) text += chunk;
  return JSON.parse(text);
}

Deno.test("behind nginx each client has its own address, whatever it writes into headers", async () => {
  const server = await startServer(["127.0.0.1"]);
  await using proxy = await startNginx(server.port);
  const { port } = proxy;
  for (const from of [ANA!, BO!]) assert.equal((await ask(port, from)).clientAddress, from);
  const forged: Record<string, string>[] = [
    { "x-forwarded-for": ANA! },
    { "x-forwarded-for": `${ANA}, 127.0.0.1` },
    { "x-forwarded-for": "127.0.0.1" },
    { "x-real-ip": ANA! },
    { "client-ip": ANA! },
    { "forwarded": `for=${ANA}` },
    { "forwarded": "for=x" },
    { "forwarded": "for=127.0.0.1", "x-forwarded-for": "127.0.0.1" },
  ];
  for (const headers of forged) {
    assert.deepEqual(
      await ask(port, MALLORY!, headers),
      { clientAddress: MALLORY, isLocal: false },
      JSON.stringify(headers),
    );
  }
  await server.close();
});

Deno.test("behind nginx one person's wrong passwords do not use up another's tries", async () => {
  const server = await startServer(["127.0.0.1"]);
  await using proxy = await startNginx(server.port);
  const clock = () => 0;
  const limits = new SignInLimits({ signInsPerMinute: 3, registrationsPerHour: 1, clock });
  const tries = async (from: string, uid: string) => {
    const { clientAddress } = await ask(proxy.port, from, { "x-forwarded-for": ANA! });
    limits.signIn(clientAddress, uid);
  };
  for (const uid of ["a", "b", "c"]) await tries(MALLORY!, uid);
  await assert.rejects(tries(MALLORY!, "d"), { kind: "rate-limited" });
  await tries(ANA!, "ana");
  await server.close();
});

Deno.test("a proxy that is not named is believed by nobody", async () => {
  const server = await startServer([]);
  await using proxy = await startNginx(server.port);
  const seen = await ask(proxy.port, ANA!, { "x-forwarded-for": BO! });
  assert.deepEqual(seen, { clientAddress: "127.0.0.1", isLocal: false });
  await server.close();
});
