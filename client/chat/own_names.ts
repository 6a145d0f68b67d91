/** One's own display name: changing it, and the names one bore. */

import { makeDisplayName, verifyDisplayName } from "../../e2ee/display_name.ts";
import {
  type DisplayNameProblem,
  displayNameProblem,
  normalizeDisplayName,
} from "../../protocol/display_name.ts";
import { AppError } from "../../protocol/errors.ts";
import { MAX_DISPLAY_NAME_CHARS } from "../../protocol/limits.ts";
import { t } from "../../i18n/i18n.ts";
import type { ChatContext } from "../conversations/context.ts";
import type { NameChangeView } from "../model/mod.ts";
import type { DisplayNames } from "./display_names.ts";

export type OwnNameContext = Pick<ChatContext, "author" | "ask" | "identities" | "now">;

/** @returns what is wrong with a name as somebody types it, in words for them, or undefined. */
export function checkDisplayName(typed: string): string | undefined {
  const problem = displayNameProblem(normalizeDisplayName(typed));
  return problem === undefined ? undefined : messageOf(problem);
}

/**
 * Signs and publishes a new name; everybody is told.
 *
 * @param typed empty: back to the directory's name.
 * @throws {AppError} `invalid` (field `name`), the server's refusal, or `unavailable`.
 */
export async function setOwnName(
  typed: string,
  { author, ask, now }: OwnNameContext,
  names: DisplayNames,
): Promise<void> {
  const name = normalizeDisplayName(typed);
  const wrong = name === "" ? undefined : checkDisplayName(name);
  if (wrong !== undefined) throw new AppError("invalid", wrong, { field: "name" });
  const { user, cert, signKey } = author;
  const after = names.timeOf(user);
  const record = await makeDisplayName({
    user,
    cert,
    name,
    ...(after === undefined ? {} : { after }),
    signKey,
    clock: now,
  });
  const taken = await ask({ type: "set-name", ...record });
  await names.take([{ user, name: taken }]);
}

/** The names that one bore, newest first; what one did not sign is left out. */
export async function ownNameHistory(
  { author, ask, identities }: OwnNameContext,
): Promise<NameChangeView[]> {
  const { names } = await ask({ type: "names" });
  const borne: NameChangeView[] = [];
  for (const record of names) {
    const verified = await verifyDisplayName(record, identities);
    if (!verified.ok || verified.name.user !== author.user) continue;
    borne.push({ name: verified.name.name, time: verified.name.time });
  }
  return borne;
}

/** Removes the names that one bore, but for the present one. @throws {AppError} `unavailable` */
export async function clearOwnNameHistory({ ask }: OwnNameContext): Promise<void> {
  await ask({ type: "clear-names" });
}

function messageOf(problem: DisplayNameProblem): string {
  switch (problem) {
    case "empty":
      return t("Enter a name.");
    case "too-long":
      return t("Use at most {count} characters for your name.", {
        count: MAX_DISPLAY_NAME_CHARS,
      });
    case "unprintable":
      return t("Your name holds a character that cannot be shown. Type it again.");
    case "spelling":
      return t("Remove the spaces before and after your name.");
  }
}
