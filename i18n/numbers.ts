/** Writes numbers and file sizes as the reader does. */

import { readerLocale } from "./i18n.ts";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
const STEP = 1000;

/**
 * A number as the reader writes it, in the digits of their own variant of the language. Numbers
 * that `t()` and `tn()` put into texts are written so without it.
 */
export function numberText(value: number, options: Intl.NumberFormatOptions = {}): string {
  return value.toLocaleString(readerLocale(), options);
}

/** "1.4 MB", whose unit stays with its number at the end of a line. */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // What rounds to 1,000 of a unit is one of the next.
  while (unit < UNITS.length - 1 && Math.round(value) >= STEP) {
    value /= STEP;
    unit += 1;
  }
  return numberText(value, {
    style: "unit",
    unit: UNITS[unit]!,
    unitDisplay: unit === 0 ? "long" : "short",
    maximumFractionDigits: unit === 0 || value >= 100 ? 0 : 1,
  }).replaceAll(" ", "\u00a0");
}
