/**
 * Addresses in running text. A link always shows where it leads: there is no form in which a text
 * stands for an address (`[text](address)` stays as typed), a host in another script than Latin is
 * shown in punycode, so that a lookalike is seen for what it is, and an address with a user name in
 * it, which may look like a host, is no link at all.
 */

const SCHEME = /^(?:https?:\/\/|mailto:)/i;
/** What ends an address: space, invisible characters, quotes, brackets that URLs escape. */
const ADDRESS = /[^\s\p{Cc}\p{Cf}<>"“”«»`{}|\\^]+/uy;
/** Punctuation after an address belongs to the sentence. */
const SENTENCE_END = new Set(".,;:!?'’*~_…)]");
/** Longer ones stay text. */
const MAX_LINK_CHARS = 2048;

export interface FoundLink {
  /** Where it ends in the text. */
  end: number;
  /** Absent: no address that may be followed, but one token of text nevertheless. */
  link?: { href: string; text: string };
}

/** The address that begins at `start` of `text`. */
export function linkAt(text: string, start: number): FoundLink | undefined {
  if (!SCHEME.test(text.slice(start, start + 8))) return undefined;
  ADDRESS.lastIndex = start;
  const found = ADDRESS.exec(text)?.[0];
  if (found === undefined) return undefined;
  const typed = withoutSentenceEnd(found);
  const end = start + typed.length;
  const link = typed.length > MAX_LINK_CHARS ? undefined : checkedLink(typed);
  return link === undefined ? { end } : { end, link };
}

function checkedLink(typed: string): { href: string; text: string } | undefined {
  if (!URL.canParse(typed)) return undefined;
  const url = new URL(typed);
  if (url.protocol === "mailto:") {
    return url.pathname.includes("@") ? { href: url.href, text: url.href } : undefined;
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  if (url.username !== "" || url.password !== "") return undefined;
  const host = /^https?:\/\/([^/?#]*)/i.exec(typed)?.[1]?.toLowerCase();
  return { href: url.href, text: host === url.host ? typed : url.href };
}

/** Without the full stop, or the bracket that was opened before the address. */
function withoutSentenceEnd(found: string): string {
  let surplus = count(found, ")") - count(found, "(");
  let squares = count(found, "]") - count(found, "[");
  let end = found.length;
  while (end > 0) {
    const last = found[end - 1]!;
    if (!SENTENCE_END.has(last)) break;
    if (last === ")" && surplus-- <= 0) break;
    if (last === "]" && squares-- <= 0) break;
    end -= 1;
  }
  return found.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
