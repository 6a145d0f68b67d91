/**
 * Finds receipts and deliveries in what the server sends, without building objects: `JSON.parse`
 * of every delivery would cost the machine more than the server spends on it. The marks cannot
 * stand inside a body, where every quotation mark is escaped.
 */

const ANSWER = '{"type":"answer","ref":';
const ITEM = ',"kind":"message","id":"';
const REFUSED = '{"type":"refused","ref":';
const ID_CHARS = 43;
/** No body is shorter: its signature alone is 512 characters. */
const MIN_BODY_CHARS = 512;

export interface Found {
  /** A receipt came for the frame with this number. */
  onReceipt(ref: number): void;
  /** A message came, with its place in its conversation. */
  onMessage(id: string, seq: number): void;
  onRefused(ref: number, text: string): void;
}

/** Reports all that one WebSocket message holds. */
export function scan(text: string, found: Found): void {
  let at = text.indexOf(ITEM);
  while (at >= 0) {
    const idAt = at + ITEM.length;
    found.onMessage(text.slice(idAt, idAt + ID_CHARS), numberBefore(text, at));
    at = text.indexOf(ITEM, idAt + ID_CHARS + MIN_BODY_CHARS);
  }
  at = text.indexOf(ANSWER);
  while (at >= 0) {
    found.onReceipt(numberAt(text, at + ANSWER.length));
    at = text.indexOf(ANSWER, at + ANSWER.length);
  }
  at = text.indexOf(REFUSED);
  while (at >= 0) {
    found.onRefused(numberAt(text, at + REFUSED.length), text);
    at = text.indexOf(REFUSED, at + REFUSED.length);
  }
}

const ZERO = 48;
const isDigit = (code: number) => code >= ZERO && code < ZERO + 10;

function numberAt(text: string, at: number): number {
  let value = 0;
  for (let i = at; isDigit(text.charCodeAt(i)); i++) value = value * 10 + text.charCodeAt(i) - ZERO;
  return value;
}

/** The number whose last digit stands before `end`. */
function numberBefore(text: string, end: number): number {
  let start = end;
  while (isDigit(text.charCodeAt(start - 1))) start--;
  return numberAt(text, start);
}
