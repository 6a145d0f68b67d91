/** A large organisation through the gateway and the pages' own socket. */

import assert from "node:assert/strict";
import { WebSocket as Socket } from "ws";
import { ServerSocket } from "../../client/net/socket.ts";
import { wholeList } from "../../client/chat/whole_list.ts";
import type { ListedPerson } from "../../directory/port.ts";
import { utf8 } from "../../protocol/encoding.ts";
import type { WelcomeFrame } from "../../protocol/frames/server_frames.ts";
import type { ConversationId, Uid, UserId } from "../../protocol/ids.ts";
import { control } from "../../tests/conformance/archive_writes.ts";
import { ada, bob, inWorld, type World } from "../../tests/support/gateway_world.ts";
import { until } from "../../tests/support/eventually.ts";
import { anyId, anyUser } from "../../tests/support/members.ts";
import { stretched, within } from "../../tests/support/patience.ts";
import { MAX_UNSENT_BYTES } from "./connection.ts";

const PEOPLE = 10_000;
const ROOMS = 1_000;
const ROOM_MEMBERS = 140;

/** People of whom each takes about as much as one with a signed display name. */
function manyPeople(count: number): ListedPerson[] {
  return Array.from({ length: count }, (_, i) => ({
    id: anyUser(),
    uid: `${i}-${"x".repeat(230)}@example.org` as Uid,
    fullName: `Person ${i} ${"of a large organisation ".repeat(2).trim()}`,
    mail: "",
  }));
}

/** Makes rooms with `user` in them. @returns their ids. */
async function manyRooms({ archive }: World, user: UserId): Promise<ConversationId[]> {
  const others = Array.from({ length: ROOM_MEMBERS - 1 }, anyUser);
  const creates = Array.from({ length: ROOMS }, (_, i) =>
    control(anyId(), 1, {
      creates: true,
      room: { name: `Room ${i}`, policy: "open" },
      joined: [user, ...others],
      sender: user,
    }));
  await archive.commit(creates);
  return creates.map(({ conv }) => conv);
}

/** The pages' socket for a session; `opened` is told of each WebSocket under it. */
function openPage(
  { port }: World,
  cookie: string,
  opened: (socket: Socket) => void = () => {},
) {
  const welcomes: WelcomeFrame[] = [];
  const pushed: string[] = [];
  const lost: unknown[] = [];
  const bad: unknown[] = [];
  const welcomed = Promise.withResolvers<WelcomeFrame>();
  const page = new ServerSocket({
    origin: `ws://127.0.0.1:${port}`,
    connect: (url) => {
      const socket = new Socket(url, { headers: { cookie } });
      opened(socket);
      return socket as unknown as WebSocket;
    },
    events: {
      onWelcome: (frame) => {
        welcomes.push(frame);
        welcomed.resolve(frame);
      },
      onPush: ({ type }) => void pushed.push(type),
      onState: (state) => state.state === "reconnecting" && lost.push(state),
      onBadFrame: (error) => void bad.push(error),
      probe: () => ({ type: "rooms" }),
    },
  });
  return { page, welcome: within(welcomed.promise, "the welcome"), welcomes, pushed, lost, bad };
}

function listOfPeople(page: ServerSocket) {
  return wholeList(async (after: UserId | undefined) => {
    const { people, next } = await page.ask({ type: "people", ...(after && { after }) });
    return { items: people, next };
  }, 2 * PEOPLE);
}

/** A window that has read its welcome, and reads nothing more. */
async function openFrozen({ port }: World, cookie: string): Promise<Deno.TcpConn> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(utf8(
    "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" +
      `Cookie: ${cookie}\r\n\r\n`,
  ));
  const bytes = new Uint8Array(4096);
  for (let heard = ""; !heard.includes('"welcome"');) {
    const read = await connection.read(bytes);
    if (read === null) throw new Error("The socket closed");
    heard += new TextDecoder("latin1").decode(bytes.subarray(0, read));
  }
  return connection;
}

/** A short text as a masked frame (RFC 6455 5.2) with a mask of zeros. */
function maskedText(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array([0x81, 0x80 | text.length, 0, 0, 0, 0, ...utf8(text)]);
}

Deno.test("of 10,000 people one who is in 1,000 rooms signs in, and has both lists whole", () =>
  inWorld(async (world) => {
    world.listed = manyPeople(PEOPLE);
    const rooms = await manyRooms(world, ada.id);
    const { cookie } = await world.signIn(ada);
    const { page, welcome, lost, bad } = openPage(world, cookie);
    try {
      const { conversations } = await welcome;
      assert.ok(JSON.stringify(conversations).length > MAX_UNSENT_BYTES, "too few to show it");
      assert.deepEqual(conversations.map(({ id }) => id), rooms);
      assert.ok(conversations.every(({ members }) => members.length === ROOM_MEMBERS));
      const { items, isCut } = await within(listOfPeople(page), "the people", 60_000);
      assert.equal(isCut, false);
      assert.deepEqual(
        new Set(items.map(({ id }) => id)),
        new Set(world.listed.map(({ id }) => id)),
      );
      assert.equal(items.length, PEOPLE, "nobody twice");
      assert.deepEqual([lost, bad], [[], []]);
    } finally {
      page.close();
    }
  }));

Deno.test("a welcome waits for who reads late, in parts, with what is pushed meanwhile after it", () =>
  inWorld(async (world) => {
    const rooms = await manyRooms(world, ada.id);
    let parts = 0;
    world.before.conversationsOf = () => void parts++;
    const sockets: Socket[] = [];
    const { cookie } = await world.signIn(ada);
    const opened = openPage(world, cookie, (socket) => {
      sockets.push(socket);
      socket.once("open", () => socket.pause());
    });
    try {
      await until("a first part is read", () => parts > 0 && sockets[0]?.isPaused === true);
      // A room of the first part is left while the socket reads nothing.
      const text = JSON.stringify({ type: "left", conv: rooms[0] });
      await world.broker.publish([{ key: `user.${ada.id}`, text }]);
      await until("its news came", () => !world.bound.has(`conv.${rooms[0]}`));
      sockets[0]!.resume();
      const { conversations } = await opened.welcome;
      assert.deepEqual(conversations.map(({ id }) => id), rooms);
      await until("the push after it", () => opened.pushed.includes("left"));
      assert.deepEqual([opened.lost, opened.welcomes.length, opened.bad], [[], 1, []]);
    } finally {
      opened.page.close();
    }
  }));

Deno.test("a window that reads nothing stops neither the person's other windows nor anybody", () =>
  inWorld(async (world) => {
    world.listed = manyPeople(1_500);
    const { cookie } = await world.signIn(ada);
    const frozen = await openFrozen(world, cookie);
    // More than the machine's own buffers between the two ends hold.
    const request = maskedText(JSON.stringify({ type: "people", ref: 1 }));
    for (let asked = 0; asked < 100; asked++) await frozen.write(request);
    await new Promise((resolve) => setTimeout(resolve, stretched(500)));
    const other = await world.open(cookie);
    // Long before the frozen one is put out for answering no ping.
    const answer = await within(other.ask({ type: "people" }), "the other window's list", 3_000);
    assert.ok(answer.people.length > 0);
    const bobs = await world.open((await world.signIn(bob)).cookie);
    await bobs.ask({ type: "rooms" });
    frozen.close();
  }));
