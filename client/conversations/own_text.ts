/** Checks a text or caption that was typed, and its length, before it is sent. */

import { t } from "../../i18n/i18n.ts";
import { utf8 } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import { MAX_TEXT_BYTES } from "../../protocol/limits.ts";
import { plainText } from "../../protocol/rich_text/plain_text.ts";
import { isInvisible, tidyText } from "../../protocol/typed_text.ts";

/** `typed` as it may be sent. @throws {AppError} `invalid` or `too-large` */
export function checkedText(typed: string): string {
  const text = tidyText(typed);
  if (text === "") throw new AppError("invalid", t("Write something first."), { field: "text" });
  refuse(text);
  return text;
}

/** `typed` as it may stand beside a file; it may be empty. @throws as above */
export function checkedCaption(typed: string): string {
  const caption = tidyText(typed);
  if (caption !== "") refuse(caption);
  return caption;
}

function refuse(text: string): void {
  // A mark alone is drawn as nothing, too.
  if (isInvisible(text) || isInvisible(plainText(text))) {
    throw new AppError("invalid", t("Nobody could see anything of this message."), {
      field: "text",
    });
  }
  if (utf8(text).length <= MAX_TEXT_BYTES) return;
  throw new AppError("too-large", t("This message is too long. Send it in parts."), {
    field: "text",
  });
}
