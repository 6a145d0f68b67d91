/**
 * Which items of a conversation count. Signatures are checked side by side, without touching any
 * state; then each item is placed, one after the other and in order of place; then what was let
 * through is decrypted side by side. Two calls never interleave.
 */

import type { ConversationId, EpochId, ItemId, UserId } from "../protocol/ids.ts";
import type { Item } from "../protocol/items.ts";
import { ControlHistory } from "./control_history.ts";
import type { RoomState } from "./control_log.ts";
import { type CheckedRecord, checkRecord } from "./control_record.ts";
import {
  decryptEnvelope,
  type Refused,
  type VerifiedEnvelope,
  verifyEnvelope,
} from "./envelope_open.ts";
import { verifyManifest } from "./epoch.ts";
import { EpochLine, type PlacedEpoch } from "./epoch_line.ts";
import { ReplayWindow } from "./replay.ts";
import type { CertificateResolver } from "./resolver.ts";
import type { ItemRefusal, Shown, ShownPlaceholder } from "./shown.ts";
import type { Unwrapped } from "./wrap.ts";

export interface TimelineOptions {
  conv: ConversationId;
  resolver: CertificateResolver;
  /** The two people of a direct conversation; a room's come from its log. */
  members?: readonly [UserId, UserId];
  secretOf: (epoch: PlacedEpoch) => Promise<Unwrapped>;
}

/** An item whose signature was checked, or the reason why it fell before that mattered. */
type Checked =
  | { kind: "control"; item: Item; result: CheckedRecord }
  | { kind: "epoch"; item: Item; result: Awaited<ReturnType<typeof verifyManifest>> }
  | { kind: "message"; item: Item; result: VerifiedEnvelope | Refused };

/** A message that has its place and waits to be decrypted. */
interface Admitted {
  item: Item;
  verified: VerifiedEnvelope;
  epoch: PlacedEpoch;
  missing: number;
}

/** What is kept of a message that was opened, should it have to be withdrawn. */
interface Opened {
  item: ItemName;
  epoch: EpochId;
  sender: UserId;
}

/** An item without its body. */
type ItemName = Pick<Item, "seq" | "id" | "kind" | "time">;

export class Timeline {
  readonly #options: TimelineOptions;
  readonly #history = new ControlHistory();
  /** Places of the records that count, ascending. */
  readonly #heads: { place: number; hash: string }[] = [];
  readonly #epochs = new EpochLine();
  readonly #replay = new ReplayWindow();
  /** What stands where, of the items that were let in; `done` when there is nothing to retry. */
  readonly #standing = new Map<number, { id: ItemId; done: boolean }>();
  /** Notices of control records and epochs that count, to be told again. */
  readonly #notices = new Map<number, Shown>();
  /** Why records do not count, by place and id. */
  readonly #refusedRecords = new Map<string, ShownPlaceholder>();
  /** Messages that were opened, by place. */
  readonly #opened = new Map<number, Opened>();
  #newestPlace = 0;
  #highestEpochNumber = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: TimelineOptions) {
    this.#options = options;
  }

  get room(): RoomState | undefined {
    return this.#history.state;
  }

  get members(): UserId[] {
    return [...(this.#options.members ?? this.room?.members.keys() ?? [])];
  }

  get newestPlace(): number {
    return this.#newestPlace;
  }

  /** Hash of the newest control record; of a direct conversation, its id. */
  get head(): string | undefined {
    return this.#headBefore(Infinity);
  }

  get newestEpoch(): PlacedEpoch | undefined {
    return this.#epochs.newest;
  }

  get currentEpoch(): PlacedEpoch | undefined {
    return this.#currentBefore(Infinity);
  }

  /** One above every number that stands in the sequence, whether its manifest counts or not. */
  get nextEpochNumber(): number {
    return this.#highestEpochNumber + 1;
  }

  /** Takes `items`, and `epochs` that stand before them. @see Conversation.addItems */
  add(items: readonly Item[], epochs: readonly Item[] = []): Promise<Shown[]> {
    const turn = this.#turn.then(() => this.#add(items, epochs));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #add(items: readonly Item[], epochs: readonly Item[]): Promise<Shown[]> {
    const shown: Shown[] = [];
    const fresh = new Map<string, Item>();
    for (const item of [...epochs, ...items].sort((a, b) => a.seq - b.seq)) {
      const standing = this.#standing.get(item.seq);
      if (standing === undefined || standing.id !== item.id || !standing.done) {
        fresh.set(`${item.seq}/${item.id}`, item);
      } else if (this.#notices.has(item.seq)) {
        shown.push(this.#notices.get(item.seq)!);
      }
    }
    const checked = await Promise.all([...fresh.values()].map((item) => this.#check(item)));

    const admitted: Admitted[] = [];
    const withdrawn: Shown[] = [];
    for (const one of checked) {
      this.#newestPlace = Math.max(this.#newestPlace, one.item.seq);
      const placed = this.#place(one);
      if ("verified" in placed) {
        admitted.push(placed);
        continue;
      }
      shown.push(placed);
      if (placed.kind !== "placeholder") withdrawn.push(...this.#withdrawAfter(placed.seq));
    }
    shown.push(...await Promise.all(admitted.map((message) => this.#open(message))));

    const asked = new Set(items.map((item) => `${item.seq}/${item.id}`));
    return [
      ...shown.filter(({ seq, id }) => asked.has(`${seq}/${id}`)).sort((a, b) => a.seq - b.seq),
      ...withdrawn,
    ];
  }

  async #check(item: Item): Promise<Checked> {
    const { conv, resolver } = this.#options;
    switch (item.kind) {
      case "control":
        return { kind: "control", item, result: await checkRecord(item.body, resolver) };
      case "epoch":
        return { kind: "epoch", item, result: await verifyManifest(item.body, resolver) };
      case "message":
        return { kind: "message", item, result: await verifyEnvelope(item.body, conv, resolver) };
    }
  }

  /** What an item comes to at its place. */
  #place(checked: Checked): Shown | Admitted {
    const { item } = checked;
    const standing = this.#standing.get(item.seq);
    if (standing !== undefined && standing.id !== item.id) {
      return placeholder(item, "wrong-place", `another item stands at place ${item.seq}`);
    }
    if (!checked.result.ok) {
      return placeholder(item, checked.result.reason, checked.result.detail);
    }
    const id = "hash" in checked.result ? checked.result.hash : checked.result.id;
    if (id !== item.id || item.conv !== this.#options.conv) {
      return placeholder(item, "wrong-id", "the server's id or conversation for it is not its own");
    }
    switch (checked.kind) {
      case "control":
        return this.#placeControl(item, checked.result as CheckedRecord & { ok: true });
      case "epoch": {
        const { manifest } = checked.result as { manifest: PlacedEpoch["manifest"] };
        return this.#placeEpoch(item, { id: id as EpochId, place: item.seq, manifest });
      }
      case "message":
        return this.#placeMessage(item, checked.result as VerifiedEnvelope);
    }
  }

  #placeControl(item: Item, { record, hash }: CheckedRecord & { ok: true }): Shown {
    const refuse = (reason: ItemRefusal, detail: string): ShownPlaceholder => {
      const refused = placeholder(item, reason, detail, record.actor);
      this.#refusedRecords.set(`${item.seq}/${item.id}`, refused);
      return refused;
    };
    const { conv, members } = this.#options;
    if (members !== undefined) {
      return refuse("other-room", "a direct conversation has no control log");
    }
    const last = this.#heads.at(-1);
    if (last !== undefined && last.place >= item.seq) {
      // Too late to be tried again: what it was refused with when it could be still holds.
      return this.#refusedRecords.get(`${item.seq}/${item.id}`) ??
        refuse("wrong-place", "records that count stand after it");
    }
    if (last === undefined && hash !== conv) {
      return refuse("other-room", "the room's id is not this record's hash");
    }
    const applied = this.#history.append(record, hash);
    if (!applied.ok) return refuse(applied.reason, `the room's rules refuse this ${record.type}`);
    this.#heads.push({ place: item.seq, hash });
    const { promoted } = applied;
    return this.#settle(item, {
      kind: "control",
      seq: item.seq,
      id: item.id,
      record,
      time: record.time,
      takenAt: item.time,
      ...(promoted === undefined ? {} : { promoted }),
    });
  }

  #placeEpoch(item: Item, epoch: PlacedEpoch): Shown {
    const { manifest } = epoch;
    const { maker, number } = manifest;
    if (manifest.conv !== this.#options.conv) {
      return placeholder(item, "other-conversation", `it is for ${manifest.conv}`, maker);
    }
    this.#highestEpochNumber = Math.max(this.#highestEpochNumber, number);
    const head = this.#headBefore(item.seq);
    if (!this.#isMemberAt(head, maker)) {
      return placeholder(item, "not-a-member", "its maker is not a member at its place", maker);
    }
    if (manifest.control !== head) {
      const detail = "it was made for the members of another moment";
      return placeholder(item, "stale-control", detail, maker);
    }
    const inserted = this.#epochs.insert(epoch);
    if (!inserted.ok) return placeholder(item, inserted.reason, inserted.detail, maker);
    return this.#settle(item, {
      kind: "epoch",
      seq: item.seq,
      id: item.id,
      epoch: epoch.id,
      number,
      maker,
      time: manifest.time,
    });
  }

  #placeMessage(item: Item, verified: VerifiedEnvelope): ShownPlaceholder | Admitted {
    const { header, id } = verified;
    const { sender, device, seq, prev } = header;
    const epoch = this.#epochs.find(header.epoch);
    const membersNow = this.#headBefore(item.seq);
    const membersThen = epoch?.manifest.control ?? membersNow;
    if (!this.#isMemberAt(membersThen, sender) || !this.#isMemberAt(membersNow, sender)) {
      return placeholder(item, "not-a-member", "its sender is not a member at its place", sender);
    }
    if (epoch === undefined || this.#currentBefore(item.seq) !== epoch) {
      const detail = epoch === undefined
        ? `epoch ${header.epoch} does not stand before it`
        : `epoch ${epoch.manifest.number} is not the current one at its place`;
      return placeholder(item, "stale-epoch", detail, sender);
    }
    const verdict = this.#replay.admit({ sender, device, seq, prev, id, place: item.seq });
    if (!verdict.ok && verdict.reason !== "duplicate") {
      return placeholder(item, verdict.reason, verdict.detail, sender);
    }
    this.#standing.set(item.seq, { id, done: false });
    return { item, verified, epoch, missing: verdict.ok ? verdict.missing : 0 };
  }

  async #open({ item, verified, epoch, missing }: Admitted): Promise<Shown> {
    const { sender, device, cert, time } = verified.header;
    const secret = await this.#options.secretOf(epoch);
    if (!secret.ok) {
      return placeholder(item, "no-secret", `${secret.reason}: ${secret.detail}`, sender);
    }
    const opened = await decryptEnvelope(verified, secret.key);
    if (!opened.ok) return placeholder(item, opened.reason, opened.detail, sender);
    this.#standing.set(item.seq, { id: item.id, done: true });
    const { seq, id, kind } = item;
    const name = { seq, id, kind, time: item.time };
    this.#opened.set(seq, { item: name, epoch: epoch.id, sender });
    return {
      kind: "message",
      seq,
      id,
      sender,
      device,
      cert,
      epoch: epoch.manifest.number,
      time,
      takenAt: item.time,
      payload: opened.payload,
      missing,
    };
  }

  #settle(item: Item, notice: Shown): Shown {
    this.#standing.set(item.seq, { id: item.id, done: true });
    this.#notices.set(item.seq, notice);
    return notice;
  }

  /**
   * Messages after `place` that were shown and can no longer be: an epoch or record that was loaded
   * later, but stands before them, shows that theirs was not the current one.
   */
  #withdrawAfter(place: number): ShownPlaceholder[] {
    if (place >= this.#newestPlace) return [];
    const withdrawn: ShownPlaceholder[] = [];
    for (const [seq, { item, epoch, sender }] of this.#opened) {
      if (seq <= place || this.#currentBefore(seq)?.id === epoch) continue;
      this.#opened.delete(seq);
      this.#standing.delete(seq);
      const detail = "an epoch that was loaded since stands between it and its own";
      withdrawn.push(placeholder(item, "stale-epoch", detail, sender));
    }
    return withdrawn;
  }

  /** The newest epoch before `place`, if the members have not changed between the two. */
  #currentBefore(place: number): PlacedEpoch | undefined {
    const epoch = this.#epochs.before(place);
    return epoch?.manifest.control === this.#headBefore(place) ? epoch : undefined;
  }

  #headBefore(place: number): string | undefined {
    if (this.#options.members !== undefined) return this.#options.conv;
    return this.#heads.findLast((head) => head.place < place)?.hash;
  }

  #isMemberAt(control: string | undefined, user: UserId): boolean {
    const { members, conv } = this.#options;
    if (control === undefined) return false;
    if (members !== undefined) return control === conv && members.includes(user);
    return this.#history.isMemberAt(control, user);
  }
}

function placeholder(
  item: ItemName,
  reason: ItemRefusal,
  detail: string,
  sender?: UserId,
): ShownPlaceholder {
  return {
    kind: "placeholder",
    seq: item.seq,
    id: item.id,
    item: item.kind,
    reason,
    detail,
    ...(sender === undefined ? {} : { sender }),
    time: item.time,
  };
}
