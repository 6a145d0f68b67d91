/** What a person is told when the browser does not store what it was given: one sentence per cause. */

import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";

/** When the browser failed: while the database was opened, or in work with an open one. */
export type StorageStep = "opening" | "working";

/** Why a database is none any more, or none yet: what IndexedDB tells by events. */
export type StorageEnd = "removed" | "outdated" | "held" | "silent";

/**
 * The error for what IndexedDB failed with (its exceptions by name; IndexedDB 3.0 section 3).
 *
 * @returns `storage-full`, or `unavailable` with the reason `storage-blocked`.
 */
export function storageError(cause: unknown, step: StorageStep): AppError {
  if (cause instanceof AppError) return cause;
  switch (cause) {
    case "removed":
      return removed();
    case "outdated":
      return outdated();
    case "held":
      return new AppError(
        "unavailable",
        t(
          "Another tab has an older version of this site open, and nothing can be stored until it is closed. Close the other tabs of this site and reload this page.",
        ),
        blocked(),
      );
    case "silent":
      return new AppError(
        "unavailable",
        t("This browser's storage does not answer. Close other tabs of this site and try again."),
        blocked(),
      );
  }
  const name = nameOf(cause);
  switch (name) {
    case "QuotaExceededError":
      return new AppError(
        "storage-full",
        "This browser has no room left for your keys and messages on their way. " +
          "Free some space on this device and try again.",
        { cause },
      );
    case "SecurityError":
      return blockedBySettings(cause);
    case "VersionError":
      return outdated(cause);
    case "InvalidStateError":
      // Private windows of some browsers open no database; an open one is gone from under the page.
      return step === "opening" ? blockedBySettings(cause) : removed(cause);
    case "ReferenceError":
    case "TypeError":
      // There is no `indexedDB` at all.
      if (step === "opening") return blockedBySettings(cause);
  }
  return new AppError(
    "unavailable",
    t(
      "This browser could not store or read what this page keeps in it ({name}). Restart the browser; if it happens again, see whether the disk has room.",
      { name: name ?? "AbortError" },
    ),
    blocked(cause),
  );
}

/** Site data was cleared, or the browser ran out of room for it (IndexedDB 3.0, 2.1.1). */
function removed(cause?: unknown): AppError {
  return new AppError(
    "unavailable",
    t(
      "What this page stored in this browser was removed while the page was open: somebody cleared the site's data, or the browser ran out of room. Reload the page.",
    ),
    blocked(cause),
  );
}

/** A newer page of ours in another tab wants to upgrade: it may, this page is old. */
function outdated(cause?: unknown): AppError {
  return new AppError(
    "unavailable",
    t("A newer version of this page is open in another tab. Reload this one."),
    blocked(cause),
  );
}

function blockedBySettings(cause: unknown): AppError {
  return new AppError(
    "unavailable",
    t(
      "This browser does not let this page keep your keys. Private windows and settings that block site data do that: use an ordinary window and try again.",
    ),
    blocked(cause),
  );
}

/** Says to `isStorageProblem` that nothing of what was asked is at fault. */
function blocked(cause?: unknown): { cause: unknown; reason: string } {
  return { cause, reason: "storage-blocked" };
}

function nameOf(cause: unknown): string | undefined {
  const name = (cause as { name?: unknown } | null | undefined)?.name;
  return typeof name === "string" && name !== "" ? name : undefined;
}
