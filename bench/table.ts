/** A plain-text table. */

export type Cell = string | number;

/** Lines with columns of even width; numbers stand to the right. */
export function formatTable(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = rows.map((row) => row.map((cell) => cellText(cell)));
  const widths = header.map((title, column) =>
    Math.max(title.length, ...texts.map((row) => row[column]?.length ?? 0))
  );
  const line = (cells: readonly string[], isNumber: (column: number) => boolean) =>
    cells.map((cell, column) =>
      isNumber(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)
    ).join("  ").trimEnd();
  const numeric = (column: number) => rows.some((row) => typeof row[column] === "number");
  return [
    line(header, numeric),
    widths.map((width) => "-".repeat(width)).join("  "),
    ...texts.map((row) => line(row, numeric)),
  ].join("\n");
}

function cellText(cell: Cell): string {
  if (typeof cell === "string") return cell;
  if (Number.isNaN(cell)) return "-";
  if (Number.isInteger(cell) || Math.abs(cell) >= 100) {
    return Math.round(cell).toLocaleString("en-GB");
  }
  return cell.toFixed(cell < 10 ? 2 : 1);
}
