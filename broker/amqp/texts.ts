/** Encodes and decodes the bodies of AMQP messages: submissions and events. */

import { Buffer } from "node:buffer";
import type { BrokerEvent } from "../port.ts";

/**
 * Bodies of AMQP messages. Submissions: texts joined by a line feed. Events: one line each, the
 * key and the text parted by a tab.
 */

/** UTF-16 units in one message of submissions; one text larger than this goes alone. */
export const MAX_SUBMISSION_CHARS = 1024 * 1024;
/** UTF-16 units in one message of events; one event larger than this goes alone. */
export const MAX_EVENT_CHARS = 256 * 1024;
/** Different keys in one message of events; they travel in its header, which is one frame. */
export const MAX_EVENT_KEYS = 200;
/** AMQP 0-9-1 carries routing keys as short strings. */
const MAX_KEY_BYTES = 255;

/** Says nothing: submissions are never empty, so whoever takes it off the queue drops it. */
export const EMPTY_BODY = Buffer.alloc(0);

/** Texts in order, split where one message would grow too large. */
export function chunkTexts(texts: string[], maxChars: number): string[][] {
  const chunks: string[][] = [];
  let chunk: string[] = [];
  let chars = 0;
  for (const text of texts) {
    if (chunk.length > 0 && chars + text.length > maxChars) {
      chunks.push(chunk);
      chunk = [];
      chars = 0;
    }
    chunk.push(text);
    chars += text.length + 1;
  }
  if (chunk.length > 0) chunks.push(chunk);
  return chunks;
}

/** @throws {TypeError} when a text holds a line feed. */
export function encodeTexts(texts: string[]): Buffer {
  for (const text of texts) requireNoLineFeed(text);
  return Buffer.from(texts.join("\n"));
}

export function decodeTexts(body: Buffer): string[] {
  return body.toString().split("\n");
}

export interface EventMessage {
  /** Every key of the message, once. */
  keys: string[];
  body: Buffer;
}

/** Events in order, packed into as few messages as the bounds allow. */
export function encodeEvents(events: BrokerEvent[]): EventMessage[] {
  const messages: EventMessage[] = [];
  let keys = new Set<string>();
  let lines: string[] = [];
  let chars = 0;
  const finish = () => {
    if (lines.length === 0) return;
    messages.push({ keys: [...keys], body: Buffer.from(lines.join("\n")) });
    keys = new Set();
    lines = [];
    chars = 0;
  };
  for (const { key, text } of events) {
    requireNoLineFeed(text);
    const isFull = chars + key.length + text.length > MAX_EVENT_CHARS ||
      (keys.size === MAX_EVENT_KEYS && !keys.has(key));
    if (isFull) finish();
    if (!keys.has(key)) keys.add(requireKey(key));
    lines.push(`${key}\t${text}`);
    chars += key.length + text.length + 2;
  }
  finish();
  return messages;
}

export function decodeEvents(body: Buffer): BrokerEvent[] {
  return decodeTexts(body).map((line) => {
    const tab = line.indexOf("\t");
    return { key: line.slice(0, tab), text: line.slice(tab + 1) };
  });
}

/**
 * A routing key that means itself: `*` and `#` are patterns to a topic exchange.
 *
 * @throws {TypeError} when it is empty, too long, or holds white space or a pattern.
 */
export function requireKey(key: string): string {
  // deno-lint-ignore no-control-regex -- they are what must not be there
  if (/^[^\s*#\u0000-\u001f]+$/.test(key) && Buffer.byteLength(key) <= MAX_KEY_BYTES) return key;
  throw new TypeError(
    `Cannot use a routing key as it must be 1 to ${MAX_KEY_BYTES} bytes without white space, ` +
      `"*" and "#": current value is ${JSON.stringify(key.slice(0, 80))}`,
  );
}

function requireNoLineFeed(text: string): void {
  if (text.includes("\n")) {
    throw new TypeError("Cannot hand over a text with a line feed: it separates texts");
  }
}
