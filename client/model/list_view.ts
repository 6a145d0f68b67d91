/**
 * A list and what is known of it. Whoever draws one has four states before them, so that nothing is
 * drawn as "none" that was not loaded, or could not be.
 */

/** How far a list has come: on its way, tried again by itself after a failure, or had. */
export type LoadState = "loading" | "failed" | "loaded";

export type ListView<T> =
  /** On its way; `items` are those that were kept, or came from elsewhere. */
  | { readonly state: "loading"; readonly items: readonly T[] }
  /** Could not be had, and is asked for again by itself; `items` as above. */
  | { readonly state: "failed"; readonly items: readonly T[] }
  /** Had, and there is nothing in it. */
  | { readonly state: "empty"; readonly items: readonly [] }
  /** Had; one at least. `leavesOut` where there are more than such a list can hold. */
  | { readonly state: "here"; readonly items: readonly T[]; readonly leavesOut?: true };

/** `items` as a list that has come so far. */
export function listView<T>(
  items: readonly T[],
  load: LoadState = "loaded",
  leavesOut = false,
): ListView<T> {
  if (load !== "loaded") return { state: load, items };
  if (items.length === 0) return { state: "empty", items: [] };
  return { state: "here", items, ...(leavesOut && { leavesOut }) };
}

/** Those of a list that `keep` lets through, as far as it has come. */
export function filteredList<T>(list: ListView<T>, keep: (item: T) => boolean): ListView<T> {
  const load = list.state === "loading" || list.state === "failed" ? list.state : "loaded";
  const leavesOut = list.state === "here" && list.leavesOut === true;
  return listView(list.items.filter(keep), load, leavesOut);
}
