/** A person without a browser who speaks the whole end-to-end protocol, with the code that ships. */

import { Conversation, type MadeEpoch } from "../../e2ee/conversation.ts";
import { type DeviceChain, NEW_CHAIN } from "../../e2ee/envelope.ts";
import { systemRandom } from "../../e2ee/environment.ts";
import type { PlacedEpoch } from "../../e2ee/epoch_line.ts";
import { type VerifiedIdentity, verifyStatement } from "../../e2ee/identity.ts";
import type { Payload } from "../../e2ee/payload.ts";
import { PathResolver } from "./e2ee/path_resolver.ts";
import type { Shown } from "../../e2ee/shown.ts";
import { unwrapOwn } from "../../e2ee/wrap.ts";
import { type Bytes, fromBase64Url, toBase64Url } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { Receipt } from "../../protocol/frames/answers.ts";
import type { ConversationId, DeviceId, Fingerprint, UserId } from "../../protocol/ids.ts";
import {
  type Item,
  parseControlRecord,
  parseEnvelopeHeader,
  parseEpochManifest,
  type RoomPolicy,
} from "../../protocol/items.ts";
import type { RoomChange } from "../../e2ee/control_record.ts";
import { fingerprintOf } from "../../e2ee/keys.ts";
import type { Account } from "./account.ts";
import { until } from "./eventually.ts";
import { Wire } from "./wire.ts";

export class Bot {
  readonly account: Account;
  readonly wire: Wire;
  readonly #origin: string;
  readonly #certificates = new Map<Fingerprint, Bytes>();
  readonly #conversations = new Map<ConversationId, Conversation>();
  readonly #chains = new Map<ConversationId, DeviceChain>();
  readonly #device = toBase64Url(systemRandom(16)) as DeviceId;
  #resolver: PathResolver;
  #feeding: Promise<unknown> = Promise.resolve();

  /** Everything shown so far, by conversation, in the order in which it was shown. */
  readonly shown = new Map<ConversationId, Shown[]>();

  private constructor(origin: string, account: Account, wire: Wire, crl: Bytes) {
    this.#origin = origin;
    this.account = account;
    this.wire = wire;
    this.#resolver = this.#resolverWith(crl);
    wire.onPush = (frame) => {
      if (frame.type === "catch-up") {
        for (const conv of this.#conversations.keys()) void this.sync(conv);
      }
      if (frame.type !== "events") return;
      for (const item of frame.events) {
        const conversation = this.#conversations.get(item.conv);
        if (conversation !== undefined) void this.#feed(conversation, [item], []);
      }
    };
  }

  static async connect(origin: string, account: Account): Promise<Bot> {
    const wire = await Wire.open(origin, account.cookie);
    await wire.welcome;
    return new Bot(origin, account, wire, await crlOf(origin));
  }

  get id(): UserId {
    return this.account.user.id;
  }

  /** Fetches the CRL again. */
  async refreshTrust(): Promise<void> {
    this.#resolver = this.#resolverWith(await crlOf(this.#origin));
  }

  #resolverWith(crl: Bytes): PathResolver {
    const { root, issuing } = this.account.chain;
    return new PathResolver({
      trust: { anchor: root, intermediates: [issuing], crls: [crl] },
      certificateOf: (fingerprint) => this.#certificates.get(fingerprint),
      acceptsIdentity: () => true,
      clock: Date.now,
    });
  }

  async openDirect(peer: UserId): Promise<ConversationId> {
    const { conversation } = await this.wire.ask({ type: "open-direct", peer });
    await this.open(conversation.id, [this.id, peer]);
    return conversation.id;
  }

  async createRoom(name: string, policy: RoomPolicy): Promise<ConversationId> {
    const { conv, body } = await Conversation.createRoom({
      self: this.#author(),
      name,
      policy,
      clock: Date.now,
      random: systemRandom,
    });
    await this.wire.ask({ type: "submit", conv, kind: "control", body });
    await this.open(conv);
    return conv;
  }

  /** Loads a conversation: control log first, then the newest page. */
  async open(conv: ConversationId, direct?: readonly [UserId, UserId]): Promise<Conversation> {
    const known = this.#conversations.get(conv);
    if (known !== undefined) return known;
    const conversation = new Conversation({
      self: this.#author(),
      conv,
      ...(direct === undefined ? { kind: "room" } : { kind: "direct", members: direct }),
      resolver: { // The trust may be refreshed while the conversation lives.
        resolve: (fingerprint, as) => this.#resolver.resolve(fingerprint, as),
        acceptsIdentity: () => true,
      },
      unwrap: (epoch) => this.#unwrap(conv, epoch),
      clock: Date.now,
      random: systemRandom,
    });
    this.#conversations.set(conv, conversation);
    this.shown.set(conv, []);
    if (direct === undefined) {
      const log = await this.wire.ask({ type: "control-log", conv, after: 0 });
      await this.#learn(log.items.map((item) => this.#signerOf(item)));
      await conversation.addControl(log.items);
    }
    if (direct !== undefined || conversation.isMember) await this.sync(conv);
    return conversation;
  }

  /** Reads the newest items. */
  async sync(conv: ConversationId): Promise<void> {
    const conversation = this.#conversations.get(conv)!;
    const before = Number.MAX_SAFE_INTEGER;
    const page = await this.wire.ask({ type: "sync", conv, before, limit: 200 });
    await this.#feed(conversation, page.items, page.epochs);
  }

  async change(
    conv: ConversationId,
    change: Exclude<RoomChange, { type: "create" }>,
  ): Promise<void> {
    const conversation = this.#conversations.get(conv)!;
    const body = await conversation.makeControl(change);
    const receipt = await this.wire.ask({ type: "submit", conv, kind: "control", body });
    await this.#settled(conv, receipt.seq);
  }

  /** Joins an open room. */
  async join(conv: ConversationId): Promise<void> {
    const conversation = await this.open(conv);
    const body = await conversation.makeControl({ type: "join" });
    await this.wire.ask({ type: "submit", conv, kind: "control", body });
    await this.sync(conv);
  }

  /** Seals and sends; makes a new epoch where one is needed. */
  send(conv: ConversationId, text: string): Promise<Receipt> {
    return this.post(conv, { type: "text", text });
  }

  /** Sends many, one after the other, without asking for keys before each. */
  async sendAll(conv: ConversationId, texts: readonly string[]): Promise<Receipt[]> {
    const receipts: Receipt[] = [];
    for (const [at, text] of texts.entries()) {
      if (at % 400 === 0) await this.ensureEpoch(conv);
      receipts.push(await this.#submit(conv, { type: "text", text }));
    }
    return receipts;
  }

  /** Seals any payload and sends it; makes a new epoch where one is needed. */
  async post(conv: ConversationId, payload: Payload): Promise<Receipt> {
    for (let attempt = 0;; attempt++) {
      try {
        await this.ensureEpoch(conv, attempt > 0);
        return await this.#submit(conv, payload);
      } catch (error) {
        if (!(error instanceof AppError) || error.kind !== "stale" || attempt === 3) throw error;
        await this.sync(conv);
      }
    }
  }

  async #submit(conv: ConversationId, payload: Payload): Promise<Receipt> {
    const conversation = this.#conversations.get(conv)!;
    const chain = this.#chains.get(conv) ?? NEW_CHAIN;
    const sealed = await conversation.sealMessage(payload, chain);
    const { body } = sealed;
    const receipt = await this.wire.ask({ type: "submit", conv, kind: "message", body });
    this.#chains.set(conv, sealed.chain);
    return receipt;
  }

  /** An envelope of the next message; the chain is not moved on. */
  async seal(conv: ConversationId, text: string, chain = this.#chains.get(conv) ?? NEW_CHAIN) {
    const conversation = this.#conversations.get(conv)!;
    return await conversation.sealMessage({ type: "text", text }, chain);
  }

  async ensureEpoch(conv: ConversationId, force = false): Promise<void> {
    const conversation = this.#conversations.get(conv)!;
    const identities = await this.identities(conversation.members);
    const reason = await conversation.newEpochNeeded(identities);
    if (reason === undefined && !force) return;
    const made: MadeEpoch = await conversation.makeEpoch(identities);
    for (const body of made.wraps) {
      await this.wire.ask({ type: "submit", conv, kind: "wraps", body });
    }
    const body = made.epoch;
    const receipt = await this.wire.ask({ type: "submit", conv, kind: "epoch", body });
    await this.#settled(conv, receipt.seq);
  }

  /** Verified newest identities of people. */
  async identities(users: UserId[]): Promise<VerifiedIdentity[]> {
    const { identities } = await this.wire.ask({ type: "identities", users });
    const verified: VerifiedIdentity[] = [];
    for (const record of identities) {
      for (const encoded of [record.signCertificate, record.encryptCertificate]) {
        const der = fromBase64Url(encoded);
        this.#certificates.set(await fingerprintOf(der), der);
      }
      if (record.revokedAt !== undefined) continue;
      const { statement, sig } = record;
      const result = await verifyStatement({ statement, sig }, this.#resolver, Date.now);
      if (!result.ok) throw new Error(`An identity is refused: ${result.reason} ${result.detail}`);
      verified.push(result.identity);
    }
    return verified;
  }

  /** Texts of the messages shown in a conversation. */
  texts(conv: ConversationId): string[] {
    const bySeq = new Map(this.shown.get(conv)!.map((shown) => [shown.seq, shown]));
    return [...bySeq.values()].sort((a, b) => a.seq - b.seq).flatMap((shown) =>
      shown.kind === "message" && "text" in shown.payload ? [shown.payload.text] : []
    );
  }

  /** Waits until a message with this text is shown. */
  waitForText(conv: ConversationId, text: string, quietMs = 10_000): Promise<void> {
    const isShown = () => this.texts(conv).includes(text);
    return until(`"${text}" on the screen`, isShown, { quietMs, stepMs: 5 });
  }

  #author() {
    const { user, keys, fingerprints } = this.account;
    return {
      user: user.id,
      device: this.#device,
      cert: fingerprints.sign,
      signKey: keys.sign.privateKey,
    };
  }

  async #unwrap(conv: ConversationId, epoch: PlacedEpoch) {
    const { wraps } = await this.wire.ask({ type: "wraps", conv, epochs: [epoch.id] });
    const { fingerprints, keys } = this.account;
    return await unwrapOwn(
      wraps,
      epoch.manifest,
      (cert) => cert === fingerprints.encrypt ? keys.encrypt.privateKey : undefined,
    );
  }

  /** One after the other, so that pages and live events do not overtake each other. */
  #feed(conversation: Conversation, items: Item[], epochs: Item[]): Promise<void> {
    const feeding = this.#feeding.then(async () => {
      await this.#learn([...items, ...epochs].map((item) => this.#signerOf(item)));
      const shown = await conversation.addItems(items, epochs);
      this.shown.get(conversation.conv)!.push(...shown);
    });
    this.#feeding = feeding.catch(() => {});
    return feeding;
  }

  /** Has what stands at `seq`, whether or not its event came. */
  async #settled(conv: ConversationId, seq: number): Promise<void> {
    await this.#feeding;
    if (this.#conversations.get(conv)!.newestPlace < seq) await this.sync(conv);
  }

  #signerOf(item: Item): UserId {
    if (item.kind === "message") return parseEnvelopeHeader(item.body.hdr).sender;
    if (item.kind === "control") return parseControlRecord(item.body.record).actor;
    return parseEpochManifest(item.body.manifest).maker;
  }

  async #learn(users: UserId[]): Promise<void> {
    const known = new Set(this.#known);
    const unknown = [...new Set(users)].filter((user) => !known.has(user));
    if (unknown.length === 0) return;
    await this.identities(unknown);
    this.#known.push(...unknown);
  }
  readonly #known: UserId[] = [];
}

async function crlOf(origin: string): Promise<Bytes> {
  const response = await fetch(`${origin}/ca/crl.der`);
  return new Uint8Array(await response.arrayBuffer());
}
