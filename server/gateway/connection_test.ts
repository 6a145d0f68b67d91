import assert from "node:assert/strict";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import type { ServerFrame } from "../../protocol/frames/server_frames.ts";
import type { Uid } from "../../protocol/ids.ts";
import { anyUser } from "../../tests/support/members.ts";
import { Connection, MAX_UNSENT_BYTES } from "./connection.ts";
import { EventRun } from "./event_run.ts";

interface Pair {
  connection: Connection;
  /** The raw socket on the other side. */
  client: WebSocket;
  messages: string[];
  /** Resolves with all messages once there are `count`. */
  received(count: number): Promise<string[]>;
  closed: Promise<[number, string]>;
}

/** A connection over a real socket. */
async function withPair(test: (pair: Pair) => Promise<void>): Promise<void> {
  const wss = new WebSocketServer({ noServer: true });
  const server = createServer();
  const accepted = new Promise<[WebSocket, Duplex]>((resolve) => {
    server.on("upgrade", (request: IncomingMessage, socket: Duplex, head) => {
      wss.handleUpgrade(request, socket, head, (webSocket) => resolve([webSocket, socket]));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const messages: string[] = [];
  let look = () => {};
  client.on("message", (data: unknown, isBinary: boolean) => {
    assert.ok(!isBinary, "frames are texts");
    messages.push(String(data));
    look();
  });
  const closed = new Promise<[number, string]>((resolve) =>
    client.on("close", (code: number, reason: unknown) => resolve([code, String(reason)]))
  );
  client.on("error", () => {});
  await new Promise((resolve) => client.once("open", resolve));
  const [webSocket, socket] = await accepted;
  webSocket.on("error", () => {});
  const connection = new Connection(webSocket, socket, {
    id: "s",
    user: anyUser(),
    uid: "ada" as Uid,
    fullName: "Ada",
    expiresAtMs: Infinity,
  });
  const received = (count: number) =>
    new Promise<string[]>((resolve) => {
      look = () => messages.length >= count && resolve(messages);
      look();
    });
  try {
    await test({ connection, client, messages, received, closed });
  } finally {
    client.terminate();
    webSocket.terminate();
    await new Promise((resolve) => server.close(resolve));
  }
}

const frame = (n: number): ServerFrame => ({ type: "refused", ref: n } as ServerFrame);
const refsOf = (message: string) => [JSON.parse(message)].flat().map(({ ref }) => ref);

Deno.test("one frame goes alone, several of one turn go together as an array", () =>
  withPair(async ({ connection, received }) => {
    connection.push(frame(1));
    await received(1);
    connection.push(frame(2));
    connection.pushText(JSON.stringify(frame(3)));
    const messages = await received(2);
    assert.deepEqual(messages.map((text) => JSON.parse(text)), [frame(1), [frame(2), frame(3)]]);
  }));

Deno.test("frames and items keep the order in which they were pushed", () =>
  withPair(async ({ connection, received }) => {
    const start = new EventRun();
    connection.pushItem('{"n":1}', start);
    connection.pushItem('{"n":2}', start);
    connection.push(frame(3));
    connection.pushItem('{"n":4}', start);
    const [message] = await received(1);
    assert.deepEqual(JSON.parse(message!), [
      { type: "events", events: [{ n: 1 }, { n: 2 }] },
      frame(3),
      { type: "events", events: [{ n: 4 }] },
    ]);
  }));

Deno.test("what others were told too keeps its place between what is one's own", () =>
  withPair((one) =>
    withPair(async (two) => {
      const start = new EventRun();
      one.connection.push(frame(1));
      for (const { connection } of [one, two]) {
        connection.pushItem('{"n":2}', start);
        connection.pushItem('{"n":3}', start);
      }
      one.connection.push(frame(4));
      const shared = { type: "events", events: [{ n: 2 }, { n: 3 }] };
      const mine = await one.received(3);
      assert.deepEqual(mine.map((text) => JSON.parse(text)), [frame(1), shared, frame(4)]);
      assert.deepEqual(JSON.parse((await two.received(1))[0]!), shared);
    })
  ));

Deno.test("items of several turns go as they come", () =>
  withPair(async ({ connection, received }) => {
    connection.pushItem('{"n":1}', new EventRun());
    await received(1);
    connection.pushItem('{"n":2}', new EventRun());
    const messages = await received(2);
    assert.deepEqual(messages.map((text) => JSON.parse(text).events), [[{ n: 1 }], [{ n: 2 }]]);
  }));

Deno.test("a message is split where it grows too long, and a giant goes alone", () =>
  withPair(async ({ connection, received }) => {
    const sized = (ref: number, length: number) =>
      JSON.stringify({ type: "refused", ref, pad: "x".repeat(length) });
    const sizes = [100_000, 100_000, 100_000, 600_000, 10, 10];
    sizes.forEach((length, i) => connection.pushText(sized(i, length)));
    const messages = await received(4);
    assert.deepEqual(messages.map(refsOf), [[0, 1], [2], [3], [4, 5]]);
  }));

Deno.test("a goodbye comes after everything that was pushed, and nothing after it", () =>
  withPair(async ({ connection, received, closed, messages }) => {
    connection.push(frame(1));
    assert.ok(!connection.isClosed);
    connection.close(4401, "Signed out");
    assert.ok(connection.isClosed);
    connection.push(frame(2));
    connection.pushItem("{}", new EventRun());
    await received(1);
    assert.deepEqual(await closed, [4401, "Signed out"]);
    assert.deepEqual(messages.flatMap(refsOf), [1]);
  }));

Deno.test("until a ping is answered the other side is not known to live", () =>
  withPair(async ({ connection, client }) => {
    connection.ping();
    assert.equal(connection.alive, false);
    await new Promise((resolve) => client.once("ping", resolve));
  }));

Deno.test("a socket that does not read is cut when too much waits for it", () =>
  withPair(async ({ connection, client, closed }) => {
    client.pause();
    const text = JSON.stringify({ pad: "x".repeat(1024 * 1024) });
    let pushed = 0;
    while (!connection.isClosed) {
      connection.pushText(text);
      pushed += text.length;
      // The operating system's buffers take some megabytes first.
      assert.ok(pushed < MAX_UNSENT_BYTES + 64 * 1024 * 1024, "it was never cut");
      await new Promise((resolve) => setTimeout(resolve));
    }
    assert.ok(pushed > MAX_UNSENT_BYTES);
    client.resume();
    assert.equal((await closed)[0], 1006);
  }));
