/**
 * A server in memory, for tests of the client: the router's own judgement over a list of items,
 * without a socket.
 */

import type { Author } from "../../e2ee/envelope.ts";
import { systemRandom } from "../../e2ee/environment.ts";
import { makeStatement } from "../../e2ee/identity.ts";
import { importSigningKey, importUnwrappingKey } from "../../e2ee/keys.ts";
import { conversationIdOfDirect } from "../../e2ee/direct.ts";
import { PathResolver } from "./e2ee/path_resolver.ts";
import { fingerprintOf } from "../../x509/mod.ts";
import { type Bytes, toBase64Url } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import {
  type ConversationSummary,
  type IdentityRecord,
  parseAnswer,
} from "../../protocol/frames/answers.ts";
import type { ConversationId, DeviceId, Fingerprint, UserId } from "../../protocol/ids.ts";
import type { Item, Wrap } from "../../protocol/items.ts";
import { toSubmitted } from "../../server/gateway/submissions.ts";
import type { Conversation } from "../../server/router/conversation.ts";
import { judge } from "../../server/router/judge.ts";
import { makeAuthority, type TestAuthority } from "./authorities.ts";
import { ADA, BOB, certificateFrom, crlFrom, TEST_TIME, type TestPerson } from "./certificates.ts";
import { type TestKeyName, testKeys } from "./test_keys.ts";
import { Identities } from "../../client/identities/identities.ts";
import { AuthorityView } from "../../client/identities/authority_view.ts";
import { LocalStore } from "../../client/store/local_store.ts";
import { pageLocks } from "../../client/store/locks.ts";
import type { Ask } from "../../client/net/socket.ts";
import { memoryDatabase } from "./memory_database.ts";
import type { AskServer } from "../../client/net/socket.ts";
import type { ChatContext } from "../../client/conversations/context.ts";
import { ConversationLog } from "../../client/conversations/conversation_log.ts";
import { Sender } from "../../client/conversations/sender.ts";

type SubmitAsk = Extract<Ask, { type: "submit" }>;

/** What the test makes go wrong with a submission; undefined lets it be. */
export interface Faults {
  /** The frame does not arrive. */
  before?: (frame: SubmitAsk) => AppError | undefined;
  /** It was taken, and the receipt is lost. */
  after?: (frame: SubmitAsk) => AppError | undefined;
}

/** One direct conversation, and what is known of its two people. */
class LoopbackServer {
  readonly items: Item[] = [];
  readonly identities = new Map<UserId, IdentityRecord[]>();
  readonly certificates = new Map<Fingerprint, Bytes>();
  readonly authority: TestAuthority;
  readonly crl: Bytes;
  faults: Faults = {};
  conversation: Conversation;
  /** Told of every item that was taken. */
  listeners: ((item: Item) => void)[] = [];
  readonly #wraps = new Map<string, Wrap[]>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(conversation: Conversation, authority: TestAuthority, crl: Bytes) {
    this.conversation = conversation;
    this.authority = authority;
    this.crl = crl;
  }

  static async start(): Promise<LoopbackServer> {
    const id = await conversationIdOfDirect(ADA.id, BOB.id);
    const authority = await makeAuthority();
    return new LoopbackServer(
      {
        id,
        kind: "direct",
        head: 0,
        members: new Set([ADA.id, BOB.id]),
        control: id,
        room: undefined,
        epoch: undefined,
        epochSpent: false,
      },
      authority,
      await crlFrom(authority),
    );
  }

  get summary(): ConversationSummary {
    const { id, head } = this.conversation;
    return {
      id,
      kind: "direct",
      members: [ADA.id, BOB.id],
      name: "",
      policy: "",
      head,
      since: 0,
    };
  }

  /** What `user`'s page asks the server with. */
  askerOf(user: UserId): AskServer {
    return async <F extends Ask>(frame: F) => {
      const answered = this.#turn.then(() => this.#answer(frame, user));
      this.#turn = answered.catch(() => {});
      return parseAnswer<F["type"]>(frame.type, JSON.parse(JSON.stringify(await answered)));
    };
  }

  async #answer(frame: Ask, user: UserId): Promise<unknown> {
    switch (frame.type) {
      case "submit":
        return await this.#submit(frame, user);
      case "sync":
        return this.#page(frame);
      case "identities":
        return { identities: frame.users.flatMap((one) => this.identities.get(one) ?? []) };
      case "wraps":
        return {
          wraps: frame.epochs.flatMap((epoch) =>
            (this.#wraps.get(epoch) ?? []).filter((wrap) => wrap.user === user)
              .map(({ cert, wrap }) => ({ epoch, cert, wrap }))
          ),
        };
      default:
        throw new AppError("internal", `The loopback server does not answer ${frame.type}`);
    }
  }

  async #submit(frame: SubmitAsk, user: UserId): Promise<unknown> {
    const lost = this.faults.before?.(frame);
    if (lost !== undefined) throw lost;
    const submitted = { ...toSubmitted({ ...frame, ref: 1 }, user), node: "", route: 0 };
    const known = this.items.find(({ id }) => id === submitted.id);
    const time = TEST_TIME.toISOString();
    if (known === undefined) {
      const now = TEST_TIME.getTime();
      const { after } = await judge(this.conversation, submitted as never, {
        resolver: new PathResolver({
          trust: {
            anchor: this.authority.chain.root,
            intermediates: [this.authority.chain.issuing],
            crls: [this.crl],
          },
          certificateOf: (fingerprint) => this.certificates.get(fingerprint),
          acceptsIdentity: () => true,
          clock: () => now,
        }),
        wrapsOf: (epoch) =>
          Promise.resolve(
            new Map((this.#wraps.get(epoch) ?? []).map(({ user, cert }) => [user, cert])),
          ),
        encryptionCertificates: (users) => this.#encryptionCertificates(users),
      });
      if (frame.kind === "wraps") {
        const { epoch, wraps } = frame.body;
        this.#wraps.set(epoch, wraps);
        return { seq: 0, id: "", time, duplicate: false };
      }
      const seq = this.items.length + 1;
      const { conv, kind, body } = frame;
      const item = { conv, kind, body, seq, id: submitted.id, time } as Item;
      this.items.push(item);
      this.conversation = { ...after, head: seq };
      for (const listener of this.listeners) listener(item);
    }
    const unheard = this.faults.after?.(frame);
    if (unheard !== undefined) throw unheard;
    const seq = this.items.findIndex(({ id }) => id === submitted.id) + 1;
    return { seq, id: submitted.id, time, duplicate: known !== undefined };
  }

  #page({ after, before, limit }: Extract<Ask, { type: "sync" }>): unknown {
    const all = before === undefined
      ? this.items.filter(({ seq }) => seq > (after ?? 0))
      : this.items.filter(({ seq }) => seq < before);
    const items = before === undefined ? all.slice(0, limit) : all.slice(-limit);
    const epochs = this.items.filter(({ seq, kind }) =>
      kind === "epoch" && items[0] !== undefined && seq < items[0].seq
    ).slice(-1);
    return { items, epochs, head: this.items.length, more: items.length < all.length };
  }

  #encryptionCertificates(users: UserId[]): Promise<Map<UserId, Fingerprint>> {
    const found = new Map<UserId, Fingerprint>();
    for (const user of users) {
      const newest = this.identities.get(user)?.at(-1);
      if (newest) found.set(user, JSON.parse(newest.statement).encrypt);
    }
    return Promise.resolve(found);
  }
}

/** A person's browser: certified keys, a store that outlives its pages, and a way to open one. */
export class Browser {
  readonly server: LoopbackServer;
  readonly author: Author;
  readonly decryptKey: CryptoKey;
  readonly encrypt: Fingerprint;
  readonly local = new LocalStore(memoryDatabase());
  readonly locks = pageLocks();

  private constructor(
    server: LoopbackServer,
    author: Author,
    encrypt: Fingerprint,
    decryptKey: CryptoKey,
  ) {
    this.server = server;
    this.author = author;
    this.encrypt = encrypt;
    this.decryptKey = decryptKey;
  }

  /** Certifies the stored keys for `person` and publishes them. */
  static async enrol(
    server: LoopbackServer,
    person: TestPerson,
    keys: { sign: TestKeyName; encrypt: TestKeyName },
  ): Promise<Browser> {
    const certify = async (use: "sign" | "encrypt") => {
      const { spki: publicKey, pkcs8 } = await testKeys(keys[use]);
      const der = await certificateFrom(server.authority, { person, use, publicKey });
      const fingerprint = await fingerprintOf(der);
      server.certificates.set(fingerprint, der);
      return { der, fingerprint, pkcs8 };
    };
    const sign = await certify("sign");
    const encrypt = await certify("encrypt");
    const signKey = await importSigningKey(sign.pkcs8);
    const { signed } = await makeStatement({
      user: person.id,
      uid: person.uid,
      sign: sign.fingerprint,
      encrypt: encrypt.fingerprint,
      signKey,
      clock: () => TEST_TIME.getTime(),
    });
    const records = server.identities.get(person.id) ?? [];
    records.push({
      user: person.id,
      ...signed,
      signCertificate: toBase64Url(sign.der),
      encryptCertificate: toBase64Url(encrypt.der),
      publishedAt: TEST_TIME.toISOString(),
    });
    server.identities.set(person.id, records);
    const device = toBase64Url(systemRandom(16)) as DeviceId;
    const author = { user: person.id, device, cert: sign.fingerprint, signKey };
    const decryptKey = await importUnwrappingKey(encrypt.pkcs8);
    return new Browser(server, author, encrypt.fingerprint, decryptKey);
  }

  /** Opens the page: the conversation as a fresh load sees it. */
  async open(): Promise<Page> {
    const store = this.local.person(this.author.user);
    const ask = this.server.askerOf(this.author.user);
    const { root, issuing } = this.server.authority.chain;
    const http = {
      bytes: () => Promise.resolve(this.server.crl),
      post: () => Promise.reject(new Error("Nothing is posted here")),
    };
    const now = () => TEST_TIME.getTime();
    const identities = new Identities({
      self: this.author.user,
      authority: new AuthorityView({ root, issuing: [issuing], http, now }),
      store,
      fetch: async (users) => (await ask({ type: "identities", users })).identities,
      now,
      onChange() {},
    }, await store.pins());
    await identities.trustOwn(this.author.cert);
    const context: ChatContext = {
      author: this.author,
      keyOf: (cert) => cert === this.encrypt ? this.decryptKey : undefined,
      ask,
      identities,
      nameOf: (user) => identities.certifiedName(user) as { uid: string; fullName: string },
      store,
      locks: this.locks,
      now,
      random: systemRandom,
    };
    const page = new Page(this.server.summary, context);
    await page.log.open();
    await page.sender.resume();
    return page;
  }
}

/** One open page with one open conversation. */
export class Page {
  readonly context: ChatContext;
  readonly log: ConversationLog;
  readonly sender: Sender;
  /** What a screen would do: it is called whenever there is something else to draw. */
  onChange: () => void = () => {};

  constructor(summary: ConversationSummary, context: ChatContext) {
    this.context = context;
    const onChange = () => this.onChange();
    this.log = new ConversationLog(summary, context, onChange);
    this.sender = new Sender(this.log, context, onChange);
  }

  get conv(): ConversationId {
    return this.log.conv;
  }

  /** Writes a message and waits until it was handed in, or could not be. */
  async say(text: string): Promise<void> {
    this.sender.send(text);
    await this.sender.flush();
  }

  /** Texts of the opened messages, and reasons of those that stayed closed. */
  async read(): Promise<string[]> {
    await this.log.catchUp();
    return [...this.log.shown.values()].sort((a, b) => a.seq - b.seq).flatMap((item) => {
      if (item.kind === "placeholder") return [`closed: ${item.reason}`];
      return item.kind === "message" && item.payload.type === "text" ? [item.payload.text] : [];
    });
  }

  close(): void {
    this.sender.stop();
  }
}

/** The two of the conversation, each with one page. */
export async function startTalk() {
  const server = await LoopbackServer.start();
  const ada = await Browser.enrol(server, ADA, { sign: "adaSign", encrypt: "adaEncrypt" });
  const bob = await Browser.enrol(server, BOB, { sign: "bobSign", encrypt: "bobEncrypt" });
  return { server, ada, bob };
}
