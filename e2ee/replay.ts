/** Checks each device's chain of messages for duplicates, replays and breaks, in any order. */

import type { DeviceId, ItemId, UserId } from "../protocol/ids.ts";

/** A message as its device's chain sees it. */
export interface ChainLink {
  sender: UserId;
  device: DeviceId;
  /** 1, 2, 3 ... of this device in this conversation. */
  seq: number;
  /** Message id of the same device's message before; empty for the first. */
  prev: string;
  id: ItemId;
  /** Its place in the conversation's sequence. */
  place: number;
}

export type ReplayVerdict =
  /** `missing`: messages of this device between the nearest one known before it and this. */
  | { ok: true; missing: number }
  | {
    ok: false;
    /**
     * `duplicate`: this very message at this very place; drop it. `replayed`: this message stands
     * at another place too, or the device has another message with this number (a fork). `chain`:
     * `prev` or the order does not fit a known neighbour.
     */
    reason: "duplicate" | "replayed" | "chain";
    detail: string;
  };

/** `[seq, prev, id, place]`, in order of seq. */
type StoredLink = [number, string, string, number];
/** JSON form, for keeping: by `sender/device`. */
export type ReplayState = { [device: string]: StoredLink[] };

/**
 * What was seen of every device in one conversation. It works in any loading order: live messages
 * come at the end, history in front of what is known, and each is checked against the neighbours
 * that are known by then, on both sides. It holds one entry per message loaded.
 */
export class ReplayWindow {
  readonly #devices = new Map<string, StoredLink[]>();
  readonly #placeOf = new Map<string, number>();

  constructor(state: ReplayState = {}) {
    for (const [device, links] of Object.entries(state)) {
      this.#devices.set(device, links.map((link) => [...link]));
      for (const [, , id, place] of links) this.#placeOf.set(id, place);
    }
  }

  toJSON(): ReplayState {
    return Object.fromEntries(this.#devices);
  }

  /** Checks `link` and, when it is accepted, takes note of it. */
  admit(link: ChainLink): ReplayVerdict {
    const knownPlace = this.#placeOf.get(link.id);
    if (knownPlace !== undefined) {
      return knownPlace === link.place
        ? refuse("duplicate", "it was delivered before")
        : refuse("replayed", `it stands at place ${knownPlace} already`);
    }
    const key = `${link.sender}/${link.device}`;
    const links = this.#devices.get(key) ?? [];
    const at = indexOf(links, link.seq);
    const after = links[at];
    if (after !== undefined && after[0] === link.seq) {
      return refuse("replayed", `the device has another message with number ${link.seq}`);
    }
    if ((link.seq === 1) !== (link.prev === "")) {
      return refuse("chain", "only a device's first message has none before it");
    }
    const before = links[at - 1];
    const misfit = misfitBetween(before, link, after);
    if (misfit !== undefined) return refuse("chain", misfit);

    links.splice(at, 0, [link.seq, link.prev, link.id, link.place]);
    this.#devices.set(key, links);
    this.#placeOf.set(link.id, link.place);
    return { ok: true, missing: before === undefined ? 0 : link.seq - before[0] - 1 };
  }
}

function misfitBetween(
  before: StoredLink | undefined,
  link: ChainLink,
  after: StoredLink | undefined,
): string | undefined {
  if (before !== undefined) {
    if (before[3] >= link.place) return `number ${before[0]} of the device stands after it`;
    if (before[0] === link.seq - 1 && before[2] !== link.prev) {
      return "it does not name the device's message before";
    }
  }
  if (after !== undefined) {
    if (after[3] <= link.place) return `number ${after[0]} of the device stands before it`;
    if (after[0] === link.seq + 1 && after[1] !== link.id) {
      return "the device's next message does not name it";
    }
  }
  return undefined;
}

/** Index of the first link with a number of at least `seq`; the newest is looked at first. */
function indexOf(links: readonly StoredLink[], seq: number): number {
  let low = 0;
  let high = links.length;
  if (high > 0 && links[high - 1]![0] < seq) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (links[middle]![0] < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

function refuse(
  reason: "duplicate" | "replayed" | "chain",
  detail: string,
): ReplayVerdict {
  return { ok: false, reason, detail };
}
