import "reflect-metadata";
import assert from "node:assert/strict";
import { request as httpsRequest } from "node:https";
import { connect } from "node:net";
import * as x509 from "@peculiar/x509";
import { AppError } from "../../protocol/errors.ts";
import { within } from "../../tests/support/patience.ts";
import { parseAddressBlock } from "./address.ts";
import { listen, type Listener, type ListenOptions, type RequestInfo } from "./listen.ts";
import { refuseUpgrade } from "./refuse_upgrade.ts";

const QUICK = { checkIntervalMs: 20, closeGraceMs: 300, lingerTimeoutMs: 200 };
/** What is cut was not cut by this limit. */
const NEVER_MS = 3_600_000;
const ok = () => new Response("ok");

/** Starts a server on a free loopback port, hands it to `test`, and closes it. */
async function withServer(
  options: Partial<ListenOptions>,
  test: (listener: Listener, errors: unknown[]) => Promise<void>,
): Promise<void> {
  const errors: unknown[] = [];
  const listener = await listen({
    hostname: "127.0.0.1",
    port: 0,
    fetch: ok,
    onError: (error) => errors.push(error),
    ...options,
    limits: { ...QUICK, ...options.limits },
  });
  try {
    await test(listener, errors);
  } finally {
    await listener.close();
  }
}

/** What the server wrote until it ended the connection, and how long that took. */
async function rawExchange(
  port: number,
  lines: string,
  drip?: { text: string; everyMs: number },
): Promise<{ text: string; elapsedMs: number }> {
  const startedAt = performance.now();
  const socket = connect(port, "127.0.0.1");
  let dripper: ReturnType<typeof setInterval> | undefined;
  // Not a drop before the lines, however long the connection takes.
  socket.on("connect", () => {
    socket.write(lines);
    if (drip !== undefined) dripper = setInterval(() => socket.write(drip.text), drip.everyMs);
  });
  let text = "";
  socket.on("data", (chunk) => text += chunk);
  socket.on("error", () => {});
  await new Promise<void>((resolve) => socket.once("close", () => resolve()));
  clearInterval(dripper);
  return { text, elapsedMs: performance.now() - startedAt };
}

Deno.test("a request reaches the site with its method, URL, headers, body and address", async () => {
  const fetch: ListenOptions["fetch"] = async (request, info) =>
    Response.json({
      method: request.method,
      url: request.url,
      header: request.headers.get("x-test"),
      body: await request.text(),
      info,
    });
  await withServer({ fetch }, async ({ origin }) => {
    const response = await globalThis.fetch(`${origin}/a/b?c=d`, {
      method: "POST",
      headers: { "x-test": "yes" },
      body: "hello",
    });
    assert.deepEqual(await response.json(), {
      method: "POST",
      url: `${origin}/a/b?c=d`,
      header: "yes",
      body: "hello",
      info: { clientAddress: "127.0.0.1", isLocal: true },
    });
  });
});

Deno.test("status, headers, cookies and a streamed body reach the client", async () => {
  const fetch = () => {
    const headers = new Headers({ "x-test": "yes" });
    headers.append("set-cookie", "a=1");
    headers.append("set-cookie", "b=2");
    const parts = ["one ", "two ", "three"].map((part) => new TextEncoder().encode(part));
    return new Response(ReadableStream.from(parts), { status: 201, headers });
  };
  await withServer({ fetch }, async ({ origin }) => {
    const response = await globalThis.fetch(origin);
    assert.equal(response.status, 201);
    assert.equal(response.headers.get("x-test"), "yes");
    assert.deepEqual(response.headers.getSetCookie(), ["a=1", "b=2"]);
    assert.equal(await response.text(), "one two three");
  });
});

Deno.test("HEAD is answered with headers only", async () => {
  await withServer({}, async ({ port }) => {
    const { text } = await rawExchange(
      port,
      "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    );
    assert.match(text, /^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\n$/);
  });
});

Deno.test("localhost listens on both loopback addresses", async () => {
  await withServer({ hostname: "localhost" }, async ({ origin, port }) => {
    assert.equal(origin, `http://localhost:${port}`);
    assert.equal(await (await fetch(`http://127.0.0.1:${port}`)).text(), "ok");
    if (hasIpv6()) assert.equal(await (await fetch(`http://[::1]:${port}`)).text(), "ok");
  });
});

function hasIpv6(): boolean {
  return Deno.networkInterfaces().some(({ address }) => address === "::1");
}

Deno.test("a port that is taken is refused", async () => {
  await withServer({}, async ({ port }) => {
    await assert.rejects(
      listen({ hostname: "127.0.0.1", port, fetch: ok, onError() {} }),
      { code: "EADDRINUSE" },
    );
  });
});

Deno.test("a client that drips its headers is cut at the limit", async () => {
  const limits = { headersTimeoutMs: 300, requestTimeoutMs: NEVER_MS };
  await withServer({ limits }, async ({ port }) => {
    const exchange = rawExchange(
      port,
      "GET / HTTP/1.1\r\nHost: a\r\n",
      { text: "X-More: y\r\n", everyMs: 40 },
    );
    const { text, elapsedMs } = await within(exchange, "the cut");
    assert.match(text, /^HTTP\/1\.1 408 /);
    assert.ok(elapsedMs >= 290, `cut after ${elapsedMs} ms`);
  });
});

Deno.test("a client that drips its body is cut at the limit", async () => {
  const fetch: ListenOptions["fetch"] = async (request) => new Response(await request.text());
  const limits = { headersTimeoutMs: 300, requestTimeoutMs: 400 };
  await withServer({ fetch, limits }, async ({ port }) => {
    const exchange = rawExchange(
      port,
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n",
      { text: "x", everyMs: 40 },
    );
    const { text, elapsedMs } = await within(exchange, "the cut");
    assert.match(text, /^HTTP\/1\.1 408 /);
    assert.ok(elapsedMs >= 390, `cut after ${elapsedMs} ms`);
  });
});

Deno.test("headers over the limit are refused", async () => {
  await withServer({}, async ({ port }) => {
    const { text } = await rawExchange(
      port,
      `GET / HTTP/1.1\r\nHost: a\r\nX-Big: ${"x".repeat(17 * 1024)}\r\n\r\n`,
    );
    assert.match(text, /^HTTP\/1\.1 431 /);
  });
});

for (
  const [name, lines] of [
    ["nonsense", "NONSENSE\r\n\r\n"],
    ["a missing host", "GET / HTTP/1.1\r\n\r\n"],
    ["two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"],
    ["one host said twice", "GET / HTTP/1.1\r\nHost: a\r\nX-Y: z\r\nhost: a\r\n\r\n"],
    ["an empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n"],
    ["a host with a path in it", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"],
    ["a host with a user in it", "GET / HTTP/1.1\r\nHost: user@a\r\n\r\n"],
    ["a target on another host", "GET http://evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["a target without a path", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["a method that the web has no request for", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"],
    [
      "two lengths",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
  ] as const
) {
  Deno.test(`${name} is answered with 400 and the site is not asked`, async () => {
    const fetch = () => assert.fail("reached the site");
    await withServer({ fetch }, async ({ port }, errors) => {
      const { text } = await rawExchange(port, lines);
      assert.match(text, /^HTTP\/1\.1 400 /);
      assert.deepEqual(errors, []);
    });
  });
}

Deno.test("a target that looks like another host stays a path of ours", async () => {
  const fetch: ListenOptions["fetch"] = (request) => new Response(request.url);
  await withServer({ fetch }, async ({ port }) => {
    const { text } = await rawExchange(
      port,
      "GET //evil.example/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    );
    assert.ok(text.includes("http://a//evil.example/x"), text);
  });
});

Deno.test("a body that is announced too large is refused before it is sent", async () => {
  const fetch = () => assert.fail("reached the site");
  await withServer({ fetch }, async ({ port }) => {
    const { text } = await rawExchange(
      port,
      "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 65537\r\n\r\n",
    );
    assert.match(text, /^HTTP\/1\.1 413 /);
    assert.match(text, /"kind":"too-large"/);
  });
});

Deno.test("a chunked body is cut as soon as it passes the limit", async () => {
  let largest = 0;
  const fetch: ListenOptions["fetch"] = async (request) => {
    let received = 0;
    for await (const chunk of request.body ?? []) {
      received += chunk.length;
      largest = Math.max(largest, received);
    }
    return new Response("read it all");
  };
  await withServer({ fetch }, async ({ port }) => {
    const chunk = `4000\r\n${"x".repeat(0x4000)}\r\n`;
    const { text } = await rawExchange(
      port,
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
      { text: chunk, everyMs: 5 },
    );
    assert.match(text, /^HTTP\/1\.1 413 /);
    assert.ok(largest <= 64 * 1024, `the site saw ${largest} bytes`);
  });
});

Deno.test("a client that uploads far too much still reads why it was refused", async () => {
  const fetch: ListenOptions["fetch"] = async (request) => new Response(await request.text());
  await withServer({ fetch }, async ({ origin }) => {
    const piece = new Uint8Array(64 * 1024);
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        if (++sent > 256) return controller.close();
        controller.enqueue(piece);
      },
    });
    const response = await globalThis.fetch(origin, { method: "POST", body: endless });
    assert.equal(response.status, 413);
    assert.equal((await response.json()).error.kind, "too-large");
  });
});

Deno.test("a route may have a limit of its own", async () => {
  const fetch: ListenOptions["fetch"] = async (request) => {
    return new Response(String((await request.arrayBuffer()).byteLength));
  };
  const maxBodyBytesOf: ListenOptions["maxBodyBytesOf"] = (method, pathname) =>
    method === "PUT" && pathname === "/files" ? 200_000 : undefined;
  await withServer({ fetch, maxBodyBytesOf }, async ({ origin }) => {
    const body = new Uint8Array(150_000);
    const large = await globalThis.fetch(`${origin}/files`, { method: "PUT", body });
    assert.equal(await large.text(), "150000");
    const refused = await globalThis.fetch(`${origin}/other`, { method: "PUT", body });
    assert.equal(refused.status, 413);
    await refused.body?.cancel();
  });
});

Deno.test("what goes wrong is told to the operator and not to the client", async () => {
  const fetch = () => Promise.reject(new Error("secret detail"));
  await withServer({ fetch }, async ({ origin }, errors) => {
    const response = await globalThis.fetch(origin);
    assert.equal(response.status, 500);
    assert.doesNotMatch(await response.text(), /secret/);
    assert.match(String(errors[0]), /secret detail/);
  });
});

Deno.test("an AppError keeps its status", async () => {
  const fetch = () => Promise.reject(new AppError("rate-limited", "Wait a minute."));
  await withServer({ fetch }, async ({ origin }) => {
    const response = await globalThis.fetch(origin);
    assert.equal(response.status, 429);
    assert.equal((await response.json()).error.message, "Wait a minute.");
  });
});

Deno.test("an answer that fails half way cuts the connection", async () => {
  const fetch = () =>
    new Response(
      new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode("half")),
        pull: () => Promise.reject(new Error("disk gone")),
      }),
    );
  await withServer({ fetch }, async ({ port }, errors) => {
    const { text } = await rawExchange(port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    assert.doesNotMatch(text, /\r\n0\r\n/);
    assert.match(String(errors[0]), /disk gone/);
  });
});

Deno.test("a client that goes away aborts its request", async () => {
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  const { promise: started, resolve: start } = Promise.withResolvers<void>();
  const fetch: ListenOptions["fetch"] = (request) => {
    request.signal.addEventListener("abort", () => resolve());
    start();
    return aborted.then(ok);
  };
  await withServer({ fetch }, async ({ port }, errors) => {
    const socket = connect(port, "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    await started;
    socket.destroy();
    await aborted;
    assert.deepEqual(errors, []);
  });
});

Deno.test("a client that does not read its answer is cut off", async () => {
  const { promise: cancelled, resolve } = Promise.withResolvers<void>();
  const piece = new Uint8Array(256 * 1024);
  const fetch = () =>
    new Response(
      new ReadableStream({
        pull: (controller) => controller.enqueue(piece),
        cancel: () => resolve(),
      }),
    );
  await withServer({ fetch, limits: { writeStallTimeoutMs: 200 } }, async ({ port }) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.pause();
    socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    await cancelled;
    socket.destroy();
  });
});

Deno.test("an upgrade is handed over with its socket", async () => {
  const onUpgrade: ListenOptions["onUpgrade"] = (request, socket) => {
    socket.end(`HTTP/1.1 403 Forbidden\r\nX-Origin: ${request.headers.origin}\r\n\r\n`);
  };
  await withServer({ onUpgrade }, async ({ port }) => {
    const { text } = await rawExchange(
      port,
      "GET /ws HTTP/1.1\r\nHost: a\r\nOrigin: http://a\r\n" +
        "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    );
    assert.match(text, /^HTTP\/1\.1 403 Forbidden\r\nX-Origin: http:\/\/a\r\n/);
  });
});

Deno.test("closing lets an answer under way finish, and cuts what does not end", async () => {
  const { promise: entered, resolve: enter } = Promise.withResolvers<void>();
  const { promise: release, resolve: letGo } = Promise.withResolvers<void>();
  const listener = await listen({
    hostname: "127.0.0.1",
    port: 0,
    onError() {},
    onUpgrade: (_request, socket) => void socket.write("HTTP/1.1 101 Switching Protocols\r\n\r\n"),
    fetch: async () => {
      enter();
      await release;
      return ok();
    },
    limits: QUICK,
  });
  const upgraded = rawExchange(
    listener.port,
    "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
  );
  const answer = fetch(listener.origin);
  await entered;
  const closed = listener.close();
  letGo();
  assert.equal(await (await answer).text(), "ok");
  await closed;
  assert.match((await upgraded).text, /^HTTP\/1\.1 101 /);
  await assert.rejects(fetch(listener.origin));
});

Deno.test("with a certificate it speaks HTTPS", async () => {
  const tls = await selfSigned("localhost");
  const fetch: ListenOptions["fetch"] = (request) => new Response(new URL(request.url).protocol);
  await withServer({ tls, fetch }, async ({ origin, port }) => {
    assert.equal(origin, `https://127.0.0.1:${port}`);
    const text = await new Promise<string>((resolve, reject) => {
      const request = httpsRequest(
        { host: "127.0.0.1", port, servername: "localhost", ca: tls.cert, agent: false },
        (response) => {
          let text = "";
          response.on("data", (chunk) => text += chunk);
          response.on("end", () => resolve(text));
        },
      );
      request.on("error", reject);
      request.end();
    });
    assert.equal(text, "https:");
  });
});

async function selfSigned(name: string): Promise<{ cert: string; key: string }> {
  x509.cryptoProvider.set(crypto);
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 3_600_000),
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: "dns", value: name }])],
  });
  const key = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
  return { cert: certificate.toString("pem"), key: x509.PemConverter.encode(key, "PRIVATE KEY") };
}

Deno.test("an upgrade with two hosts is refused, and hands no socket over", async () => {
  const onUpgrade = () => assert.fail("handed over");
  await withServer({ onUpgrade }, async ({ port }) => {
    const { text } = await within(
      rawExchange(
        port,
        "GET /ws HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
      ),
      "the refusal",
    );
    assert.match(text, /^HTTP\/1\.1 400 /);
  });
});

/** Opens an upgrade and keeps its own end open. @returns how long the server kept its end. */
async function heldMs(port: number): Promise<number> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  socket.write("GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
  socket.on("error", () => {});
  socket.resume();
  await new Promise((resolve) => socket.once("end", resolve));
  const from = performance.now();
  const drip = setInterval(() => socket.write("x"), 20);
  await new Promise((resolve) => socket.once("close", resolve));
  clearInterval(drip);
  return performance.now() - from;
}

Deno.test("a refused upgrade lets go of its connection, though the client never hangs up", async () => {
  await withServer({
    onUpgrade: (_request, socket) => refuseUpgrade(socket, "403 Forbidden", 100),
  }, async ({ port }) => {
    const ms = await within(heldMs(port), "the end of the connection");
    assert.ok(ms >= 50, `the answer had ${ms} ms to be read`);
  });
});

/** Sends `requests` at once, and reads nothing until the server has hung up. */
async function pipelineUnread(port: number, requests: string): Promise<void> {
  const socket = await Deno.connect({ hostname: "127.0.0.1", port });
  try {
    await socket.write(new TextEncoder().encode(requests));
    const read = new Uint8Array(64 * 1024);
    while (await socket.read(read) !== null) { /* until the end */ }
  } catch { // Cut while it wrote or read.
  } finally {
    socket.close();
  }
}

const GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

Deno.test("hundreds of pipelined requests make no answers, and lose their connection", async () => {
  const large = new Uint8Array(400_000);
  let made = 0;
  const fetch = () => {
    made++;
    return new Response(large);
  };
  await withServer({ fetch }, async ({ port }, errors) => {
    await within(pipelineUnread(port, GET.repeat(600)), "the cut");
    assert.ok(made <= 1, `${made} answers were made`);
    assert.deepEqual(errors, []);
    const rest = "Connection: close\r\n\r\n";
    const { text } = await within(rawExchange(port, GET.slice(0, -2) + rest), "the next");
    assert.match(text, /^HTTP\/1\.1 200 /);
  });
});

Deno.test("a few pipelined requests are answered in order, each when the last was taken", async () => {
  const course: string[] = [];
  const fetch: ListenOptions["fetch"] = (request) => {
    const { pathname } = new URL(request.url);
    course.push(`${pathname} asked`);
    let left = 3;
    return new Response(
      new ReadableStream({
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve));
          if (--left > 0) return controller.enqueue(new TextEncoder().encode(pathname));
          course.push(`${pathname} answered`);
          controller.close();
        },
      }),
    );
  };
  await withServer({ fetch }, async ({ port }) => {
    const requests = ["/a", "/b", "/c"].map((path) => GET.replace("/", path));
    requests[2] = requests[2]!.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
    const { text } = await within(rawExchange(port, requests.join("")), "the answers");
    assert.equal(text.match(/HTTP\/1\.1 200 OK/g)?.length, 3);
    assert.deepEqual(
      course,
      ["/a", "/b", "/c"].flatMap((path) => [`${path} asked`, `${path} answered`]),
    );
  });
});

Deno.test("while an answer is not taken, no other of its connection is made", async () => {
  let made = 0;
  const piece = new Uint8Array(256 * 1024);
  const fetch = () => {
    made++;
    return new Response(new ReadableStream({ pull: (controller) => controller.enqueue(piece) }));
  };
  await withServer({ fetch, limits: { writeStallTimeoutMs: 200 } }, async ({ port }) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.pause();
    socket.write(GET + GET);
    // It is cut for taking nothing; a paused socket sees that when it writes.
    const knock = setInterval(() => socket.write("G"), 50);
    await within(new Promise((resolve) => socket.once("close", resolve)), "the cut");
    clearInterval(knock);
    assert.equal(made, 1);
  });
});

Deno.test("what follows the last request of a connection is not done", async () => {
  const asked: string[] = [];
  const fetch: ListenOptions["fetch"] = (request) => {
    asked.push(new URL(request.url).pathname);
    return ok();
  };
  await withServer({ fetch }, async ({ port }) => {
    const last = "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    await within(rawExchange(port, last + GET), "the end");
    assert.deepEqual(asked, ["/last"]);
  });
});

Deno.test("who goes away while requests wait leaves nothing to be done", async () => {
  const asked: string[] = [];
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  const { promise: started, resolve: start } = Promise.withResolvers<void>();
  const fetch: ListenOptions["fetch"] = (request) => {
    asked.push(request.method);
    request.signal.addEventListener("abort", () => resolve());
    start();
    return aborted.then(ok);
  };
  await withServer({ fetch }, async ({ port, origin }, errors) => {
    const socket = connect(port, "127.0.0.1");
    socket.write(`${GET}POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf`);
    await started;
    socket.destroy();
    await aborted;
    assert.equal(await (await globalThis.fetch(origin)).text(), "ok");
    assert.deepEqual(asked, ["GET", "GET"]);
    assert.deepEqual(errors, []);
  });
});

Deno.test("an upgrade behind a request that is not answered yet is cut off", async () => {
  const onUpgrade = () => assert.fail("handed over");
  const { promise: never } = Promise.withResolvers<Response>();
  await withServer({ fetch: () => never, onUpgrade }, async ({ port }) => {
    const upgrade =
      "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    const { text } = await within(rawExchange(port, GET + upgrade), "the cut");
    assert.equal(text, "");
  });
});

for (
  const [when, lines] of [["before the first request", ""], ["after an answer", GET]] as const
) {
  Deno.test(`blank lines ${when} keep no connection`, async () => {
    const limits = { keepAliveTimeoutMs: 200, headersTimeoutMs: 200 };
    await withServer({ limits }, async ({ port }) => {
      await within(rawExchange(port, lines, { text: "\r\n", everyMs: 20 }), "the cut");
    });
  });
}

Deno.test("a connection may be used again and again, each time after a pause", async () => {
  const limits = {
    keepAliveTimeoutMs: NEVER_MS,
    headersTimeoutMs: NEVER_MS,
    requestTimeoutMs: NEVER_MS,
  };
  await withServer({ limits }, async ({ port }) => {
    const socket = connect(port, "127.0.0.1");
    for (let time = 0; time < 5; time++) {
      socket.write(GET);
      const answer = new Promise<string>((resolve) => {
        let text = "";
        const onData = (chunk: Uint8Array) => {
          text += chunk;
          if (!text.endsWith("0\r\n\r\n") && !text.endsWith("\r\n\r\nok")) return;
          socket.off("data", onData);
          resolve(text);
        };
        socket.on("data", onData);
      });
      assert.match(await within(answer, "an answer"), /^HTTP\/1\.1 200 /);
    }
    socket.destroy();
  });
});

/** A request with `lines` header lines. */
function withLines(lines: number, own: string): string {
  const more = Array.from(
    { length: lines - 1 - own.split("\r\n").length + 1 },
    (_, n) => `X${n}:1`,
  );
  return ["GET / HTTP/1.1", "Host: a", ...own.split("\r\n").slice(0, -1), ...more, "", ""].join(
    "\r\n",
  );
}

Deno.test("a request of more header lines than allowed is refused, and nothing of it is read", async () => {
  let asked = 0;
  const fetch: ListenOptions["fetch"] = (request) => {
    asked++;
    return new Response(`${[...request.headers].length}`);
  };
  const onUpgrade = () => assert.fail("handed over");
  await withServer({ fetch, onUpgrade }, async ({ port }) => {
    const close = "Connection: close\r\n";
    const most = await within(rawExchange(port, withLines(100, close)), "an answer");
    assert.match(most.text, /^HTTP\/1\.1 200 [\s\S]*100/);
    for (const lines of [101, 1_000]) {
      const { text } = await within(rawExchange(port, withLines(lines, close)), "a refusal");
      assert.match(text, /^HTTP\/1\.1 431 /, `${lines} lines`);
    }
    const refused = await within(rawExchange(port, withLines(101, "") + GET), "a refusal");
    assert.equal(refused.text.match(/HTTP\/1\.1/g)?.length, 1);
    assert.equal(asked, 1, "nor what stands behind it");
    const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
    const { text } = await within(rawExchange(port, withLines(101, upgrade)), "a refusal");
    assert.match(text, /^HTTP\/1\.1 431 /);
  });
});

/** What the server makes of where a request comes from. */
async function seenAs(
  headers: Record<string, string>,
  trusted: readonly string[] = [],
): Promise<RequestInfo> {
  const fetch: ListenOptions["fetch"] = (_request, info) => Response.json(info);
  const trustedProxies = trusted.map((text) => parseAddressBlock(text)!);
  let info: RequestInfo | undefined;
  await withServer({ fetch, trustedProxies }, async ({ origin }) => {
    info = await (await globalThis.fetch(origin, { headers })).json();
  });
  return info!;
}

Deno.test("only a proxy that is named says where a request comes from", async () => {
  const forged = { "x-forwarded-for": "127.0.0.1, 203.0.113.9" };
  assert.deepEqual(await seenAs(forged), { clientAddress: "127.0.0.1", isLocal: false });
  assert.deepEqual(await seenAs(forged, ["127.0.0.1"]), {
    clientAddress: "203.0.113.9",
    isLocal: false,
  });
  assert.equal((await seenAs(forged, ["10.0.0.0/8"])).clientAddress, "127.0.0.1");
});

Deno.test("what came through a proxy is not taken for this machine's own", async () => {
  assert.equal((await seenAs({})).isLocal, true);
  for (const name of ["forwarded", "x-forwarded-for", "x-real-ip", "via"]) {
    assert.equal((await seenAs({ [name]: "1.1 proxy" })).isLocal, false, name);
  }
  assert.equal((await seenAs({}, ["127.0.0.1"])).isLocal, false, "the proxy said nothing");
  assert.equal((await seenAs({ forwarded: 'for="[::1]"' }, ["127.0.0.1"])).isLocal, false);
  const forged = { "x-forwarded-for": "127.0.0.2, 10.1.2.3" };
  assert.equal((await seenAs(forged, ["127.0.0.1", "10.0.0.0/8"])).isLocal, false);
});
