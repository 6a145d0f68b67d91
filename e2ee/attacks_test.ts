/** What servers, strangers and members may try, and the reason that each try is refused with. */

import assert from "node:assert/strict";
import { type Bytes, fromBase64Url, toBase64Url, utf8 } from "../protocol/encoding.ts";
import type { Fingerprint } from "../protocol/ids.ts";
import {
  type EnvelopeHeader,
  type Item,
  type MessageBody,
  parseEnvelopeHeader,
} from "../protocol/items.ts";
import { Conversation } from "./conversation.ts";
import { makeRecord } from "./control_record.ts";
import { makeManifest } from "./epoch.ts";
import type { Forgery } from "../tests/support/e2ee/forge.ts";
import { forgeEnvelope } from "../tests/support/e2ee/forge.ts";
import {
  countingRandom,
  DAY_MS,
  makeWorld,
  MINUTE_MS,
  NOON,
} from "../tests/support/e2ee/people.ts";
import { inShort, TestClient, TestServer } from "../tests/support/e2ee/server.ts";
import { unwrapOwn } from "./wrap.ts";

const world = await makeWorld();
const { ada, bob, cyd, mal, directory, clock } = world;
const random = countingRandom(50_000);

interface Scene {
  server: TestServer;
  a: TestClient;
  b: TestClient;
  epochKey: CryptoKey;
  /** Where `seenByBob` puts the next thing: behind all that the server keeps. */
  place: number;
}

/** A room of Ada and Bob (and whoever else), with one epoch. */
async function scene(...others: typeof ada[]): Promise<Scene> {
  const { conv, body } = await Conversation.createRoom({
    self: ada.author,
    name: "Kitchen",
    policy: "invite",
    clock: clock.now,
    random,
  });
  const server = new TestServer(world, conv);
  await server.take({ kind: "control", body });
  const a = new TestClient(world, server, ada);
  const b = new TestClient(world, server, bob);
  await a.sync();
  for (const person of [bob, ...others]) await a.change({ type: "add", subject: person.user });
  await a.rekey([ada, bob, ...others]);
  await b.sync();
  return { server, a, b, epochKey: await secretOf(server, a), place: 1000 };
}

async function secretOf(server: TestServer, client: TestClient): Promise<CryptoKey> {
  const { id, manifest } = client.conversation.currentEpoch!;
  const { identity, user, decryptKey } = client.person;
  const wraps = server.wrapsOf(id, user);
  const opened = await unwrapOwn(
    wraps,
    manifest,
    (c) => c === identity.encrypt ? decryptKey : undefined,
  );
  assert.ok(opened.ok);
  return opened.key;
}

/** What Bob sees when the server delivers `body` to him alone. */
async function seenByBob(one: Scene, body: MessageBody): Promise<string> {
  const item = await one.server.at(one.place++, { kind: "message", body });
  const [shown] = await one.b.conversation.addItems([item]);
  return inShort([shown!])[0]!;
}

/** A header of Ada's as it should be: the next one of her device. */
async function headerOf(one: Scene): Promise<EnvelopeHeader> {
  const { header } = await one.a.conversation.sealMessage({ type: "text", text: "?" }, one.a.chain);
  return header;
}

/** The same as the first one of another device of hers. */
async function firstHeaderOf(one: Scene): Promise<EnvelopeHeader> {
  const device = toBase64Url(random(16)) as EnvelopeHeader["device"];
  return { ...await headerOf(one), device, seq: 1, prev: "" };
}

async function forged(one: Scene, change: Partial<Forgery>): Promise<string> {
  const header = change.header ?? await firstHeaderOf(one);
  const { signKey } = ada.author;
  return await seenByBob(
    one,
    await forgeEnvelope({ header, epochKey: one.epochKey, signKey, ...change }),
  );
}

Deno.test("the forge makes envelopes that open, when it changes nothing", async () => {
  assert.equal(await forged(await scene(), {}), "forged");
});

Deno.test("one flipped bit in any byte of an envelope is refused", async () => {
  const one = await scene();
  const { body } = await one.a.seal("exactly this");
  const reasons: Record<string, Set<string>> = {};
  const parts = {
    hdr: [utf8(body.hdr), (bytes: Bytes) => new TextDecoder().decode(bytes)],
    com: [fromBase64Url(body.com), toBase64Url],
    ct: [fromBase64Url(body.ct), toBase64Url],
    sig: [fromBase64Url(body.sig), toBase64Url],
  } as const;
  let flips = 0;
  for (const [part, [bytes, write]] of Object.entries(parts)) {
    reasons[part] = new Set();
    for (let at = 0; at < bytes.length; at++) {
      const flipped = bytes.slice();
      flipped[at]! ^= 1 << (at % 8);
      const seen = await seenByBob(one, { ...body, [part]: write(flipped) });
      assert.notEqual(seen, "exactly this", `${part} byte ${at}`);
      reasons[part].add(seen);
      flips++;
    }
  }
  assert.ok(flips > 1000);
  const inHeader = ["malformed", "suite", "other-conversation", "certificate", "signature"];
  for (const reason of reasons.hdr!) assert.ok(inHeader.includes(reason), reason);
  for (const part of ["com", "ct", "sig"]) assert.deepEqual([...reasons[part]!], ["signature"]);
  assert.equal(await seenByBob(one, body), "exactly this");
});

Deno.test("one changed character in the written form of an envelope is refused", async () => {
  const one = await scene();
  const { body } = await one.a.seal("exactly this");
  for (const part of ["com", "ct", "sig"] as const) {
    const text = body[part];
    for (let at = 0; at < text.length; at++) {
      const other = String.fromCharCode(text.charCodeAt(at) ^ 1);
      const seen = await seenByBob(one, {
        ...body,
        [part]: text.slice(0, at) + other + text.slice(at + 1),
      });
      assert.ok(["malformed", "signature"].includes(seen), `${part} character ${at}: ${seen}`);
    }
  }
});

for (
  const [what, spelling] of [
    ["a space", (text: string) => text.replace('{"v"', '{ "v"')],
    [
      "fields in another order",
      (text: string) => text.replace('"v":1,"suite":1', '"suite":1,"v":1'),
    ],
    ["a field twice", (text: string) => text.replace('"v":1', '"v":1,"v":1')],
    ["a field more", (text: string) => text.replace('"v":1', '"v":1,"admin":true')],
    ["a field less", (text: string) => text.replace(/,"prev":"[^"]*"/, "")],
    ["an escape", (text: string) => text.replace('"device"', '"\\u0064evice"')],
    ["another form of a number", (text: string) => text.replace(/"seq":\d+/, '"seq":1e0')],
    ["a number as a text", (text: string) => text.replace(/"seq":(\d+)/, '"seq":"$1"')],
    ["a capital in an id", (text: string) => text.replace("5a1f0e1c", "5A1F0E1C")],
    ["padded base64url", (text: string) => text.replace(/"salt":"([^"]*)"/, '"salt":"$1=="')],
    ["a time without milliseconds", (text: string) => text.replace(".000Z", "Z")],
    ["a line end", (text: string) => `${text}\n`],
    ["a byte order mark", (text: string) => `\ufeff${text}`],
  ] as const
) {
  Deno.test(`a header spelled with ${what} is malformed, signed or not`, async () => {
    const one = await scene();
    let changed = false;
    const seen = await forged(one, {
      spelling: (text) => {
        changed = spelling(text) !== text;
        return spelling(text);
      },
    });
    assert.ok(changed);
    assert.equal(seen, "malformed");
  });
}

Deno.test("an unknown suite or version is refused as such", async () => {
  const one = await scene();
  const suite2 = (text: string) => text.replace('"suite":1', '"suite":2');
  const v2 = (text: string) => text.replace('{"v":1', '{"v":2');
  assert.equal(await forged(one, { spelling: suite2 }), "suite");
  assert.equal(await forged(one, { spelling: v2 }), "suite");
});

Deno.test("a message delivered again at another place is replayed", async () => {
  const one = await scene();
  const item = await one.a.send("once");
  await one.b.sync();
  const again = { ...item, seq: one.server.items.length + 1 };
  assert.deepEqual(inShort(await one.b.conversation.addItems([again])), ["replayed"]);
});

Deno.test("two different messages with one number of a device: the second is refused", async () => {
  const one = await scene();
  const chain = one.a.chain;
  await one.a.send("first");
  one.a.chain = chain;
  await one.a.send("second");
  assert.deepEqual(inShort(await one.b.sync()), ["first", "replayed"]);
});

Deno.test("messages in another order than they were sent are refused", async () => {
  const one = await scene();
  const bodies = [await one.a.seal("1"), await one.a.seal("2")].map(({ body }) => body);
  for (const body of bodies.toReversed()) await one.server.take({ kind: "message", body });
  assert.deepEqual(inShort(await one.b.sync()), ["2", "chain"]);
});

Deno.test("a message that does not name its device's message before is refused", async () => {
  const one = await scene();
  await one.a.send("1");
  await one.b.sync();
  const header = { ...await headerOf(one), prev: toBase64Url(new Uint8Array(32)) };
  assert.equal(await forged(one, { header }), "chain");
  assert.equal(await forged(one, { header: { ...header, seq: 1, prev: "" } }), "replayed");
  assert.equal(await forged(one, { header: { ...header, seq: 5, prev: "" } }), "chain");
});

Deno.test("a message moved to another room is refused there", async () => {
  const one = await scene();
  const other = await scene();
  const { body } = await one.a.seal("for this room");
  assert.equal(await seenByBob(other, body), "other-conversation");
});

Deno.test("a message re-addressed to another room is not signed for it", async () => {
  const one = await scene();
  const other = await scene();
  const { body } = await one.a.seal("for this room");
  const epoch = other.a.conversation.currentEpoch!.id;
  const header = { ...parseEnvelopeHeader(body.hdr), conv: other.server.conv, epoch };
  const readdressed = { ...body, hdr: JSON.stringify(header) };
  assert.equal(await seenByBob(other, readdressed), "signature");
});

Deno.test("a message re-signed by another member is refused, whatever else he changes", async () => {
  const one = await scene(mal);
  const { body } = await one.a.seal("mine");
  const header = parseEnvelopeHeader(body.hdr);
  const { signKey, cert, user, device } = mal.author;
  const kept = {
    commitment: fromBase64Url(body.com),
    ciphertext: fromBase64Url(body.ct),
    signKey,
  };
  assert.equal(await forged(one, { ...kept, header }), "signature");
  assert.equal(await forged(one, { ...kept, header: { ...header, cert } }), "certificate");
  const asMal = { ...header, cert, sender: user, device, seq: 1, prev: "" };
  assert.equal(await forged(one, { ...kept, header: asMal }), "commitment");
});

Deno.test("the certificate of another person vouches for nobody else", async () => {
  const one = await scene(mal);
  const header = { ...await headerOf(one), cert: mal.author.cert };
  const body = await forgeEnvelope({ header, epochKey: one.epochKey, signKey: mal.author.signKey });
  const item = await one.server.at(99, { kind: "message", body });
  const [shown] = await one.b.conversation.addItems([item]);
  assert.ok(shown?.kind === "placeholder" && shown.reason === "certificate");
  assert.match(shown.detail, /^wrong-person/);
});

Deno.test("certificates are checked at the message's own time, and for signing", async () => {
  const one = await scene();
  const certificate = directory.certificates.get(ada.author.cert)!;
  const at = (ms: number) => new Date(ms).toISOString();
  const detailAt = async (change: Partial<EnvelopeHeader>): Promise<string> => {
    const header = { ...await firstHeaderOf(one), ...change };
    const { signKey } = ada.author;
    const body = await forgeEnvelope({ header, epochKey: one.epochKey, signKey });
    const item = await one.server.at(one.place++, { kind: "message", body });
    const [shown] = await one.b.conversation.addItems([item]);
    return shown?.kind === "placeholder" ? `${shown.reason} ${shown.detail}` : "shown";
  };
  assert.match(await detailAt({ time: at(NOON - 31 * DAY_MS) }), /^certificate not-yet-valid/);
  assert.match(await detailAt({ time: at(NOON + 31 * DAY_MS) }), /^certificate expired/);
  assert.match(await detailAt({ cert: ada.identity.encrypt }), /^certificate key-usage/);
  const unknown = toBase64Url(new Uint8Array(32)) as Fingerprint;
  assert.match(await detailAt({ cert: unknown }), /^certificate unknown/);
  certificate.revokedAt = NOON;
  assert.match(await detailAt({ time: at(NOON) }), /^certificate revoked/);
  assert.equal(await detailAt({ time: at(NOON - MINUTE_MS) }), "shown");
  certificate.revokedAt = Infinity;
});

Deno.test("a second certified key for somebody is not the one that was accepted", async () => {
  const one = await scene();
  const { user, uid } = ada;
  // The authority certifies Mal's key in Ada's name.
  const cert = await directory.add({
    user,
    uid,
    purpose: "sign",
    publicKey: mal.identity.identityKey,
    name: "second",
  });
  directory.pins.set(user, ada.identity.identityKey);
  const header = { ...await headerOf(one), cert };
  assert.equal(await forged(one, { header, signKey: mal.author.signKey }), "identity-mismatch");
  directory.pins.delete(user);
});

Deno.test("a ghost that the server adds has no admin's signature", async () => {
  const one = await scene();
  const state = one.a.conversation.room!;
  const change = { type: "add", subject: mal.user } as const;
  const common = { change, clock: clock.now, random };
  // By himself, as if a member; and in Ada's name with his own key.
  const seat = { user: mal.user, role: "admin", since: 0 } as const;
  const asMember = { ...state, members: new Map([[mal.user, seat]]) };
  const { cert, signKey } = mal.author;
  const { body: own } = await makeRecord({
    ...common,
    state: asMember,
    change: { type: "add", subject: cyd.user },
    actor: mal.user,
    cert,
    signKey,
  });
  const named = { ...common, state, actor: ada.user, signKey };
  const { body: borrowed } = await makeRecord({ ...named, cert: ada.author.cert });
  const { body: foreign } = await makeRecord({ ...named, cert });
  for (const body of [own, borrowed, foreign]) await one.server.take({ kind: "control", body });
  assert.deepEqual(inShort(await one.b.sync()), ["not-a-member", "signature", "certificate"]);
  assert.deepEqual(one.b.conversation.members, [ada.user, bob.user]);

  const header = { ...await headerOf(one), ...malAuthor(), seq: 1, prev: "" };
  assert.equal(await forged(one, { header, signKey }), "not-a-member");
});

function malAuthor(): Pick<EnvelopeHeader, "sender" | "cert" | "device"> {
  return { sender: mal.user, cert: mal.author.cert, device: mal.author.device };
}

Deno.test("a removed member's next message is refused, and the next epoch is closed to him", async () => {
  const one = await scene(mal);
  const m = new TestClient(world, one.server, mal);
  await m.sync();
  const { body: late } = await m.seal("still here");
  await one.a.change({ type: "remove", subject: mal.user });
  assert.deepEqual(inShort(await one.b.sync()), ["record:remove"]);
  assert.equal(await seenByBob(one, late), "not-a-member");

  await one.a.rekey([ada, bob, mal]);
  await one.a.send("he is gone");
  assert.deepEqual(inShort(await m.sync()).slice(-2), ["epoch:2", "no-secret"]);
  assert.deepEqual(inShort(await one.b.sync()), ["epoch:2", "he is gone"]);

  // To the new epoch, without its secret.
  const epoch = one.b.conversation.currentEpoch!.id;
  const header = { ...await headerOf(one), ...malAuthor(), epoch, seq: 1, prev: "" };
  assert.equal(await forged(one, { header, signKey: mal.author.signKey }), "not-a-member");
});

Deno.test("a message sealed before a new epoch is refused after it", async () => {
  const one = await scene();
  const { body } = await one.a.seal("too late");
  await one.b.rekey([ada, bob]);
  assert.equal(await seenByBob(one, body), "stale-epoch");
});

Deno.test("a message sealed to an epoch that nobody announced is refused", async () => {
  const one = await scene();
  const epoch = toBase64Url(new Uint8Array(32)) as EnvelopeHeader["epoch"];
  assert.equal(await forged(one, { header: { ...await headerOf(one), epoch } }), "stale-epoch");
});

async function manifestBy(
  one: Scene,
  change: Partial<Parameters<typeof makeManifest>[0]>,
): Promise<string> {
  const { user, cert, signKey } = ada.author;
  const { body } = await makeManifest({
    conv: one.server.conv,
    number: 2,
    control: one.a.conversation.room!.head,
    recipients: [ada.identity, bob.identity],
    secret: random(32),
    maker: user,
    cert,
    signKey,
    clock: clock.now,
    ...change,
  });
  const item = await one.server.at(one.server.items.length + 1, { kind: "epoch", body });
  return inShort(await one.b.conversation.addItems([item]))[0]!;
}

Deno.test("epochs by others, for others or out of turn are ignored, visibly", async () => {
  const one = await scene();
  const { user: maker, cert, signKey } = mal.author;
  assert.equal(await manifestBy(one, { maker, cert, signKey }), "not-a-member");
  assert.equal(await manifestBy(one, { signKey }), "signature");
  assert.equal(await manifestBy(one, { control: one.server.conv }), "stale-control");
  assert.equal(await manifestBy(one, { number: 1 }), "epoch-number");
  assert.equal(await manifestBy(one, { conv: (await scene()).server.conv }), "other-conversation");
  assert.equal(one.b.conversation.currentEpoch?.manifest.number, 1);
  assert.equal(await manifestBy(one, {}), "epoch:2");
});

Deno.test("contents that bring header fields along are refused", async () => {
  const one = await scene();
  for (
    const contents of [
      `{"type":"text","text":"hi","sender":"${cyd.user}"}`,
      `{"sender":"${cyd.user}","type":"text","text":"hi"}`,
      '{"type":"text","text":"hi","time":"2020-01-01T00:00:00.000Z"}',
      '{"type":"text","text":"hi","__proto__":{"sender":"x"}}',
      '{"type":"text","text":"hi","text":"ho"}',
      '{"type":"text", "text":"hi"}',
      '{"type":"toString"}',
      '{"type":"text"}',
      '{"type":"text","text":7}',
      "null",
      "[]",
      "not JSON",
    ]
  ) {
    assert.equal(await forged(one, { contents }), "schema", contents);
  }
});

Deno.test("padding that is not as it must be is refused", async () => {
  const one = await scene();
  const good = utf8('{"type":"text","text":"hi"}');
  const padded = (size: number, length = good.length, last = 0): Bytes => {
    const bytes = new Uint8Array(size);
    new DataView(bytes.buffer).setUint32(0, length);
    bytes.set(good, 4);
    bytes[size - 1] = last;
    return bytes;
  };
  assert.equal(await forged(one, { padded: padded(512) }), "schema");
  assert.equal(await forged(one, { padded: padded(255) }), "schema");
  assert.equal(await forged(one, { padded: padded(256, 253) }), "schema");
  assert.equal(await forged(one, { padded: padded(256, 0xffffffff) }), "schema");
  assert.equal(await forged(one, { padded: padded(256, good.length, 1) }), "schema");
  assert.equal(await forged(one, { padded: new Uint8Array(0) }), "schema");
  assert.equal(await forged(one, { padded: padded(256) }), "hi");
});

Deno.test("a commitment to another key is refused, though the signature over it is good", async () => {
  const one = await scene();
  assert.equal(await forged(one, { commitment: random(32) }), "commitment");
});

Deno.test("a ciphertext under another key is refused, though the commitment is good", async () => {
  const one = await scene();
  assert.equal(await forged(one, { ciphertext: random(272) }), "decrypt");
});

Deno.test("an item that the server names wrongly does not count", async () => {
  const one = await scene();
  const item = await one.a.send("hello");
  const id = toBase64Url(random(32)) as Item["id"];
  const other = (await scene()).server.conv;
  assert.deepEqual(inShort(await one.b.conversation.addItems([{ ...item, id }])), ["wrong-id"]);
  const moved = { ...item, conv: other };
  assert.deepEqual(inShort(await one.b.conversation.addItems([moved])), ["wrong-id"]);
});

Deno.test("where the server puts two items at one place the first stays", async () => {
  const one = await scene();
  const first = await one.a.send("first");
  await one.b.sync();
  const { body } = await one.a.seal("second");
  const second = await one.server.at(first.seq, { kind: "message", body });
  assert.deepEqual(inShort(await one.b.conversation.addItems([second])), ["wrong-place"]);
});

Deno.test("an epoch found later to stand in between withdraws what was shown", async () => {
  const one = await scene();
  const epoch = one.server.items.at(-1)!;
  const { body } = await one.a.seal("to the first epoch");
  const made = await one.a.rekey([ada, bob]);
  const message = await one.server.take({ kind: "message", body });
  // Bob is given the message and the first epoch, then the page in between.
  const first = await one.b.conversation.addItems([message], [epoch]);
  assert.deepEqual(inShort(first), ["to the first epoch"]);
  const between = one.server.items.filter((item) => item.id === made.id as string);
  const second = await one.b.conversation.addItems(between);
  assert.deepEqual(inShort(second), ["epoch:2", "stale-epoch"]);
  assert.equal(second[1]?.id, message.id);
});

Deno.test("a control log for another room is refused", async () => {
  const one = await scene();
  const other = await scene();
  const fresh = new TestClient(world, one.server, bob);
  const items = other.server.items.map((item) => ({ ...item, conv: one.server.conv }));
  assert.deepEqual(inShort(await fresh.conversation.addControl(items)), [
    "other-room",
    "other-room",
  ]);
});

Deno.test("records that come before records that count do not count", async () => {
  const one = await scene();
  const [, add] = one.server.items;
  await one.a.change({ type: "rename", name: "Cellar" });
  await one.b.sync();
  const early = { ...add!, seq: one.server.items.length + 1 };
  assert.deepEqual(inShort(await one.b.conversation.addItems([early])), ["stale"]);
  const rename = { ...one.server.items.at(-1)!, seq: 1 };
  assert.deepEqual(inShort(await one.b.conversation.addItems([rename])), ["wrong-place"]);
});

Deno.test("a new member cannot write as if she had been there in an earlier epoch", async () => {
  const one = await scene();
  const { user: sender, cert, device, signKey } = cyd.author;
  const header = { ...await firstHeaderOf(one), sender, cert, device };
  await one.a.change({ type: "add", subject: cyd.user });
  await one.b.sync();
  assert.equal(await forged(one, { header, signKey }), "not-a-member");
});
