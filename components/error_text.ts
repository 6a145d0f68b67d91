// Browser-safe: runs in the page.

import { AppError } from "../protocol/errors.ts";
import { t } from "../i18n/i18n.ts";

/**
 * What to show of a thrown value. An `AppError` is written for people; anything else is a fault of
 * this page, which goes to the browser's console in full.
 */
export function errorText(error: unknown): string {
  if (error instanceof AppError) return error.message;
  console.error(error);
  return t("Something went wrong in this page. Reload it and try again.");
}
