/** Opens the conversation that the page's address or a clicked notification asks for. */

import type { ConversationId } from "../../protocol/ids.ts";
import { conversationIn, readToPage } from "../service_worker/messages.ts";

/**
 * Opens what is asked for from outside the page: by the address that it was opened with, and by a
 * click on a notification while it is open.
 *
 * @param open shows a conversation; its failures are its own.
 */
export function followAskedConversations(
  open: (conversation: ConversationId) => void,
  signal: AbortSignal,
): void {
  const follow = () => {
    const asked = conversationIn(location.hash);
    if (asked === undefined) return;
    // A reload is not another click.
    history.replaceState(history.state, "", location.pathname + location.search);
    open(asked);
  };
  follow();
  addEventListener("hashchange", follow, { signal });
  navigator.serviceWorker?.addEventListener("message", (event) => {
    const message = readToPage((event as MessageEvent).data);
    if (message !== undefined) open(message.conversation);
  }, { signal });
}
