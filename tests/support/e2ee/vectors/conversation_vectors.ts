/** A room's whole sequence, with what three people see of it, and all that was derived. */

import { toBase64Url, utf8 } from "../../../../protocol/encoding.ts";
import type { ConversationId, ItemId } from "../../../../protocol/ids.ts";
import type { Body, ControlBody, Item, MessageBody, Wrap } from "../../../../protocol/items.ts";
import { applyRecord, type RoomState } from "../../../../e2ee/control_log.ts";
import { makeRecord, type RoomChange } from "../../../../e2ee/control_record.ts";
import { hashOfText, sha256 } from "../../../../e2ee/digest.ts";
import {
  deriveMessageKeys,
  type DeviceChain,
  NEW_CHAIN,
  sealEnvelope,
} from "../../../../e2ee/envelope.ts";
import { importSecret, makeManifest, type SignedManifest } from "../../../../e2ee/epoch.ts";
import { pad } from "../../../../e2ee/padding.ts";
import { type Payload, writePayload } from "../../../../e2ee/payload.ts";
import { wrapLabel, wrapSecret } from "../../../../e2ee/wrap.ts";
import { countingRandom } from "../people.ts";
import { minuteClock, VECTOR_TIME, type VectorPeople, type VectorPerson } from "./vector_people.ts";
import { fromBase64Url } from "../../../../protocol/encoding.ts";

type Viewer = "ada" | "bob" | "cyd";

export interface EpochVector {
  id: string;
  number: number;
  /** S, base64url. */
  secret: string;
  commit: string;
  recipients: string;
  wraps: (Wrap & { label: string })[];
}

export interface EnvelopeVector {
  id: string;
  epochSecret: string;
  salt: string;
  headerHash: string;
  key: string;
  nonce: string;
  commitment: string;
  contents: string;
  padded: string;
}

export interface ConversationVectors {
  conversation: string;
  /** In order of place; `time` is the server's. */
  items: Item[];
  /** State after each record that counts, by its hash. */
  states: Record<string, { n: number; name: string; policy: string; members: unknown[] }>;
  epochs: EpochVector[];
  envelopes: EnvelopeVector[];
  /** For each viewer, what stands at each place: contents, `record:`, `epoch:` or the reason. */
  expected: Record<Viewer, string[]>;
}

interface MadeEpoch extends SignedManifest {
  secret: Uint8Array<ArrayBuffer>;
}

/** Makes items one after the other, as the people in the room would. */
class Writer {
  readonly items: Item[] = [];
  readonly epochs: EpochVector[] = [];
  readonly envelopes: EnvelopeVector[] = [];
  readonly states: ConversationVectors["states"] = {};
  readonly expected: ConversationVectors["expected"] = { ada: [], bob: [], cyd: [] };
  readonly clock = minuteClock();
  readonly random = countingRandom(100);
  readonly #chains = new Map<string, DeviceChain>();
  conv = "" as ConversationId;
  state: RoomState | undefined;

  async put(body: Body, expected: string | Partial<Record<Viewer, string>>): Promise<Item> {
    const text = body.kind === "message"
      ? body.body.hdr
      : body.kind === "control"
      ? body.body.record
      : body.body.manifest;
    const id = await hashOfText(text) as ItemId;
    if (this.conv === "") this.conv = id as string as ConversationId;
    const item: Item = {
      ...body,
      conv: this.conv,
      seq: this.items.length + 1,
      id,
      time: VECTOR_TIME,
    };
    this.items.push(item);
    for (const viewer of ["ada", "bob", "cyd"] as const) {
      this.expected[viewer].push(
        typeof expected === "string" ? expected : expected[viewer] ?? "no-secret",
      );
    }
    return item;
  }

  async change(by: VectorPerson, change: RoomChange): Promise<void> {
    const { user: actor, cert, signKey } = by.author;
    const made = await makeRecord({
      state: this.state,
      change,
      actor,
      cert,
      signKey,
      clock: this.clock,
      random: this.random,
    });
    this.state = made.state;
    const { n, name, policy, members } = made.state;
    this.states[made.hash] = { n, name, policy, members: [...members.values()] };
    await this.put({ kind: "control", body: made.body }, `record:${change.type}`);
  }

  /** A record that the room's rules refuse: made as if its actor were an admin. */
  async forbiddenChange(by: VectorPerson, change: RoomChange, reason: string): Promise<void> {
    const { user, cert, signKey } = by.author;
    const members = new Map(this.state!.members);
    members.set(user, { user, role: "admin", since: 0 });
    const { body, record, hash } = await makeRecord({
      state: { ...this.state!, members },
      change,
      actor: user,
      cert,
      signKey,
      clock: this.clock,
      random: this.random,
    });
    if (applyRecord(this.state, record, hash).ok) throw new Error("Cannot refuse what is allowed");
    await this.put({ kind: "control", body: body as ControlBody }, reason);
  }

  async epoch(
    by: VectorPerson,
    number: number,
    people: VectorPerson[],
    expected = `epoch:${number}`,
  ): Promise<MadeEpoch> {
    const { user: maker, cert, signKey } = by.author;
    const secret = this.random(32);
    const made = await makeManifest({
      conv: this.conv,
      number,
      control: this.state!.head,
      recipients: people.map(({ recipient }) => recipient),
      secret,
      maker,
      cert,
      signKey,
      clock: this.clock,
    });
    const wraps = await Promise.all(people.map(async ({ recipient }) => ({
      ...await wrapSecret(secret, made.manifest, recipient),
      label: toBase64Url(await wrapLabel(made.manifest, recipient.encrypt)),
    })));
    const { commit, recipients } = made.manifest;
    this.epochs.push({
      id: made.id,
      number,
      secret: toBase64Url(secret),
      commit,
      recipients,
      wraps,
    });
    await this.put({ kind: "epoch", body: made.body }, expected);
    return { ...made, secret };
  }

  async message(
    by: VectorPerson,
    epoch: MadeEpoch,
    payload: Payload,
    expected?: Parameters<Writer["put"]>[1],
  ): Promise<Item> {
    const sealed = await sealEnvelope({
      payload,
      conv: this.conv,
      epoch: epoch.id,
      epochKey: await importSecret(epoch.secret),
      author: by.author,
      chain: this.#chains.get(by.name) ?? NEW_CHAIN,
      clock: this.clock,
      random: this.random,
    });
    this.#chains.set(by.name, sealed.chain);
    const contents = writePayload(payload);
    this.envelopes.push(await derivedOf(sealed.body, sealed.header.salt, epoch.secret, contents));
    return await this.put({ kind: "message", body: sealed.body }, expected ?? contents);
  }
}

/** Everything between the inputs and the envelope. */
async function derivedOf(
  body: MessageBody,
  salt: string,
  secret: Uint8Array<ArrayBuffer>,
  contents: string,
): Promise<EnvelopeVector> {
  const hash = await sha256(utf8(body.hdr));
  const derived = await deriveMessageKeys(await importSecret(secret), fromBase64Url(salt), hash);
  return {
    id: toBase64Url(hash),
    epochSecret: toBase64Url(secret),
    salt,
    headerHash: toBase64Url(hash),
    key: toBase64Url(derived.key),
    nonce: toBase64Url(derived.nonce),
    commitment: toBase64Url(derived.commitment),
    contents,
    padded: toBase64Url(pad(utf8(contents))),
  };
}

const text = (words: string): Payload => ({ type: "text", text: words });

export async function conversationVectors(
  { ada, bob, cyd, mal }: VectorPeople,
): Promise<ConversationVectors> {
  const room = new Writer();
  /** Contents that not everybody can open. */
  const seenBy = (payload: Payload, ...viewers: Viewer[]) =>
    Object.fromEntries(viewers.map((viewer) => [viewer, writePayload(payload)]));

  await room.change(ada, { type: "create", name: "Küche", policy: "invite" });
  await room.change(ada, { type: "add", subject: bob.user });
  const first = await room.epoch(ada, 1, [ada, bob]);
  const hello = text("Hello Bob 👋");
  const { id: greeting } = await room.message(ada, first, hello, seenBy(hello, "ada", "bob"));
  const reply: Payload = { type: "reply", target: greeting, text: "Hello Ada" };
  await room.message(bob, first, reply, seenBy(reply, "ada", "bob"));
  await room.forbiddenChange(bob, { type: "add", subject: cyd.user }, "not-an-admin");
  await room.forbiddenChange(mal, { type: "add", subject: cyd.user }, "not-a-member");
  await room.change(ada, { type: "add", subject: cyd.user });
  await room.message(bob, first, text("made before Cyd came"), "stale-epoch");
  const second = await room.epoch(bob, 2, [ada, bob, cyd]);
  await room.epoch(ada, 2, [ada, bob, cyd], "epoch-number");
  await room.message(cyd, second, text("Hello both"));
  await room.message(ada, second, { type: "edit", target: greeting, text: "Hello Bob!" });
  await room.message(cyd, second, {
    type: "reaction",
    target: greeting,
    emoji: "👍",
    action: "add",
  });
  await room.message(ada, second, { type: "receipt", target: greeting, state: "read" });
  await room.message(ada, second, { type: "delete", target: greeting });
  await room.message(cyd, second, {
    type: "file",
    id: toBase64Url(room.random(16)),
    name: "plan.pdf",
    media: "application/pdf",
    size: 100_000,
    chunk: 65_536,
    key: toBase64Url(room.random(32)),
    digest: toBase64Url(room.random(32)),
    width: 0,
    height: 0,
    target: greeting,
    caption: "",
  });
  const long = await room.message(ada, second, text("long ".repeat(60).trim()));
  await room.put({ kind: "message", body: long.body as MessageBody }, "replayed");
  await room.change(ada, { type: "remove", subject: bob.user });
  await room.message(bob, second, text("still here"), "not-a-member");
  await room.forbiddenChange(bob, { type: "rename", name: "Mine" }, "not-a-member");
  const third = await room.epoch(ada, 3, [ada, cyd]);
  const quiet = text("just us");
  await room.message(ada, third, quiet, seenBy(quiet, "ada", "cyd"));
  await room.change(ada, { type: "policy", policy: "open" });
  await room.change(ada, { type: "rename", name: "Keller" });
  await room.change(ada, { type: "leave" });
  await room.change(bob, { type: "join" });
  await room.change(cyd, { type: "role", subject: bob.user, role: "admin" });

  const { conv, items, states, epochs, envelopes, expected } = room;
  return { conversation: conv, items, states, epochs, envelopes, expected };
}
