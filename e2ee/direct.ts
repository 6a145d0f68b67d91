/** The id of the conversation of two people, made from their user ids. */

import { concat, toBase64Url, utf8 } from "../protocol/encoding.ts";
import { type ConversationId, isUserId, type UserId } from "../protocol/ids.ts";
import { sha256, TAGS } from "./digest.ts";

/**
 * Id of the conversation of two people: SHA-256("tw1/dm" || the two user ids, the smaller first),
 * each as its 36 ASCII characters. Nobody can be added to it, since membership is the id.
 *
 * @throws {TypeError} when the two are one person, or not user ids.
 */
export async function conversationIdOfDirect(a: UserId, b: UserId): Promise<ConversationId> {
  if (!isUserId(a) || !isUserId(b) || a === b) {
    throw new TypeError("Cannot name a direct conversation as it needs two different people");
  }
  const [first, second] = a < b ? [a, b] : [b, a];
  return toBase64Url(
    await sha256(concat(TAGS.direct, utf8(first), utf8(second))),
  ) as ConversationId;
}
