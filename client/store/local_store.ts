/** Everything that this browser profile keeps of TalkyWalky, in the words of the chat. */

import { type Bytes, equalBytes, toBase64Url } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId, DeviceId, Fingerprint, Uid, UserId } from "../../protocol/ids.ts";
import type { Change, Database } from "./database.ts";
import { localKey } from "./local_key.ts";
import {
  type AcceptedIdentity,
  type DeviceChain,
  type Floor,
  type Keyring,
  type OutboxEntry,
  type PendingKeys,
  personKey,
  type Pin,
  type PinnedAuthority,
  type SeenHead,
  type SeenName,
  type UnsentEntry,
} from "./tables.ts";

const AUTHORITY_KEY = "authority";
/** Issuing certificates that are remembered under one root. */
const MAX_ISSUING = 8;
/** Unfinished registrations that are remembered for one uid. */
const MAX_PENDING = 4;
const NEW_CHAIN: DeviceChain = { seq: 0, prev: "" };

/** What belongs to the profile as a whole, and the way in to each person's own part. */
export class LocalStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Takes `root` as this server's authority at first contact and refuses another one later;
   * remembers the issuing certificates that come with it.
   *
   * @throws {AppError} `certificate`, reason `root-changed`.
   */
  async pinAuthority(fingerprint: Fingerprint, root: Bytes, issuing: Bytes): Promise<void> {
    const pinned = await this.#database.update("authorities", AUTHORITY_KEY, (old) => {
      if (old === undefined) return { fingerprint, root, issuing: [issuing] };
      if (old.fingerprint !== fingerprint) return old;
      const others = old.issuing.filter((known) => !equalBytes(known, issuing));
      return { ...old, issuing: [issuing, ...others].slice(0, MAX_ISSUING) };
    });
    if (pinned?.fingerprint === fingerprint) return;
    throw new AppError(
      "certificate",
      "This server shows another certification authority than the one this browser has met here " +
        "before, so nothing was sent. Ask your administrator. If the authority was replaced on " +
        "purpose, clear this site's data in the browser's settings and sign in again.",
      { reason: "root-changed" },
    );
  }

  authority(): Promise<PinnedAuthority | undefined> {
    return this.#database.get("authorities", AUTHORITY_KEY);
  }

  keyring(user: UserId): Promise<Keyring | undefined> {
    return this.#database.get("keyrings", personKey(user));
  }

  /** Keys that were made for `uid` and whose certificates were not seen yet, newest first. */
  async pendingKeys(uid: Uid): Promise<PendingKeys[]> {
    return await this.#database.get("pending", uid) ?? [];
  }

  /** Keeps new keys before the request for their certificates leaves. */
  async addPendingKeys(uid: Uid, keys: PendingKeys): Promise<void> {
    await this.#database.update(
      "pending",
      uid,
      (old = []) => [keys, ...old].slice(0, MAX_PENDING),
    );
  }

  /** Keeps certified keys; those that were pending under `uid` are done with. */
  saveKeyring(keyring: Keyring, uid: Uid): Promise<void> {
    return this.#database.write([
      { table: "keyrings", key: personKey(keyring.user), value: keyring },
      { table: "pending", key: uid },
    ]);
  }

  /** Remembers that the server refused the certificate, so that new keys are offered next time. */
  async markRefused(user: UserId, reason: string): Promise<void> {
    await this.#database.update(
      "keyrings",
      personKey(user),
      (old) => old && { ...old, refused: reason },
    );
  }

  /** Who was signed in here last and has not signed out since: whose chat opens offline. */
  async lastUser(): Promise<UserId | undefined> {
    const all = await this.#database.list("signedIn", "");
    return all.sort((a, b) => b.atMs - a.atMs)[0]?.user;
  }

  /** Nobody is signed in here any more: nothing opens without the server. */
  async markSignedOut(): Promise<void> {
    const all = await this.#database.list("signedIn", "");
    await this.#database.write(
      all.map(({ user }) => ({ table: "signedIn" as const, key: personKey(user) })),
    );
  }

  person(user: UserId): PersonStore {
    return new PersonStore(this.#database, user);
  }

  close(): void {
    this.#database.close();
  }
}

/** What belongs to one person in this profile. */
export class PersonStore {
  readonly #database: Database;
  readonly user: UserId;

  constructor(database: Database, user: UserId) {
    this.#database = database;
    this.user = user;
  }

  #key(...rest: string[]): string {
    return personKey(this.user, ...rest);
  }

  keyring(): Promise<Keyring | undefined> {
    return this.#database.get("keyrings", this.#key());
  }

  /** Name of this profile among the person's devices; made at first use (`isNew`). */
  async device(): Promise<{ id: DeviceId; isNew: boolean }> {
    // Nothing is written where it stands: a page opens without room as well.
    const known = await this.#database.get("devices", this.#key());
    if (known !== undefined) return { id: known, isNew: false };
    const fresh = toBase64Url(crypto.getRandomValues(new Uint8Array(16))) as DeviceId;
    const id = await this.#database.update("devices", this.#key(), (old) => old ?? fresh);
    return { id: id!, isNew: id === fresh };
  }

  pins(): Promise<Pin[]> {
    return this.#database.list("pins", this.#key(""));
  }

  pin(user: UserId): Promise<Pin | undefined> {
    return this.#database.get("pins", this.#key(user));
  }

  /** Adds an identity that counts as `user`'s from now on; the first call is the pinning. */
  async acceptIdentity(user: UserId, identity: AcceptedIdentity): Promise<Pin> {
    const pin = await this.#database.update("pins", this.#key(user), (old) => {
      const others = (old?.accepted ?? []).filter((known) => known.key !== identity.key);
      return { user, accepted: [...others, identity] };
    });
    return pin!;
  }

  /**
   * Pins `user` to `identities`, the newest last, unless there is a pin already, made by another
   * tab for instance; answers the pin that counts.
   */
  async pinFirst(user: UserId, identities: AcceptedIdentity[]): Promise<Pin> {
    const pin = await this.#database.update(
      "pins",
      this.#key(user),
      (old) => old ?? { user, accepted: identities },
    );
    return pin!;
  }

  /**
   * Notes when an accepted key was compared with its owner, or, without a time, that it does not
   * count as compared any more; answers the pin.
   */
  markVerified(user: UserId, key: string, at: string | undefined): Promise<Pin | undefined> {
    return this.#database.update("pins", this.#key(user), (old) =>
      old && {
        ...old,
        accepted: old.accepted.map((known) => {
          if (known.key !== key) return known;
          const { verifiedAt: _, ...met } = known;
          return at === undefined ? met : { ...met, verifiedAt: at };
        }),
      });
  }

  /** The newest verified display name of everybody whose name this browser has seen. */
  names(): Promise<SeenName[]> {
    return this.#database.list("names", this.#key(""));
  }

  /** Keeps a verified display name, unless a newer one is kept; answers the one that counts. */
  async raiseName(seen: SeenName): Promise<SeenName> {
    const stored = await this.#database.update(
      "names",
      this.#key(seen.user),
      (old) => old === undefined || seen.time > old.time ? seen : old,
    );
    return stored!;
  }

  async chain(conv: ConversationId): Promise<DeviceChain> {
    return await this.#database.get("chains", this.#key(conv)) ?? NEW_CHAIN;
  }

  /** Messages of one conversation that are not acknowledged, oldest first. */
  outbox(conv: ConversationId): Promise<OutboxEntry[]> {
    return this.#database.list("outbox", this.#key(conv, ""));
  }

  wholeOutbox(): Promise<OutboxEntry[]> {
    return this.#database.list("outbox", this.#key(""));
  }

  /**
   * Keeps what was sealed and where the chain stands after it, in one transaction: a message that
   * may have left is always found again, and no position is given twice. What was `unsent` until
   * then goes with the same stroke, so that no other tab seals it again.
   */
  storeSealed(
    conv: ConversationId,
    entries: readonly OutboxEntry[],
    chain: DeviceChain,
    replaced: readonly OutboxEntry[] = [],
    unsent: readonly UnsentEntry[] = [],
  ): Promise<void> {
    return this.#database.write([
      ...unsent.map((entry): Change => ({ table: "unsent", key: this.#unsentKey(entry) })),
      ...replaced.map((entry): Change => ({ table: "outbox", key: this.#outboxKey(entry) })),
      ...entries.map((entry): Change => ({
        table: "outbox",
        key: this.#outboxKey(entry),
        value: entry,
      })),
      { table: "chains", key: this.#key(conv), value: chain },
    ]);
  }

  /** Forgets entries that the archive holds, or that were discarded. */
  dropSealed(entries: readonly OutboxEntry[]): Promise<void> {
    return this.#database.write(
      entries.map((entry): Change => ({ table: "outbox", key: this.#outboxKey(entry) })),
    );
  }

  /** Refused entries sort behind those that still wait, so that both keep their order. */
  #outboxKey({ conv, before, key, problem }: OutboxEntry): string {
    const place = problem === undefined ? String(before.seq).padStart(16, "0") : "refused";
    return this.#key(conv, place, key);
  }

  /** The key that seals what this browser keeps for itself; made at first use. */
  localKey(): Promise<CryptoKey> {
    return localKey(this.#database, this.user);
  }

  /** What was written in one conversation and has no place in its chain, oldest first. */
  unsent(conv: ConversationId): Promise<UnsentEntry[]> {
    return this.#database.list("unsent", this.#key(conv, ""));
  }

  wholeUnsent(): Promise<UnsentEntry[]> {
    return this.#database.list("unsent", this.#key(""));
  }

  /** Whether a message with a row of this name waits to leave. */
  async isWritten(key: string): Promise<boolean> {
    const waiting = [...await this.wholeUnsent(), ...await this.wholeOutbox()];
    return waiting.some((entry) => entry.key === key);
  }

  /** Whether it still waits; another tab may have sealed or discarded it. */
  async isUnsent(entry: UnsentEntry): Promise<boolean> {
    return await this.#database.get("unsent", this.#unsentKey(entry)) !== undefined;
  }

  /** Keeps what was written; `before`: the same message as it stood until now. */
  storeUnsent(entry: UnsentEntry, before?: UnsentEntry): Promise<void> {
    return this.#database.write([
      ...(before === undefined ? [] : [{ table: "unsent" as const, key: this.#unsentKey(before) }]),
      { table: "unsent", key: this.#unsentKey(entry), value: entry },
    ]);
  }

  dropUnsent(entry: UnsentEntry): Promise<void> {
    return this.#database.write([{ table: "unsent", key: this.#unsentKey(entry) }]);
  }

  #unsentKey({ conv, order, key }: UnsentEntry): string {
    return this.#key(conv, String(order).padStart(16, "0"), key);
  }

  /** What is not to be shown of a conversation; undefined where nothing is hidden. */
  floor(conv: ConversationId): Promise<Floor | undefined> {
    return this.#database.get("floors", this.#key(conv));
  }

  /** Hides what stands up to a place; without a floor everything is shown again. */
  async setFloor(conv: ConversationId, floor: Floor | undefined): Promise<void> {
    await this.#database.update("floors", this.#key(conv), () => floor);
  }

  head(conv: ConversationId): Promise<SeenHead | undefined> {
    return this.#database.get("heads", this.#key(conv));
  }

  /** Raises what this browser has seen of a conversation; it never falls. */
  async raiseHead(conv: ConversationId, seen: SeenHead): Promise<void> {
    await this.#database.update("heads", this.#key(conv), (old) => {
      if (old === undefined) return seen;
      const { seq, id } = seen.seq >= old.seq ? seen : old;
      const control = seen.control.n >= old.control.n ? seen.control : old.control;
      return { seq, id, control };
    });
  }

  async readUpTo(conv: ConversationId): Promise<number> {
    return await this.#database.get("reads", this.#key(conv)) ?? 0;
  }

  async markRead(conv: ConversationId, seq: number): Promise<void> {
    await this.#database.update("reads", this.#key(conv), (old) => Math.max(old ?? 0, seq));
  }

  lastOpened(): Promise<ConversationId | undefined> {
    return this.#database.get("last", this.#key());
  }

  setLastOpened(conv: ConversationId): Promise<void> {
    return this.#database.write([{ table: "last", key: this.#key(), value: conv }]);
  }

  /** The server says that this person is signed in here: nobody else is then. */
  async markSignedIn(atMs: number): Promise<void> {
    const others = (await this.#database.list("signedIn", ""))
      .filter(({ user }) => user !== this.user);
    await this.#database.write([
      ...others.map(({ user }) => ({ table: "signedIn" as const, key: personKey(user) })),
      { table: "signedIn", key: this.#key(), value: { user: this.user, atMs } },
    ]);
  }

  /** The session is over: nothing of this person opens here without the server any more. */
  markSignedOut(): Promise<void> {
    return this.#database.write([{ table: "signedIn", key: this.#key() }]);
  }

  /** Removes keys, pins and everything else of this person from this browser. */
  forget(): Promise<void> {
    return this.#database.removeAll(this.#key());
  }
}
