/** Moves by keys among the emoji of the picker. */

/** Emoji in one row of the picker; its style sheet draws as many. */
const COLUMNS = 8;
/** Rows that a page key goes over. */
const PAGE_ROWS = 5;

/**
 * Where a key leads among emoji in sections of the given `lengths`, each of which begins a new row.
 * `from` counts over all sections; -1 stands before the first. Absent: the key means nothing here.
 *
 * @param rtl whether the first emoji of a row is its rightmost.
 */
export function moveInGrid(
  key: string,
  from: number,
  lengths: readonly number[],
  rtl: boolean,
): number | undefined {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (total === 0) return undefined;
  const within = (to: number) => Math.max(0, Math.min(total - 1, to));
  if (from < 0) return key === "ArrowDown" ? 0 : undefined;
  switch (key) {
    case rtl ? "ArrowLeft" : "ArrowRight":
      return within(from + 1);
    case rtl ? "ArrowRight" : "ArrowLeft":
      return within(from - 1);
    case "ArrowDown":
      return overRows(from, 1, lengths);
    case "ArrowUp":
      return overRows(from, -1, lengths);
    case "PageDown":
      return overRows(from, PAGE_ROWS, lengths);
    case "PageUp":
      return overRows(from, -PAGE_ROWS, lengths);
    default:
      return undefined;
  }
}

function overRows(from: number, by: number, lengths: readonly number[]): number {
  const rows = rowsOf(lengths);
  const row = rows.findIndex(({ start, length }) => from < start + length);
  const column = from - rows[row]!.start;
  const target = rows[Math.max(0, Math.min(rows.length - 1, row + by))]!;
  return target.start + Math.min(column, target.length - 1);
}

function rowsOf(lengths: readonly number[]): { start: number; length: number }[] {
  const rows: { start: number; length: number }[] = [];
  let start = 0;
  for (const length of lengths) {
    for (let row = 0; row < length; row += COLUMNS) {
      rows.push({ start: start + row, length: Math.min(COLUMNS, length - row) });
    }
    start += length;
  }
  return rows;
}
