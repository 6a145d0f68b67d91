/**
 * How people are ordered and matched, the same in every adapter. Pure.
 *
 * This order decides who is listed where a list has a limit, and no more. The browser asks for the
 * whole list at once and puts it into the order of its reader's language (`i18n/collation.ts`), in
 * which it also shows more of it by and by: nobody is missed or there twice for the two orders.
 */

/**
 * A text that orders names as people expect in a list: by letters, whatever their case and
 * accents. Keys are compared by code points, as a database compares their UTF-8.
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

/** By code points: `<` compares UTF-16, in which some letters come before others that they follow. */
function compare(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  // What differs may be the second half of a character.
  if (/[\udc00-\udfff]/.test(a[at] ?? b[at] ?? "") && /[\ud800-\udbff]/.test(a[at - 1] ?? "")) at--;
  return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1);
}
