/** The text to show for a thrown value. */

import { AppError } from "../../protocol/errors.ts";
import { served, t } from "../../i18n/i18n.ts";

/**
 * What to show of a thrown value. An `AppError` is written for people, in English by the server and
 * by workers; anything else is a fault of this page, which goes to the browser's console in full.
 */
export function errorText(error: unknown): string {
  if (error instanceof AppError) return served(error.message);
  console.error(error);
  return t("Something went wrong in this page. Reload it and try again.");
}
