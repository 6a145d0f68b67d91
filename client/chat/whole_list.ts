/** Asks for a list that the server gives in parts. */

/** One part; `next` asks for the one after it, and is absent in the last. */
export interface ListPart<T, Next> {
  items: readonly T[];
  next?: Next | undefined;
}

/**
 * Asks for the parts of a list, one after the other.
 *
 * @param part asks for the part at `after`, or the first one.
 * @param most items: no more parts are asked for than hold so many.
 * @returns the items, and whether there are more that were not asked for.
 */
export async function wholeList<T, Next>(
  part: (after: Next | undefined) => Promise<ListPart<T, Next>>,
  most: number,
): Promise<{ items: T[]; isCut: boolean }> {
  const items: T[] = [];
  let after: Next | undefined;
  for (;;) {
    const { items: some, next } = await part(after);
    items.push(...some);
    if (next === undefined) return { items, isCut: false };
    // A part of nothing leads nowhere.
    if (items.length >= most || some.length === 0) return { items, isCut: true };
    after = next;
  }
}
