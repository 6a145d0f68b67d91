/** Makes one row of neighbouring items that were sealed for keys this browser does not have. */

import type { Shown, ShownPlaceholder } from "../../e2ee/shown.ts";
import type { UserId } from "../../protocol/ids.ts";
import type { EntryView } from "../model/mod.ts";
import { distinctName } from "./person_name.ts";
import type { Fold } from "./fold.ts";

/**
 * Whether an item is closed for nobody's fault: it was sealed for keys that this browser does not
 * have, as everything of before is in a browser that is new. What does not open although it was
 * sealed for it, and every other refusal, is something to look at one by one.
 */
export function isSealedForOthers(item: Shown | undefined): item is ShownPlaceholder {
  if (item?.kind !== "placeholder" || item.reason !== "no-secret") return false;
  const [why] = item.detail.split(":");
  return why === "no-wrap" || why === "other-certificate";
}

/** Whether nothing that this page may learn opens the item: its key was never in this browser. */
export function staysClosed(item: Shown): boolean {
  return isSealedForOthers(item) && item.detail.startsWith("other-certificate");
}

/**
 * Gathers neighbours that were sealed for other keys, and makes one row of them. The row has the
 * key and the time of the newest, so that it stays what it is while older ones come to it.
 */
export class SealedRun {
  readonly #fold: Fold;
  #items: ShownPlaceholder[] = [];

  constructor(fold: Fold) {
    this.#fold = fold;
  }

  add(item: ShownPlaceholder): void {
    this.#items.push(item);
  }

  /** The rows of what was gathered, which begins anew. */
  take(): readonly EntryView[] {
    const items = this.#items;
    const newest = items.at(-1);
    if (newest === undefined) return [];
    this.#items = [];
    if (items.length === 1) return this.#fold.rowsAt(newest.seq);
    return [{
      type: "sealed",
      key: newest.id,
      time: newest.time,
      since: items[0]!.time,
      count: items.length,
      senders: sendersOf(items, this.#fold),
    }];
  }
}

/** Whose they are, those with most first. */
function sendersOf(
  items: readonly ShownPlaceholder[],
  { options: { nameOf } }: Fold,
): { name: string; count: number }[] {
  const counts = new Map<UserId, number>();
  for (const { sender } of items) {
    if (sender !== undefined) counts.set(sender, (counts.get(sender) ?? 0) + 1);
  }
  return [...counts].map(([user, count]) => ({ name: distinctName(nameOf(user)), count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
