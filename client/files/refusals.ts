/** The errors of file transfers, in plain words. */

import type { FileRefusal } from "../../e2ee/file.ts";
import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import { MAX_FILE_BYTES } from "../../protocol/limits.ts";
import type { SealingError } from "./sealing.ts";

/** Somebody aborted: nobody needs to be told. */
export function cancelled(signal: AbortSignal): AppError {
  return new AppError("conflict", t("Cancelled."), { reason: "cancelled", cause: signal.reason });
}

export function fileChanged(): AppError {
  return new AppError(
    "conflict",
    t("The file was changed since its upload began. Send it again."),
    { reason: "file-changed" },
  );
}

export function fileTooLarge(): AppError {
  const megabytes = MAX_FILE_BYTES / (1024 * 1024);
  return new AppError(
    "too-large",
    t("This file is too large. Files may have up to {megabytes} MB.", { megabytes }),
  );
}

export function noRoomHere(): AppError {
  return new AppError("storage-full", t("This device has no room to keep this file."), {
    reason: "uploads-kept",
  });
}

/** What was kept is damaged, or its page ended before it was all there. */
export function notWhole(): AppError {
  return new AppError(
    "not-found",
    t("This file was not kept whole when the page was closed. Choose it again."),
    { reason: "not-whole" },
  );
}

/** What a failure in the worker means to the person who waits for it. */
export function sealingError({ reason, cause }: SealingError): AppError {
  switch (reason) {
    case "unreadable":
      return new AppError("invalid", t("This file cannot be read. Choose it again."), {
        reason,
        cause,
      });
    case "unreadable-photo":
      return new AppError(
        "invalid",
        t("The place and camera data in this photo could not be removed. Send it as a file."),
        { reason },
      );
    case "broken":
      return new AppError("internal", t("This file could not be worked on. Reload the page."), {
        reason,
        cause,
      });
    default:
      return new AppError(
        "invalid",
        t("This file is not the one that was sent, so it is not opened. Tell the administrator."),
        { reason: reason satisfies FileRefusal },
      );
  }
}
