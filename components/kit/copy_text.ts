/** Puts text on the clipboard. */

import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";

/** @throws {AppError} `unavailable` where the browser does not let the page copy. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch (cause) {
    throw new AppError(
      "unavailable",
      t("This browser did not let the text be copied. Select it and copy it yourself."),
      { cause },
    );
  }
}
