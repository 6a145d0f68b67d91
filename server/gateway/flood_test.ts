/** One account floods the server with each kind of frame, while others talk. */

import assert from "node:assert/strict";
import { WebSocket as Socket } from "ws";
import { conversationIdOfDirect } from "../../e2ee/direct.ts";
import { CLIENT_FRAMES, type ClientFrame } from "../../protocol/frames/client_frames.ts";
import type { ConversationId, EpochId, Uid } from "../../protocol/ids.ts";
import type { Submission } from "../../protocol/items.ts";
import { control } from "../../tests/conformance/archive_writes.ts";
import { ada, bob, cyd, inWorld, type World } from "../../tests/support/gateway_world.ts";
import { anyBlock, anyId, anyMessage, anyUser, directOf } from "../../tests/support/members.ts";
import { within } from "../../tests/support/patience.ts";

const WINDOWS = 3;
/** As many as the rates let through at once, and some that they refuse. */
const FRAMES = 540;
const PEOPLE = 1_000;
const ROOMS = 200;
/**
 * So many of the flood's look-ups may be answered while somebody else's message waits. What is handed
 * in has no such bound: it is checked in the order in which it came, and the rate alone limits how
 * much stands before.
 */
const MAX_ANSWERED_BEFORE = FRAMES / 3;
const ANSWER = '"type":"answer"';

const LOOKUPS: readonly string[] = [
  "control-log",
  "identities",
  "names",
  "people",
  "rooms",
  "sync",
  "wraps",
];

type Frame = { type: ClientFrame["type"] } & Record<string, unknown>;
type SubmitKind = `submit ${Submission["kind"]}`;
type FrameKind = Exclude<ClientFrame["type"], "submit"> | SubmitKind;

/** What ada can name: a conversation of hers with its epoch, and a room. */
interface Targets {
  conv: ConversationId;
  epoch: EpochId;
  room: ConversationId;
}

/** Frames of each kind that cost the server as much as such a frame can. */
const FLOODS: Record<
  FrameKind,
  (targets: Targets) => Promise<(n: number) => Frame> | ((n: number) => Frame)
> = {
  "open-direct": () => () => ({ type: "open-direct", peer: anyUser() }),
  "submit control": async () => {
    const { submitted } = await ada.record(undefined, {
      type: "create",
      name: "K",
      policy: "open",
    });
    const { record } = JSON.parse(submitted.body) as { record: string };
    const { conv } = submitted;
    return () => ({ type: "submit", conv, kind: "control", body: { record, sig: anyBlock() } });
  },
  "submit epoch": async ({ conv }) => {
    const { manifest } = await ada.epoch(conv, { number: 2, recipients: [ada] });
    const { manifest: text } = JSON.parse(manifest.body) as { manifest: string };
    return () => ({
      type: "submit",
      conv,
      kind: "epoch",
      body: { manifest: text, sig: anyBlock() },
    });
  },
  "submit message": ({ conv, epoch }) => (n) => ({
    type: "submit",
    conv,
    kind: "message",
    body: anyMessage(
      { conv, epoch, sender: ada.id, cert: ada.identity.sign, seq: n + 1 },
      32 * 1024,
    ),
  }),
  "submit wraps": ({ conv }) => () => {
    const wraps = [ada].map(({ id: user, identity: { encrypt: cert } }) => ({
      user,
      cert,
      wrap: anyBlock(),
    }));
    return { type: "submit", conv, kind: "wraps", body: { epoch: anyId(), wraps } };
  },
  "sync": ({ conv }) => () => ({ type: "sync", conv, after: 0, limit: 200 }),
  "control-log": ({ room }) => () => ({ type: "control-log", conv: room, after: 0 }),
  "wraps": ({ conv }) => () => ({
    type: "wraps",
    conv,
    epochs: Array.from({ length: 200 }, () => anyId<EpochId>()),
  }),
  "people": () => () => ({ type: "people" }),
  "identities": () => () => ({
    type: "identities",
    users: Array.from({ length: 200 }, () => ada.id),
  }),
  "rooms": () => () => ({ type: "rooms" }),
  "set-presence": () => (n) => ({ type: "set-presence", state: n % 2 === 0 ? "away" : "online" }),
  "typing": ({ conv }) => () => ({ type: "typing", conv }),
  "set-name": async () => {
    const record = await ada.name("Ada again");
    return () => ({ type: "set-name", ...record });
  },
  "names": () => () => ({ type: "names" }),
  "clear-names": () => () => ({ type: "clear-names" }),
};

/** An organisation with people and rooms, and a long conversation of ada. */
async function organise(world: World): Promise<Targets> {
  const { archive } = world;
  world.listed = Array.from({ length: PEOPLE }, (_, i) => ({
    id: anyUser(),
    uid: `person-${i}` as Uid,
    fullName: `Person ${i}`,
    mail: "",
  }));
  const crowd = Array.from({ length: 40 }, anyUser);
  const rooms = Array.from({ length: ROOMS }, (_, i) =>
    control(anyId(), 1, {
      creates: true,
      room: { name: `Room ${i}`, policy: "open" },
      joined: i === 0 ? [ada.id] : crowd,
    }));
  await archive.commit(rooms);
  const room = rooms[0]!.conv;
  await archive.commit(Array.from({ length: 200 }, (_, i) => control(room, i + 2)));
  // With somebody who is not here: nobody has to hear of it.
  const peer = anyUser();
  const conv = await conversationIdOfDirect(ada.id, peer);
  await archive.openDirect(conv, ada.id, peer);
  const { id: epoch, wraps, manifest } = await ada.epoch(conv, { recipients: [ada] });
  await world.bridge.submit(wraps);
  await world.bridge.submit(manifest);
  for (let i = 0; i < 40; i++) {
    const message = ada.message(conv, epoch, 16 * 1024);
    await world.bridge.submit(message);
  }
  return { conv, epoch, room };
}

/** A socket that floods, and counts what it is answered. */
class Flooder {
  readonly #socket: Socket;
  answered = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("error", () => {});
    socket.on("message", (data: Uint8Array) => {
      const text = new TextDecoder().decode(data);
      this.answered += text.split(ANSWER).length - 1;
    });
  }

  static async open({ port }: World, cookie: string): Promise<Flooder> {
    const socket = new Socket(`ws://127.0.0.1:${port}/ws`, { headers: { cookie } });
    const welcomed = new Promise((resolve) => socket.once("message", resolve));
    const flooder = new Flooder(socket);
    await within(welcomed, "the welcome");
    return flooder;
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  end(): void {
    this.#socket.terminate();
  }
}

Deno.test("there is a flood of each kind of frame", () => {
  const types = Object.keys(FLOODS).map((kind) => kind.split(" ")[0]);
  assert.deepEqual(new Set(types), new Set(Object.keys(CLIENT_FRAMES)));
});

for (const [flooded, floodOf] of Object.entries(FLOODS)) {
  Deno.test(`while one account floods with ${flooded}, others' messages pass between`, () =>
    inWorld(async (world) => {
      const targets = await organise(world);
      const conv = await directOf(bob, cyd);
      await world.archive.openDirect(conv, bob.id, cyd.id);
      const { id: epoch, wraps, manifest } = await bob.epoch(conv, { recipients: [bob, cyd] });
      await world.bridge.submit(wraps);
      await world.bridge.submit(manifest);
      const [bobs, cyds] = [
        await world.open((await world.signIn(bob)).cookie),
        await world.open((await world.signIn(cyd)).cookie),
      ];
      const { cookie } = await world.signIn(ada);
      const windows: Flooder[] = [];
      for (let i = 0; i < WINDOWS; i++) windows.push(await Flooder.open(world, cookie));
      const answered = () => windows.reduce((sum, window) => sum + window.answered, 0);
      const frameOf = await floodOf(targets);
      const texts = Array.from(
        { length: FRAMES },
        (_, n) => JSON.stringify({ ref: n + 1, ...frameOf(n) }),
      );
      texts.forEach((text, n) => windows[n % WINDOWS]!.send(text));
      // The first of what was sent is there when the others begin to talk.
      await new Promise((resolve) => setTimeout(resolve, 20));
      for (let i = 0; i < 5; i++) {
        const { kind, body } = bob.message(conv, epoch);
        const before = answered();
        const frame = { type: "submit", conv, kind, body: JSON.parse(body) } as never;
        const { id } = await bobs.ask(frame) as { id: string };
        await cyds.waitFor((frame) =>
          frame.type === "events" && frame.events.some((item) => item.id === id)
        );
        const passed = answered() - before;
        if (!LOOKUPS.includes(flooded)) continue;
        assert.ok(passed <= MAX_ANSWERED_BEFORE, `${passed} look-ups before message ${i}`);
      }
      await within(bobs.ask({ type: "rooms" }), "a look-up of somebody else");
      for (const window of windows) window.end();
    }));
}
