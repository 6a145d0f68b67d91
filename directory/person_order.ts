/** How people are ordered and matched, the same in every adapter. Pure. */

/**
 * A text that orders names as people expect in a list: by letters, whatever their case and
 * accents. Compare the keys of two names with `<`, which follows UTF-16 code units.
 */
export function nameOrderKey(fullName: string): string {
  return fullName.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Sorts by full name, then by uid, which is unique. */
export function byFullName(
  a: { fullName: string; uid: string },
  b: { fullName: string; uid: string },
): number {
  return compare(nameOrderKey(a.fullName), nameOrderKey(b.fullName)) || compare(a.uid, b.uid);
}

/** The form in which a query and what it is looked for in are compared: any case, any Unicode form. */
export function matchKey(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
