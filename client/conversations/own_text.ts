// Browser-safe: runs in the page.

import { t } from "../../i18n/i18n.ts";
import { tidyText } from "../../e2ee/payload.ts";
import { utf8 } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import { MAX_TEXT_BYTES } from "../../protocol/limits.ts";

/** `typed` as it may be sent. @throws {AppError} `invalid` or `too-large` */
export function checkedText(typed: string): string {
  const text = tidyText(typed);
  if (text === "") throw new AppError("invalid", t("Write something first."), { field: "text" });
  if (utf8(text).length > MAX_TEXT_BYTES) {
    throw new AppError("too-large", t("This message is too long. Send it in parts."), {
      field: "text",
    });
  }
  return text;
}
