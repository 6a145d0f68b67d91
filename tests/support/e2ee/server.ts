/**
 * A server that gives places and keeps wraps, and does whatever a test tells it to: it checks
 * nothing, so that only the clients stand between an attack and the screen.
 */

import type { ConversationId, EpochId, ItemId, UserId } from "../../../protocol/ids.ts";
import type { Body, EpochBody, Item, Wrap, WrapsBody } from "../../../protocol/items.ts";
import { Conversation, type MadeEpoch } from "../../../e2ee/conversation.ts";
import { hashOfText } from "../../../e2ee/digest.ts";
import { type DeviceChain, NEW_CHAIN, type SealedMessage } from "../../../e2ee/envelope.ts";
import type { Payload } from "../../../e2ee/payload.ts";
import type { Shown } from "../../../e2ee/shown.ts";
import { unwrapOwn } from "../../../e2ee/wrap.ts";
import { countingRandom, type TestPerson, type TestWorld } from "./people.ts";

let clients = 0;

export class TestServer {
  readonly items: Item[] = [];
  readonly wraps = new Map<string, Wrap>();
  readonly #world: TestWorld;
  readonly conv: ConversationId;

  constructor(world: TestWorld, conv: ConversationId) {
    this.#world = world;
    this.conv = conv;
  }

  /** Puts `body` at the next place. */
  async take(body: Body, conv = this.conv): Promise<Item> {
    const item = await this.at(this.items.length + 1, body, conv);
    this.items.push(item);
    return item;
  }

  /** `body` as an item at `seq`, without keeping it. */
  async at(seq: number, body: Body, conv = this.conv): Promise<Item> {
    const text = body.kind === "message"
      ? body.body.hdr
      : body.kind === "control"
      ? body.body.record
      : body.body.manifest;
    const id = await hashOfText(text) as ItemId;
    return { ...body, conv, seq, id, time: new Date(this.#world.clock.now()).toISOString() };
  }

  keep({ epoch, wraps }: WrapsBody): void {
    for (const wrap of wraps) this.wraps.set(`${epoch}/${wrap.user}`, wrap);
  }

  wrapsOf(epoch: EpochId, user: UserId): Wrap[] {
    const wrap = this.wraps.get(`${epoch}/${user}`);
    return wrap === undefined ? [] : [wrap];
  }
}

/** One person's client in one conversation, on one device. */
export class TestClient {
  readonly conversation: Conversation;
  readonly person: TestPerson;
  readonly #server: TestServer;
  #seen = 0;
  chain: DeviceChain = NEW_CHAIN;

  constructor(
    world: TestWorld,
    server: TestServer,
    person: TestPerson,
    members?: readonly [UserId, UserId],
  ) {
    this.person = person;
    this.#server = server;
    this.conversation = new Conversation({
      self: person.author,
      conv: server.conv,
      ...(members === undefined ? { kind: "room" } : { kind: "direct", members }),
      resolver: world.directory,
      unwrap: ({ id, manifest }) =>
        unwrapOwn(
          server.wrapsOf(id, person.user),
          manifest,
          (cert) => cert === person.identity.encrypt ? person.decryptKey : undefined,
        ),
      clock: world.clock.now,
      random: countingRandom(1 + 1000 * clients++),
    });
  }

  /** Takes what came since the last time. */
  async sync(): Promise<Shown[]> {
    const news = this.#server.items.slice(this.#seen);
    this.#seen = this.#server.items.length;
    return await this.conversation.addItems(news);
  }

  /** Makes an epoch for `people`, hands it in, and takes it. */
  async rekey(people: readonly TestPerson[]): Promise<MadeEpoch> {
    const made = await this.conversation.makeEpoch(people.map(({ identity }) => identity));
    made.wraps.forEach((wraps) => this.#server.keep(wraps));
    await this.handInEpoch(made.epoch);
    return made;
  }

  async handInEpoch(body: EpochBody): Promise<void> {
    await this.#server.take({ kind: "epoch", body });
    await this.sync();
  }

  /** Seals without handing in. */
  async seal(payload: Payload | string): Promise<SealedMessage> {
    const contents = typeof payload === "string"
      ? { type: "text", text: payload } as const
      : payload;
    const sealed = await this.conversation.sealMessage(contents, this.chain);
    this.chain = sealed.chain;
    return sealed;
  }

  async send(payload: Payload | string): Promise<Item> {
    const { body } = await this.seal(payload);
    return await this.#server.take({ kind: "message", body });
  }

  async change(change: Parameters<Conversation["makeControl"]>[0]): Promise<Item> {
    const body = await this.conversation.makeControl(change);
    const item = await this.#server.take({ kind: "control", body });
    await this.sync();
    return item;
  }
}

/** What is shown, in short: the text, `record:<type>`, `epoch:<number>` or the reason. */
export function inShort(shown: readonly Shown[]): string[] {
  return shown.map((one) => {
    switch (one.kind) {
      case "message":
        return "text" in one.payload ? one.payload.text : one.payload.type;
      case "control":
        return `record:${one.record.type}`;
      case "epoch":
        return `epoch:${one.number}`;
      case "placeholder":
        return one.reason;
    }
  });
}
