/**
 * What people did to messages, as far as it has to be known of a conversation that is kept: acts
 * that wait for a message which is not kept yet, and the messages that are pinned. It goes along
 * with what is kept, so that a pin, or a word that was taken back, is known without reading all.
 */

import type { Shown, ShownMessage } from "../../e2ee/shown.ts";
import type { ItemId } from "../../protocol/ids.ts";
import {
  type ActMessage,
  isActMessage,
  isContentMessage,
  outcomeOf,
} from "../conversations/acts.ts";
import { actKind } from "../kinds/table.ts";
import { TakenBack } from "./taken_back.ts";

/** Pinned messages that are remembered; of more, the ones that were pinned last. */
const MAX_PINNED = 100;
/** Of a pinned message this much is remembered: it is shown in one line. */
const MAX_PINNED_CHARS = 400;
/** Messages that acts wait for; beyond them those of the newest places stay. */
const MAX_AWAITED = 1_000;
const MAX_AWAITED_CHARS = 200_000;

/** What is known of one message that acts name. */
interface Known {
  acts: ActMessage[];
  /** Absent while it is not kept. */
  message?: ShownMessage;
}

export class StoredActs {
  readonly #known = new Map<ItemId, Known>();

  constructor(written: Iterable<Shown> = []) {
    const messages = [...written].filter((one) => one.kind === "message");
    for (const one of messages) if (isRemembered(one)) this.#takeAct(one);
    for (const one of messages) {
      const known = this.#known.get(one.id);
      if (known !== undefined) known.message = one;
    }
  }

  /** As it is to be kept: acts, and the messages that are pinned. */
  write(): Shown[] {
    return [...this.#known.values()].flatMap(({ acts, message }) =>
      message === undefined ? acts : [message, ...acts]
    );
  }

  /**
   * Takes what is kept from now on. Answers the messages that are to be looked for in what stands
   * already, such as those that a delete or a pin names.
   */
  take(shown: readonly Shown[]): Set<ItemId> {
    const messages = shown.filter((one) => one.kind === "message");
    const named = new Set<ItemId>();
    for (const one of messages) {
      if (!isRemembered(one)) continue;
      this.#takeAct(one);
      if (actKind(one.payload.type).remembered === "seeks") named.add(one.payload.target);
    }
    for (const one of messages) this.meet(one);
    return new Set([...named].filter((id) => this.#known.get(id)?.message === undefined));
  }

  /** Something that stands already, on the way back through it. */
  meet(one: Shown): void {
    if (one.kind !== "message") return;
    if (isRemembered(one)) {
      if (this.#known.has(one.payload.target)) this.#takeAct(one);
      return;
    }
    const known = this.#known.get(one.id);
    if (known !== undefined) known.message = shortened(one);
  }

  /** What the deletes among them take the words of. */
  takenBack(): TakenBack {
    return new TakenBack([...this.#known.values()].flatMap(({ acts }) => acts));
  }

  /** Nothing up to and with `place` is kept any more. */
  forgetUpTo(place: number): void {
    for (const [id, { acts, message }] of this.#known) {
      const after = acts.filter(({ seq }) => seq > place);
      if (after.length === 0 || (message !== undefined && message.seq <= place)) {
        this.#known.delete(id);
      } else this.#known.set(id, { acts: after, ...(message && { message }) });
    }
  }

  /**
   * Lets go of what is of no more use.
   *
   * @param options.whole nothing is missing between what is kept.
   * @param options.complete nor before it.
   */
  settle({ whole, complete }: { whole: boolean; complete: boolean }): void {
    const pins: { id: ItemId; seq: number }[] = [];
    const awaited: { id: ItemId; seq: number; chars: number }[] = [];
    for (const [id, known] of this.#known) {
      const pinnedAt = pinOf(known);
      if (known.message !== undefined && pinnedAt !== undefined) pins.push({ id, seq: pinnedAt });
      else if (whole && (known.message !== undefined || complete)) this.#known.delete(id);
      else {
        // What it says is found again with what pins it.
        delete known.message;
        const chars = known.acts.reduce((sum, one) => sum + JSON.stringify(one).length, 0);
        awaited.push({ id, seq: known.acts.at(-1)!.seq, chars });
      }
    }
    pins.sort((a, b) => b.seq - a.seq);
    for (const { id } of pins.slice(MAX_PINNED)) this.#known.delete(id);
    let left = MAX_AWAITED_CHARS;
    awaited.sort((a, b) => b.seq - a.seq).forEach(({ id, chars }, i) => {
      left -= chars;
      if (i >= MAX_AWAITED || left < 0) this.#known.delete(id);
    });
  }

  /** Every message that is pinned and kept, and what was done to it. */
  pinned(): Shown[] {
    return [...this.#known.values()].flatMap((known) =>
      known.message === undefined || pinOf(known) === undefined
        ? []
        : [known.message, ...known.acts]
    );
  }

  /** The newest word about a pin counts, the newest wording of each person, and any delete. */
  #takeAct(act: ActMessage): void {
    const { payload: { type, target }, sender, seq } = act;
    const known = this.#known.get(target) ?? { acts: [] };
    const { amends } = actKind(type);
    const isAlike = ({ payload, sender: by }: ActMessage) =>
      payload.type === type && (!amends || by === sender);
    const before = known.acts.find(isAlike);
    if (before !== undefined && before.seq > seq) return;
    const others = known.acts.filter((one) => one !== before);
    const acts = [...others, shortened(act)].sort((a, b) => a.seq - b.seq);
    // Nothing is kept of what was taken back, the words of its edits neither.
    const gone = new Set(acts.flatMap((one) => one.payload.type === "delete" ? [one.sender] : []));
    known.acts = acts.filter(({ payload, sender: by }) =>
      actKind(payload.type).withoutWords === undefined || !gone.has(by)
    );
    this.#known.set(target, known);
  }
}

function isRemembered(message: ShownMessage): message is ActMessage {
  return isActMessage(message) && actKind(message.payload.type).remembered !== "no";
}

/** The place of the act that pinned it; nothing where it is not pinned, or was taken back. */
function pinOf({ acts, message }: Known): number | undefined {
  if (message === undefined || !isContentMessage(message)) return undefined;
  return outcomeOf(message, acts).pinnedAt;
}

function shortened<T extends ShownMessage>(message: T): T {
  const { payload } = message;
  if (!("text" in payload) || payload.text.length <= MAX_PINNED_CHARS) return message;
  return { ...message, payload: { ...payload, text: cut(payload.text) } };
}

/** Never in the midst of a letter of two units. */
function cut(text: string): string {
  return text.slice(0, MAX_PINNED_CHARS).toWellFormed().replace(/\uFFFD$/, "") + "…";
}
