/** A message that arrived and opened, as far as a notification needs it. */

import type { PayloadType } from "../../e2ee/payload.ts";
import type { ConversationId } from "../../protocol/ids.ts";

/** A message that arrived and opened, as far as a notification needs it. Stays in the browser. */
export interface Arrival {
  conversation: ConversationId;
  kind: "direct" | "room";
  /** Name of the room; of a direct conversation, the other person's. */
  title: string;
  /** Its place in the conversation. */
  seq: number;
  payload: PayloadType;
  /** This person wrote it, here or in another browser. */
  own: boolean;
  senderName: string;
  /** One line: the text without its markup, or what stands for a file. */
  text: string;
  mentionsMe: boolean;
  /** It came while this page had no connection; several of those are only counted. */
  missed: boolean;
}
