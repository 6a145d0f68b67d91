/**
 * How messages of the search stand on disk: segments of many messages, each sealed as one
 * (AES-256-GCM), its place in the store bound into the seal.
 */

import { type Bytes, concat, fromUtf8, utf8 } from "../../protocol/encoding.ts";
import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";
import { Numbering } from "./numbering.ts";
import type { Covered, SearchDocument } from "./port.ts";

const NONCE_BYTES = 12;
/** Raised when messages are kept in another form: what was kept before is read anew from the history. */
const VERSION = 2;

/** Conversations and senders stand once; `docs` name them by number. */
interface SegmentText {
  v: typeof VERSION;
  convs: ConversationId[];
  senders: UserId[];
  docs: [conv: number, seq: number, id: ItemId, sender: number, timeMs: number, text: string][];
}

/** What is said of the whole. */
export interface SearchSummary {
  /** Raised by every writing, so that another tab sees that the store moved on. */
  generation: number;
  /** Number of the last segment. */
  last: number;
  covered: Map<ConversationId, Covered>;
}

export async function sealSegment(
  key: CryptoKey,
  place: string,
  documents: readonly SearchDocument[],
): Promise<Bytes> {
  const convs = new Numbering<ConversationId>();
  const senders = new Numbering<UserId>();
  const docs = documents.map((one): SegmentText["docs"][number] => [
    convs.numberOf(one.conv),
    one.seq,
    one.id,
    senders.numberOf(one.sender),
    one.timeMs,
    one.text,
  ]);
  const text: SegmentText = { v: VERSION, convs: convs.names(), senders: senders.names(), docs };
  return await seal(key, place, text);
}

/** @throws when it was not sealed with `key` for `place`, or is of another version. */
export async function openSegment(
  key: CryptoKey,
  place: string,
  sealed: Bytes,
): Promise<SearchDocument[]> {
  const { convs, senders, docs } = await open<SegmentText>(key, place, sealed);
  return docs.map(([conv, seq, id, sender, timeMs, text]) => ({
    conv: convs[conv]!,
    seq,
    id,
    sender: senders[sender]!,
    timeMs,
    text,
  }));
}

export function sealSummary(key: CryptoKey, place: string, summary: SearchSummary): Promise<Bytes> {
  return seal(key, place, { v: VERSION, ...summary, covered: [...summary.covered] });
}

/** @throws when it was not sealed with `key` for `place`, or is of another version. */
export async function openSummary(
  key: CryptoKey,
  place: string,
  sealed: Bytes,
): Promise<SearchSummary> {
  const { generation, last, covered } = await open<
    { v: number; generation: number; last: number; covered: [ConversationId, Covered][] }
  >(key, place, sealed);
  return { generation, last, covered: new Map(covered) };
}

function cipher(place: string, nonce: Bytes): AesGcmParams {
  return {
    name: "AES-GCM",
    iv: nonce,
    additionalData: utf8(`talkywalky search ${VERSION}\n${place}`),
  };
}

async function seal(key: CryptoKey, place: string, value: unknown): Promise<Bytes> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const plain = utf8(JSON.stringify(value));
  const sealed = await crypto.subtle.encrypt(cipher(place, nonce), key, plain);
  return concat(nonce, new Uint8Array(sealed));
}

async function open<T extends { v: number }>(
  key: CryptoKey,
  place: string,
  sealed: Bytes,
): Promise<T> {
  const nonce = sealed.slice(0, NONCE_BYTES);
  const plain = await crypto.subtle.decrypt(cipher(place, nonce), key, sealed.slice(NONCE_BYTES));
  const value = JSON.parse(fromUtf8(new Uint8Array(plain))) as T;
  if (value.v !== VERSION) throw new Error(`A segment of version ${value.v}, not ${VERSION}`);
  return value;
}
