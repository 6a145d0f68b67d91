/** Folds a conversation's opened items into messages with edits, reactions and receipts. */

import type { Shown, ShownMessage } from "../../e2ee/shown.ts";
import type { FilePayload, Payload } from "../../e2ee/payload.ts";
import type { ItemId, UserId } from "../../protocol/ids.ts";
import type { EntryView, MessageView, PinnedView, TransferView } from "../model/mod.ts";
import { type Act, nothingCounted, type Outcome } from "../kinds/kind.ts";
import type { ReceiptLine } from "../kinds/receipt_line.ts";
import { answeredBy, isAct, markKind } from "../kinds/table.ts";
import {
  type ActMessage,
  type Content,
  isActMessage,
  isContentMessage,
  isMarkMessage,
  type MarkMessage,
  outcomeOf,
} from "./acts.ts";
import type { PersonName } from "./person_name.ts";
import { keepSame } from "./keep_same.ts";
import { type MessageSource, pinnedView, rowsOfItem } from "./rows.ts";
import { shownTime } from "./shown_time.ts";

export interface FoldOptions {
  self: UserId;
  nameOf: (user: UserId) => PersonName;
  /** How far a file has come; all are on the server where nobody says. */
  transferOf?: ((file: FilePayload, id: ItemId) => TransferView) | undefined;
  /** Whether this person sees what others have read. */
  readShown?: (() => boolean) | undefined;
}

/** One's own act on its way to the log. */
export interface PendingAct {
  /** Once it is sealed. */
  id?: ItemId;
  payload: Payload;
  /** ISO time. */
  time: string;
}

interface Slot {
  rows: readonly EntryView[];
  isStale: boolean;
}

/**
 * What the opened items of one conversation come to. Items may come in any order, and again with
 * something else: an act whose target is not here yet waits for it. Only what an item touches is
 * made anew, and a row that comes out as before is the same object as before.
 */
export class Fold implements MessageSource {
  readonly options: FoldOptions;
  /** What was opened, by place. */
  readonly shown = new Map<number, Shown>();
  /** Rises with every change of a row. */
  version = 0;
  readonly #slots = new Map<number, Slot>();
  readonly #placeOf = new Map<ItemId, number>();
  /** By target, in order of place. */
  readonly #acts = new Map<ItemId, ActMessage[]>();
  /** By target. */
  readonly #marks = new Map<ItemId, MarkMessage[]>();
  readonly #counted = nothingCounted();
  /** Places of answers, by target. */
  readonly #answers = new Map<ItemId, Set<number>>();
  readonly #pinTargets = new Set<ItemId>();
  readonly #keys = new Map<ItemId, string>();
  readonly #ids = new Map<string, ItemId>();
  /** Where people came into the room, as far as it is loaded. */
  readonly #cameIn = new Map<UserId, number>();
  #others: readonly UserId[] = [];
  #lowest = Infinity;
  #hiddenHere = 0;
  #pending: readonly PendingAct[] = [];
  #pinned: { version: number; views: PinnedView[] } = { version: -1, views: [] };

  constructor(options: FoldOptions) {
    this.options = options;
  }

  /** Takes items; one at a place that is known replaces what was there. */
  put(items: Iterable<Shown>): void {
    for (const item of items) this.#put(item);
  }

  /**
   * Takes items that stand before what is loaded, so that what names them, and the list of pins,
   * knows what they are; none of them has a row in the log.
   */
  putAside(items: Iterable<Shown>): void {
    const lowest = this.#lowest;
    this.put(items);
    this.#lowest = lowest;
  }

  /** Items that no longer stand there. */
  remove(places: Iterable<number>): void {
    for (const place of places) {
      const item = this.shown.get(place);
      if (item?.kind === "message") this.#retract(item);
      this.shown.delete(place);
      this.#slots.delete(place);
      this.version++;
    }
  }

  /** How far everybody has received and read. */
  get receipts(): ReceiptLine {
    return this.#counted.receipts;
  }

  /** Nothing up to this place is shown: the person said so here, or in another browser. */
  get floor(): number {
    return Math.max(this.#hiddenHere, this.#counted.cleared);
  }

  /** Hides what stands up to `place`, in this browser. */
  hideUpTo(place: number): void {
    this.#hiddenHere = place;
    this.touchAll();
  }

  /** Who is in the conversation now. */
  setMembers(members: readonly UserId[]): void {
    const others = members.filter((user) => user !== this.options.self);
    if (
      others.length === this.#others.length && others.every((user, i) => user === this.#others[i])
    ) {
      return;
    }
    this.#others = others;
    this.refreshOwn();
  }

  /** One's own acts that are not in the log yet: they show at once. */
  setPending(acts: readonly PendingAct[]): void {
    if (acts.length === 0 && this.#pending.length === 0) return;
    const touched = [...this.#pending, ...acts];
    this.#pending = acts;
    for (const { payload } of touched) {
      if ("target" in payload && payload.target !== "") this.touch(payload.target);
    }
  }

  /** The message `id` was written here in the row `key`. */
  setKey(id: ItemId, key: string): void {
    if (this.#keys.get(id) === key) return;
    this.#keys.set(id, key);
    this.#ids.set(key, id);
    this.touch(id);
  }

  keyOf(id: ItemId): string {
    return this.#keys.get(id) ?? id;
  }

  /** The message whose row has this key. */
  contentOf(key: string): Content | undefined {
    return this.content(this.#ids.get(key) ?? key as ItemId);
  }

  /** Whether the message stands here. */
  has(id: ItemId): boolean {
    return this.#placeOf.has(id);
  }

  placeOf(id: ItemId): number | undefined {
    return this.#placeOf.get(id);
  }

  /** The message `id`, if it stands here and is one that is shown. */
  content(id: ItemId): Content | undefined {
    return this.contentAt(this.#placeOf.get(id) ?? 0);
  }

  contentAt(place: number): Content | undefined {
    const item = this.shown.get(place);
    return item?.kind === "message" && isContentMessage(item) ? item : undefined;
  }

  outcome(target: Content): Outcome {
    const acts: Act[] = this.#acts.get(target.id) ?? [];
    const { self } = this.options;
    const pending = this.#pending.flatMap(({ id, payload, time }): Act[] =>
      isAct(payload) && payload.target === target.id && (id === undefined || !this.has(id))
        ? [{ sender: self, time, payload, seq: Infinity }]
        : []
    );
    return outcomeOf(target, pending.length === 0 ? acts : [...acts, ...pending]);
  }

  /** Messages that answer `id`, without those that were taken back. */
  replies(id: ItemId): number {
    const places = this.#answers.get(id);
    if (places === undefined) return 0;
    const target = this.#placeOf.get(id) ?? 0;
    return [...places].filter((place) => {
      const answer = this.contentAt(place);
      return place > target && answer !== undefined && !this.outcome(answer).deleted;
    }).length;
  }

  /** How far one's own message at `place` has come: to all who were there when it was sent. */
  stateAt(place: number): "sent" | "delivered" | "read" {
    let state: "sent" | "delivered" | "read" = "sent";
    const read = this.options.readShown?.() ?? true;
    for (const user of this.#others) {
      if ((this.#cameIn.get(user) ?? 0) > place) continue;
      if (this.receipts.reached(user, "delivered") < place) return "sent";
      const isRead = read && this.receipts.reached(user, "read") >= place;
      if (!isRead) state = "delivered";
      else if (state === "sent") state = "read";
    }
    return state;
  }

  /** The rows of the item at `place`; the same objects as before where they are alike. */
  rowsAt(place: number): readonly EntryView[] {
    const slot = this.#slots.get(place);
    if (slot === undefined) return [];
    if (slot.isStale) {
      slot.isStale = false;
      slot.rows = keepSame(slot.rows, rowsOfItem(this.shown.get(place)!, this));
    }
    return slot.rows;
  }

  /** The message at `place` as it is shown, if one is. */
  messageAt(place: number): MessageView | undefined {
    if (this.contentAt(place) === undefined) return undefined;
    return this.rowsAt(place).find((row) => row.type === "message");
  }

  /** Newest first, by when they were pinned. */
  pinned(): PinnedView[] {
    if (this.#pinned.version === this.version) return this.#pinned.views;
    const pins = [...this.#pinTargets].flatMap((id) => {
      const target = this.content(id);
      if (target === undefined || target.seq <= this.floor) return [];
      const { pinnedAt, text } = this.outcome(target);
      return pinnedAt === undefined ? [] : [{ target, text, pinnedAt }];
    }).sort((a, b) => b.pinnedAt - a.pinnedAt);
    const fresh = pins.map(({ target, text }) => pinnedView(target, text, this));
    this.#pinned = { version: this.version, views: keepSame(this.#pinned.views, fresh) };
    return this.#pinned.views;
  }

  /** Something that the rows of `id` show has changed. */
  touch(id: ItemId): void {
    this.#stale(this.#placeOf.get(id));
    for (const place of this.#answers.get(id) ?? []) this.#stale(place);
    const message = this.content(id);
    const answered = message === undefined ? undefined : answeredBy(message.payload);
    if (answered !== undefined) this.#stale(this.#placeOf.get(answered));
    this.version++;
  }

  /** Names, or what else stands in every row, may have changed. */
  touchAll(): void {
    for (const slot of this.#slots.values()) slot.isStale = true;
    this.version++;
  }

  /** The state of every message of one's own may have changed. */
  refreshOwn(): void {
    for (const place of this.#slots.keys()) this.#staleOwn(place);
    this.version++;
  }

  #put(item: Shown): void {
    const { seq } = item;
    const before = this.shown.get(seq);
    if (before === item) return;
    if (before?.kind === "message") this.#retract(before);
    this.shown.set(seq, item);
    this.#lowest = Math.min(this.#lowest, seq);
    this.#slots.set(seq, { rows: this.#slots.get(seq)?.rows ?? [], isStale: true });
    if (item.kind === "message") this.#enter(item);
    if (item.kind === "control") this.#noteComing(item);
    this.version++;
  }

  #enter(message: ShownMessage): void {
    const { id, seq } = message;
    this.#placeOf.set(id, seq);
    if (isContentMessage(message)) {
      const answered = answeredBy(message.payload);
      if (answered !== undefined) {
        const places = this.#answers.get(answered) ?? new Set();
        this.#answers.set(answered, places.add(seq));
      }
      this.touch(id);
    } else if (isActMessage(message)) {
      const { type, target } = message.payload;
      if (type === "pin") this.#pinTargets.add(target);
      this.#acts.set(target, inserted(this.#acts.get(target) ?? [], message));
      this.touch(target);
    } else if (isMarkMessage(message)) {
      const { target } = message.payload;
      this.#marks.set(target, [...this.#marks.get(target) ?? [], message]);
      this.#count(message);
    }
    for (const mark of this.#marks.get(id) ?? []) this.#count(mark);
  }

  /** A message that was shown no longer counts. */
  #retract(message: ShownMessage): void {
    const { id, seq, payload } = message;
    this.touch(id);
    if (this.#placeOf.get(id) === seq) this.#placeOf.delete(id);
    if (!("target" in payload) || payload.target === "") return;
    const { target } = payload;
    this.#answers.get(target)?.delete(seq);
    this.#acts.set(target, without(this.#acts.get(target), seq));
    this.touch(target);
    if (isMarkMessage(message)) this.#uncount(message);
  }

  /** Counts a mark, once its target stands before it. */
  #count(mark: MarkMessage): void {
    const { sender, payload, seq } = mark;
    const place = this.#placeOf.get(payload.target);
    if (place === undefined || place >= seq) return;
    const own = sender === this.options.self;
    const time = shownTime(mark);
    const kind = markKind(payload.type);
    const changed = kind.count(this.#counted, { sender, own, payload, place, seq, time });
    if (changed === undefined) return;
    if (changed === "all") return this.touchAll();
    const { after, upTo } = changed;
    for (let own = upTo; own > after && own >= this.#lowest; own--) this.#staleOwn(own);
    this.version++;
  }

  #uncount({ sender, payload: { type, target }, seq }: MarkMessage): void {
    const kind = markKind(type);
    if (kind.uncount === undefined) return;
    this.#marks.set(target, without(this.#marks.get(target), seq));
    kind.uncount(this.#counted, sender, seq);
    this.touchAll();
  }

  #noteComing({ record, seq }: Extract<Shown, { kind: "control" }>): void {
    const { type, actor, subject } = record;
    const user = type === "add" ? subject : type === "join" || type === "create" ? actor : "";
    if (user === "") return;
    this.#cameIn.set(user, Math.max(seq, this.#cameIn.get(user) ?? 0));
    this.refreshOwn();
  }

  #stale(place: number | undefined): void {
    const slot = place === undefined ? undefined : this.#slots.get(place);
    if (slot !== undefined) slot.isStale = true;
  }

  #staleOwn(place: number): void {
    const item = this.shown.get(place);
    if (item?.kind === "message" && item.sender === this.options.self) this.#stale(place);
  }
}

/** `acts` with one more, in order of place; most come last. */
function inserted(acts: readonly ActMessage[], act: ActMessage): ActMessage[] {
  const at = acts.findLastIndex(({ seq }) => seq < act.seq) + 1;
  return acts.toSpliced(at, 0, act);
}

/** `messages` but for the one at the place `seq`. */
function without<T extends ShownMessage>(messages: readonly T[] = [], seq: number): T[] {
  return messages.filter((one) => one.seq !== seq);
}
