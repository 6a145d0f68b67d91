/** How a message that did not open is headed, on the screen and in a saved log. */

import { t } from "../../i18n/i18n.ts";
import type { EntryView } from "./conversation.ts";

type Closed = Pick<Extract<EntryView, { type: "closed" }>, "senderName" | "own">;

/**
 * Whose it is, where that is known.
 *
 * @param written how a name is written there.
 */
export function closedTitle(
  { senderName, own }: Closed,
  written: (name: string) => string = (name) => name,
): string {
  if (senderName === undefined) return t("Closed message, and nobody can tell whose");
  if (own === true) return t("Closed message of your own");
  return t("Closed message from {name}", { name: written(senderName) });
}
