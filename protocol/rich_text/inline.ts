/** Parses the markup within a line: bold, italic, strike, code, links, mentions. */

import { spellUid } from "../ids.ts";
import { linkAt } from "./links.ts";
import type { Inline, Mark } from "./tree.ts";

/**
 * Marks within a line of thought: `**bold**`, `*italic*`, `~~strike~~`, `` `code` ``, addresses,
 * `@uid`. A backslash before `*`, `~` or a backtick takes its meaning away. Every step looks at
 * each character a bounded number of times, whatever the text.
 */

/** A run of `*` or `~` that may open or close marks. */
interface Run {
  type: "run";
  character: "*" | "~";
  opens: boolean;
  closes: boolean;
  /** Marks that it still could open or close. */
  left: Set<Mark>;
  /** As they were matched: from the inside to the outside. */
  opened: Mark[];
  closed: Mark[];
}
type Leaf = Exclude<Inline, { children: Inline[] }>;
type Token = Leaf | Run | { type: "break" };

/** Characters that a token can begin with. */
const SPECIAL = /[*~`@\\hHmM\n]/g;
const ESCAPED = new Set("*~`");
/** Between letters of scripts that write spaces, a star is a star: 2*3*4. */
const IN_WORD = /[\p{N}\p{L}_]/u;
const SPACELESS =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
/**
 * A username as directories have them, mail addresses among them; not all that `isUid` allows, for a
 * name with a space ends nowhere in a sentence. Scripts without spaces go on after a name in others.
 */
const UID = new RegExp(
  `(?!${SPACELESS.source})[\\p{L}\\p{N}_](?:(?!${SPACELESS.source})(?:[\\p{L}\\p{N}\\p{M}._-]|[+@](?=[\\p{L}\\p{N}])))*`,
  "uy",
);
const MARK_LENGTH = { bold: 2, italic: 1, strike: 2 } as const;

export function parseInline(text: string): Inline[] {
  const tokens = tokenise(text);
  match(tokens);
  return build(tokens);
}

function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  const closers = new BacktickRuns(text);
  let plain = "";
  let at = 0;
  let lineEnd = -1;
  const flush = () => {
    if (plain !== "") tokens.push({ type: "text", text: plain });
    plain = "";
  };
  const push = (token: Token, end: number) => {
    flush();
    tokens.push(token);
    at = end;
  };
  while (at < text.length) {
    SPECIAL.lastIndex = at;
    const next = SPECIAL.exec(text)?.index ?? text.length;
    plain += text.slice(at, next);
    at = next;
    const character = text[at];
    if (character === undefined) break;
    if (character === "\\" && ESCAPED.has(text[at + 1] ?? "")) {
      plain += text[at + 1];
      at += 2;
      continue;
    }
    if (character === "\n" && /^\n[^\S\n]*\n/.test(text.slice(at, at + 64))) {
      plain += character;
      push({ type: "break" }, at + 1);
      continue;
    }
    if (character === "*" || character === "~") {
      const length = runLength(text, at);
      const run = runAt(text, at, length);
      if (run !== undefined) push(run, at + length);
      else {
        plain += text.slice(at, at + length);
        at += length;
      }
      continue;
    }
    if (character === "`") {
      const length = runLength(text, at);
      const close = closers.after(at + length, length);
      if (lineEnd < at) lineEnd = (text.indexOf("\n", at) + 1 || text.length + 1) - 1;
      if (close === undefined || close > lineEnd) {
        plain += text.slice(at, at + length);
        at += length;
      } else {
        push({ type: "code", text: codeText(text.slice(at + length, close)) }, close + length);
      }
      continue;
    }
    const begins = !isWord(before(text, at));
    if (character === "@" && begins) {
      const uid = uidAt(text, at + 1);
      if (uid !== undefined) {
        push({ type: "mention", uid: spellUid(uid), text: `@${uid}` }, at + 1 + uid.length);
        continue;
      }
    } else if (begins) {
      const found = linkAt(text, at);
      if (found?.link !== undefined) {
        push({ type: "link", ...found.link }, found.end);
        continue;
      }
      if (found !== undefined && found.end > at) {
        plain += text.slice(at, found.end);
        at = found.end;
        continue;
      }
    }
    plain += character;
    at += 1;
  }
  flush();
  return tokens;
}

/** Finds for each closing run what it closes; what lies between stays unmatched. */
function match(tokens: readonly Token[]): void {
  let open: Run[] = [];
  let waiting: Record<Mark, number> = { bold: 0, italic: 0, strike: 0 };
  for (const token of tokens) {
    if (token.type === "break") {
      open = [];
      waiting = { bold: 0, italic: 0, strike: 0 };
    }
    if (token.type !== "run") continue;
    while (token.closes && [...token.left].some((mark) => waiting[mark] > 0)) {
      const opener = open.at(-1)!;
      const mark = [...opener.left].find((one) => token.left.has(one));
      if (mark === undefined) {
        for (const one of opener.left) waiting[one] -= 1;
        open.pop();
        continue;
      }
      opener.left.delete(mark);
      opener.opened.push(mark);
      token.left.delete(mark);
      token.closed.push(mark);
      waiting[mark] -= 1;
      if (opener.left.size === 0) open.pop();
    }
    if (token.opens && token.closed.length === 0) {
      for (const mark of token.left) waiting[mark] += 1;
      open.push(token);
    }
  }
}

function build(tokens: readonly Token[]): Inline[] {
  const root: Inline[] = [];
  /** Marks within themselves change nothing, so the tree is three deep at most. */
  const frames: { mark: Mark; children: Inline[]; drawn: boolean }[] = [];
  const children = () => frames.at(-1)?.children ?? root;
  const write = (text: string) => {
    const last = children().at(-1);
    if (last?.type === "text") last.text += text;
    else if (text !== "") children().push({ type: "text", text });
  };
  for (const token of tokens) {
    if (token.type === "break") continue;
    if (token.type === "text") write(token.text);
    else if (token.type !== "run") children().push(token);
    else {
      for (let closed = token.closed.length; closed > 0; closed--) frames.pop();
      const rest = [...token.left].reduce((sum, mark) => sum + MARK_LENGTH[mark], 0);
      write(token.character.repeat(rest));
      for (const mark of token.opened.toReversed()) {
        const parent = children();
        if (frames.some((frame) => frame.mark === mark && frame.drawn)) {
          frames.push({ mark, children: parent, drawn: false });
        } else {
          const node = { type: mark, children: [] as Inline[] };
          parent.push(node);
          frames.push({ mark, children: node.children, drawn: true });
        }
      }
    }
  }
  return root;
}

/** Lone tildes and runs of more than three stars are what they are. */
function runAt(text: string, at: number, length: number): Run | undefined {
  const character = text[at] as Run["character"];
  const left = new Set<Mark>();
  if (character === "~" && length === 2) left.add("strike");
  if (character === "*" && length >= 2 && length <= 3) left.add("bold");
  if (character === "*" && (length === 1 || length === 3)) left.add("italic");
  if (left.size === 0) return undefined;
  const earlier = before(text, at);
  const later = after(text, at + length);
  const opens = isInk(later) && !isWord(earlier);
  const closes = isInk(earlier) && !isWord(later);
  if (!opens && !closes) return undefined;
  return { type: "run", character, opens, closes, left, opened: [], closed: [] };
}

function runLength(text: string, at: number): number {
  let end = at;
  while (text[end] === text[at]) end += 1;
  return end - at;
}

/** The character, whole, that ends before `at`. */
function before(text: string, at: number): string {
  const unit = text[at - 1] ?? "";
  return /[\udc00-\udfff]/.test(unit) ? text.slice(Math.max(0, at - 2), at) : unit;
}

function after(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? "" : String.fromCodePoint(code);
}

function isWord(character: string): boolean {
  return IN_WORD.test(character) && !SPACELESS.test(character);
}

function isInk(character: string): boolean {
  return character !== "" && !/\s/u.test(character);
}

function uidAt(text: string, at: number): string | undefined {
  UID.lastIndex = at;
  // A full stop after a name belongs to the sentence.
  return UID.exec(text)?.[0].replace(/[._+@-]+$/, "") || undefined;
}

/** One space on either side stands for none, where a backtick needs it (CommonMark 6.1). */
function codeText(inner: string): string {
  const bare = inner.slice(1, -1);
  const wrapped = inner.startsWith(" ") && inner.endsWith(" ");
  return wrapped && (bare.startsWith("`") || bare.endsWith("`")) ? bare : inner;
}

/** Where the runs of backticks of each length begin; asked for from the front to the back. */
class BacktickRuns {
  readonly #starts = new Map<number, number[]>();

  constructor(text: string) {
    for (const { 0: run, index } of text.matchAll(/`+/g)) {
      const starts = this.#starts.get(run.length);
      if (starts === undefined) this.#starts.set(run.length, [index]);
      else starts.push(index);
    }
    for (const starts of this.#starts.values()) starts.reverse();
  }

  after(at: number, length: number): number | undefined {
    const starts = this.#starts.get(length);
    while (starts !== undefined && starts.length > 0 && starts.at(-1)! < at) starts.pop();
    return starts?.at(-1);
  }
}
