/** Opens the conversation of a clicked notification in a window that is there, or a new one. */

import type { ConversationId } from "../../protocol/ids.ts";
import { addressOf, type ToPage } from "./messages.ts";
import type { PageClient } from "./scope.ts";

const CHAT = "/chat";

/** Shows the conversation in the window that is there, or in a new one. */
export async function openConversation(
  conversation: ConversationId,
  { windows, open }: {
    windows: readonly PageClient[];
    open: (address: string) => Promise<unknown>;
  },
): Promise<void> {
  const chats = windows.filter(({ url }) => new URL(url).pathname === CHAT);
  const chat = chats.find(({ focused }) => focused) ?? chats[0];
  if (chat === undefined) return void await open(addressOf(conversation));
  chat.postMessage({ type: "open", conversation } satisfies ToPage);
  // The browser may not let itself be brought to the front; the conversation is open all the same.
  await chat.focus().catch(() => {});
}
