/**
 * A conversation as one member's client understands it: which items count, what may be shown, and
 * what the next message must be sealed to. It believes the server in one thing only, the order of
 * items. It does no I/O: certificates and wraps come through the functions it is given.
 */

import { AppError } from "../protocol/errors.ts";
import type { ConversationId, EpochId, UserId } from "../protocol/ids.ts";
import type { ControlBody, EpochBody, Item, RoomPolicy, WrapsBody } from "../protocol/items.ts";
import { MAX_EPOCH_AGE_MS, MAX_EPOCH_MESSAGES } from "../protocol/limits.ts";
import { makeRecord, type RoomChange } from "./control_record.ts";
import type { RoomState } from "./control_log.ts";
import { conversationIdOfDirect } from "./direct.ts";
import { type Author, type DeviceChain, type SealedMessage, sealEnvelope } from "./envelope.ts";
import type { Clock, RandomSource } from "./environment.ts";
import { EPOCH_SECRET_BYTES, importSecret, makeManifest, recipientsHash } from "./epoch.ts";
import type { PlacedEpoch } from "./epoch_line.ts";
import type { VerifiedIdentity } from "./identity.ts";
import type { Payload } from "./payload.ts";
import type { CertificateResolver } from "./resolver.ts";
import type { Shown } from "./shown.ts";
import { Timeline } from "./timeline.ts";
import { type Unwrapped, wrapForAll } from "./wrap.ts";

/** Slack for makers whose clock is ahead, before their epoch counts as one of unknown age. */
const MAX_CLOCK_LEAD_MS = 24 * 60 * 60 * 1000;

export type NewEpochReason =
  | "none" // there is no epoch yet
  | "control" // the room's log moved on: members, or its name or policy, changed
  | "identity" // somebody's encryption certificate is not the one it was sealed for
  | "no-secret" // the current epoch was not sealed for us, or its wrap does not open
  | "messages" // spent: 1,000 items since
  | "age"; // older than 7 days, or dated more than a day ahead

export interface ConversationOptions {
  self: Author;
  conv: ConversationId;
  /** `direct` with its two members, or `room`, whose members are what the control log says. */
  kind: "direct" | "room";
  members?: readonly [UserId, UserId];
  resolver: CertificateResolver;
  /** Gets our own wrap for `epoch` and opens it (`unwrapOwn`). Asked once per epoch if it works; one that fails
   * is asked for again with the next message. */
  unwrap: (epoch: PlacedEpoch) => Promise<Unwrapped>;
  clock: Clock;
  random: RandomSource;
}

/** An epoch that was made here and is not yet in the sequence. */
export interface MadeEpoch {
  id: EpochId;
  number: number;
  /** Hand these in first, then `epoch`. */
  wraps: WrapsBody[];
  epoch: EpochBody;
  /** Members without a usable certificate; they cannot read it. */
  leftOut: UserId[];
}

export class Conversation {
  readonly conv: ConversationId;
  readonly kind: "direct" | "room";
  readonly #options: ConversationOptions;
  readonly #timeline: Timeline;
  readonly #secrets = new Map<EpochId, CryptoKey>();
  readonly #unwrapping = new Map<EpochId, Promise<Unwrapped>>();

  /** @throws {TypeError} when a direct conversation does not come with its two members. */
  constructor(options: ConversationOptions) {
    const { conv, kind, members, resolver } = options;
    if ((kind === "direct") !== (members !== undefined)) {
      throw new TypeError("Cannot open this conversation as a direct one must have two members");
    }
    this.conv = conv;
    this.kind = kind;
    this.#options = options;
    this.#timeline = new Timeline({
      conv,
      resolver,
      ...(members === undefined ? {} : { members }),
      secretOf: (epoch) => this.#secretOf(epoch),
    });
  }

  /** The conversation of `self` with `peer`. */
  static async direct(
    options: Omit<ConversationOptions, "conv" | "kind" | "members"> & { peer: UserId },
  ): Promise<Conversation> {
    const { peer, ...rest } = options;
    const members = [options.self.user, peer] as const;
    const conv = await conversationIdOfDirect(...members);
    return new Conversation({ ...rest, conv, kind: "direct", members });
  }

  /** A new room: its id, and the record to hand in as its first item. */
  static async createRoom(options: {
    self: Author;
    name: string;
    policy: RoomPolicy;
    clock: Clock;
    random: RandomSource;
  }): Promise<{ conv: ConversationId; body: ControlBody }> {
    const { self, name, policy, clock, random } = options;
    const { hash, body } = await makeRecord({
      state: undefined,
      change: { type: "create", name, policy },
      actor: self.user,
      cert: self.cert,
      signKey: self.signKey,
      clock,
      random,
    });
    return { conv: hash as ConversationId, body };
  }

  /** Name, policy, roles and members of a room, newest; undefined before its log is known. */
  get room(): RoomState | undefined {
    return this.#timeline.room;
  }

  /** User ids of the members now. */
  get members(): UserId[] {
    return this.#timeline.members;
  }

  get isMember(): boolean {
    return this.members.includes(this.#options.self.user);
  }

  /** Highest place of any item that was fed; 0 for none. */
  get newestPlace(): number {
    return this.#timeline.newestPlace;
  }

  /** The epoch that messages are sealed to now; undefined when a new one has to be made. */
  get currentEpoch(): PlacedEpoch | undefined {
    return this.#timeline.currentEpoch;
  }

  /**
   * Takes a room's control log: all of it at first (before any page), later what came since.
   * Other kinds of items in `items` are ignored.
   */
  addControl(items: readonly Item[]): Promise<Shown[]> {
    return this.#timeline.add(items.filter((item) => item.kind === "control"));
  }

  /**
   * Takes items of any kind: live ones, or a page of history. `epochs`: the manifests that the
   * page's messages refer to and that stand before the page. Items that are known already are
   * dropped; one that was refused is tried again.
   *
   * @returns what to show for each, in order of place, then changes to what was shown before.
   */
  addItems(items: readonly Item[], epochs: readonly Item[] = []): Promise<Shown[]> {
    return this.#timeline.add(items, epochs.filter((item) => item.kind === "epoch"));
  }

  /**
   * Whether a new epoch must be in place before the next message, and why.
   *
   * @param identities of the members, checked just now (`verifyStatement`); others are ignored.
   */
  async newEpochNeeded(
    identities: Iterable<VerifiedIdentity>,
  ): Promise<NewEpochReason | undefined> {
    const newest = this.#timeline.newestEpoch;
    const epoch = this.currentEpoch;
    if (newest === undefined) return "none";
    if (epoch === undefined) return "control";
    const { recipients, time } = epoch.manifest;
    if (await recipientsHash(this.#recipients(identities)) !== recipients) return "identity";
    const secret = await this.#secretOf(epoch);
    if (!secret.ok) return "no-secret";
    if (this.newestPlace - epoch.place >= MAX_EPOCH_MESSAGES) return "messages";
    const ageMs = this.#options.clock() - Date.parse(time);
    if (ageMs >= MAX_EPOCH_AGE_MS || ageMs < -MAX_CLOCK_LEAD_MS) return "age";
    return undefined;
  }

  /**
   * Makes the next epoch for the members in `identities`. It counts once its manifest is in the
   * sequence; if another one of the same number came first, that one counts.
   *
   * @throws {AppError} `forbidden` when we are not a member, or are not among `identities`.
   */
  async makeEpoch(identities: Iterable<VerifiedIdentity>): Promise<MadeEpoch> {
    const { self, clock, random } = this.#options;
    const control = this.#timeline.head;
    const recipients = this.#recipients(identities);
    if (control === undefined || !recipients.some(({ user }) => user === self.user)) {
      throw new AppError("forbidden", "You are not a member of this conversation.", {
        reason: "not-a-member",
      });
    }
    const secret = random(EPOCH_SECRET_BYTES);
    const made = await makeManifest({
      conv: this.conv,
      number: this.#timeline.nextEpochNumber,
      control,
      recipients,
      secret,
      maker: self.user,
      cert: self.cert,
      signKey: self.signKey,
      clock,
    });
    const wraps = await wrapForAll(secret, made, recipients);
    this.#secrets.set(made.id, await importSecret(secret));
    secret.fill(0);
    const reached = new Set(recipients.map(({ user }) => user));
    return {
      id: made.id,
      number: made.manifest.number,
      wraps,
      epoch: made.body,
      leftOut: this.members.filter((user) => !reached.has(user)),
    };
  }

  /**
   * Seals `payload` as this device's next message. Hand messages in one after the other, and keep
   * the returned `chain` in the same transaction as the message, before it is handed in. A message
   * that is refused as stale is sealed again with the chain that it was made with.
   *
   * @param made seals to an epoch that was handed in just now and is not in the sequence yet.
   * @throws {AppError} `stale` when there is no current epoch whose secret we have: call
   * `newEpochNeeded` first. `forbidden` when we are not a member. `invalid`, `too-large`.
   */
  async sealMessage(
    payload: Payload,
    chain: DeviceChain,
    made?: MadeEpoch,
  ): Promise<SealedMessage> {
    if (!this.isMember) {
      throw new AppError("forbidden", "You are not a member of this conversation.", {
        reason: "not-a-member",
      });
    }
    const current = this.currentEpoch;
    const epoch = made?.id ?? current?.id;
    const secret = made !== undefined
      ? this.#secrets.get(made.id)
      : current === undefined
      ? undefined
      : await this.#secretOf(current).then((opened) => opened.ok ? opened.key : undefined);
    if (epoch === undefined || secret === undefined) {
      throw new AppError("stale", "This conversation needs a new key before the next message.", {
        reason: "epoch",
      });
    }
    const { self, clock, random } = this.#options;
    return sealEnvelope({
      payload,
      conv: this.conv,
      epoch,
      epochKey: secret,
      author: self,
      chain,
      clock,
      random,
    });
  }

  /**
   * A signed record that changes this room, to hand in as a `control` submission. One that is
   * refused as stale is made again once the log is up to date.
   *
   * @throws {AppError} `forbidden` with the rule as `reason`, `invalid` when a value is not allowed.
   */
  async makeControl(change: Exclude<RoomChange, { type: "create" }>): Promise<ControlBody> {
    const state = this.room;
    if (state === undefined) {
      throw new AppError("forbidden", "This is not a room, or its log is not known yet.", {
        reason: "no-room",
      });
    }
    const { self, clock, random } = this.#options;
    const { user: actor, cert, signKey } = self;
    const { body } = await makeRecord({ state, change, actor, cert, signKey, clock, random });
    return body;
  }

  /** Those of `identities` that are members, each once. */
  #recipients(identities: Iterable<VerifiedIdentity>): VerifiedIdentity[] {
    const members = new Set(this.members);
    const byUser = new Map<UserId, VerifiedIdentity>();
    for (const identity of identities) {
      if (members.has(identity.user)) byUser.set(identity.user, identity);
    }
    return [...byUser.values()];
  }

  /** The epoch's secret; a page of messages that all need it asks `unwrap` once. */
  #secretOf(epoch: PlacedEpoch): Promise<Unwrapped> {
    const known = this.#secrets.get(epoch.id);
    if (known !== undefined) return Promise.resolve({ ok: true, key: known });
    const asked = this.#unwrapping.get(epoch.id) ??
      this.#unwrap(epoch).finally(() => this.#unwrapping.delete(epoch.id));
    this.#unwrapping.set(epoch.id, asked);
    return asked;
  }

  async #unwrap(epoch: PlacedEpoch): Promise<Unwrapped> {
    try {
      const unwrapped = await this.#options.unwrap(epoch);
      if (unwrapped.ok) this.#secrets.set(epoch.id, unwrapped.key);
      return unwrapped;
    } catch (error) {
      return { ok: false, reason: "unreachable", detail: `it could not be had: ${error}` };
    }
  }
}
