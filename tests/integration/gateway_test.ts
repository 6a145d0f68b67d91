/** What the WebSocket refuses, and how. */

import assert from "node:assert/strict";
import { connect } from "node:net";
import { WebSocket } from "ws";
import { AppError } from "../../protocol/errors.ts";
import { CLOSE } from "../../protocol/frames/socket.ts";
import { MAX_FRAME_BYTES } from "../../protocol/limits.ts";
import { type Account, register } from "../support/account.ts";
import { Bot } from "../support/bot.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { Wire } from "../support/wire.ts";

let fixture: Fixture;
let origin: string;
let ana: Account;
let bo: Account;

Deno.test.beforeAll(async () => {
  fixture = await startFixture({
    env: { TW_MESSAGES_PER_SECOND: "5", TW_SOCKETS_PER_PERSON: "5" },
  });
  ({ origin } = fixture.server);
  [ana, bo] = await Promise.all([register(origin, "ana"), register(origin, "bo")]);
});
Deno.test.afterAll(() => fixture.close());

/** Opens a signed-in socket and waits for its welcome. */
async function welcomed(account = ana): Promise<Wire> {
  const wire = await Wire.open(origin, account.cookie);
  await wire.welcome;
  return wire;
}

async function closeCode(wire: Wire): Promise<number> {
  await wire.waitUntil(() => wire.closed);
  return wire.closed!.code;
}

Deno.test("an upgrade from another site is refused", async () => {
  await assert.rejects(Wire.open(origin, ana.cookie, { page: "https://evil.example" }), /403/);
});

Deno.test("an upgrade anywhere but at /ws is refused", async () => {
  const socket = new WebSocket(`${origin.replace("http", "ws")}/chat`, {
    headers: { cookie: ana.cookie, origin },
  });
  const error = await new Promise((resolve) => socket.once("error", resolve));
  assert.match(String(error), /404/);
});

Deno.test("without a session the socket is closed as signed out", async () => {
  for (const cookie of ["", "talkywalky=AAAA", `talkywalky=${"A".repeat(43)}`]) {
    assert.equal(await closeCode(await Wire.open(origin, cookie)), CLOSE.signedOut);
  }
});

Deno.test("a frame over the limit closes the socket before it is taken", async () => {
  const wire = await welcomed();
  wire.sendText(JSON.stringify({ type: "people", ref: 1, pad: "x".repeat(MAX_FRAME_BYTES) }));
  assert.equal(await closeCode(wire), 1009);
});

Deno.test("a giant in fragments is cut at the limit, not gathered", async () => {
  const socket = new WebSocket(`${origin.replace("http", "ws")}/ws`, {
    headers: { cookie: ana.cookie, origin },
  });
  await new Promise((resolve) => socket.once("open", resolve));
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  socket.on("error", () => {});
  let sent = 0;
  // 64 MiB in all, if nobody stopped it.
  while (sent < 1024 && socket.readyState === socket.OPEN) {
    socket.send("x".repeat(64 * 1024), { fin: false });
    sent++;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  assert.equal(await closed, 1009);
  assert.ok(sent < 200, `${sent} fragments were sent before the socket was closed`);
});

Deno.test("what is no frame closes the socket; a bad frame with a ref is answered", async () => {
  for (const text of ["", "nonsense", "null", "[]", '{"type":"people"}', '{"type":"x","ref":-1}']) {
    const wire = await welcomed();
    wire.sendText(text);
    assert.equal(await closeCode(wire), CLOSE.badFrame, text);
  }
  const wire = await welcomed();
  const refused = await wire.ask({ type: "sync", conv: "x", limit: 1 } as never).catch((e) => e);
  assert.ok(refused instanceof AppError);
  assert.deepEqual([refused.kind, refused.field], ["invalid", "conv"]);
  const unknown = await wire.ask({ type: "people", colour: "red" } as never).catch((e) =>
    e
  ) as AppError;
  assert.equal(unknown.kind, "invalid");
  await wire.close();
});

Deno.test("a binary frame closes the socket", async () => {
  const socket = new WebSocket(`${origin.replace("http", "ws")}/ws`, {
    headers: { cookie: ana.cookie, origin },
  });
  await new Promise((resolve) => socket.once("open", resolve));
  socket.send(new Uint8Array([1, 2, 3]));
  const code = await new Promise((resolve) => socket.once("close", resolve));
  assert.equal(code, CLOSE.badFrame);
});

Deno.test("sending faster than the rate is refused, and what was taken stays taken", async () => {
  const bot = await Bot.connect(origin, ana);
  const dm = await bot.openDirect(bo.user.id);
  await bot.send(dm, "fast 0");
  // Sealed before and handed over together, so that no machine is too slow to be too fast.
  const sealed = [await bot.seal(dm, "fast 1")];
  while (sealed.length < 100) {
    sealed.push(await bot.seal(dm, `fast ${sealed.length + 1}`, sealed.at(-1)!.chain));
  }
  const answers = await Promise.allSettled(
    sealed.map(({ body }) => bot.wire.ask({ type: "submit", conv: dm, kind: "message", body })),
  );
  const refusals = answers.filter((one) => one.status === "rejected");
  assert.ok(refusals.length > 0, "all were let through");
  for (const { reason } of refusals) assert.equal(reason.kind, "rate-limited", String(reason));
  const sent = 1 + answers.length - refusals.length;
  assert.ok(sent >= 25, `${sent} were let through`);
  await bot.sync(dm);
  assert.equal(bot.texts(dm).length, sent);
  await bot.wire.close();
});

Deno.test("a person cannot open sockets without end", async () => {
  const wires = [];
  for (let i = 0; i < 5; i++) wires.push(await welcomed(bo));
  const sixth = await Wire.open(origin, bo.cookie);
  assert.equal(await closeCode(sixth), CLOSE.rateLimited);
  await Promise.all(wires.map((wire) => wire.close()));
});

Deno.test("a socket that does not read is closed, and the others go on", async () => {
  // A raw upgrade whose answers nobody reads, asking for history again and again.
  const { port } = fixture.server;
  const bot = await Bot.connect(origin, ana);
  const dm = await bot.openDirect(bo.user.id);
  const raw = connect(port, "127.0.0.1");
  raw.on("error", () => {});
  raw.write(
    `GET /ws HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n` +
      `Origin: ${origin}\r\nCookie: ${bo.cookie}\r\n\r\n`,
  );
  await new Promise((resolve) => raw.once("data", resolve));
  raw.pause();
  const closed = new Promise((resolve) => raw.once("close", resolve));
  for (let ref = 1; ref <= 400 && !raw.destroyed; ref++) {
    raw.write(maskedText(JSON.stringify({ type: "sync", ref, conv: dm, after: 0, limit: 200 })));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  // Reading what was buffered on the way shows the end of the connection.
  raw.resume();
  await closed;
  assert.ok(bot.wire.closed === undefined);
  await bot.wire.close();
});

/** A masked text frame (RFC 6455 5.2) with an all-zero mask. */
function maskedText(text: string): Uint8Array {
  const payload = new TextEncoder().encode(text);
  const head = payload.length < 126
    ? [0x81, 0x80 | payload.length]
    : [0x81, 0x80 | 126, payload.length >> 8, payload.length & 255];
  return new Uint8Array([...head, 0, 0, 0, 0, ...payload]);
}
