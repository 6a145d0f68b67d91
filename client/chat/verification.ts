// Browser-safe: runs in the page.

import { safetyNumber } from "../../e2ee/safety_number.ts";
import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/ids.ts";
import { type ChatContext, toldName } from "../conversations/context.ts";
import type { SafetyView } from "../model.ts";

/**
 * The safety number of this person and `user`.
 *
 * @throws {AppError} `not-found` when either has no keys that hold now; `unavailable` when the
 * server cannot be asked for the other's.
 */
export async function safetyOf(
  user: UserId,
  { author, identities, nameOf }: Pick<ChatContext, "author" | "identities" | "nameOf">,
): Promise<SafetyView> {
  const comparison = await identities.comparison(user, author.cert);
  if (comparison === undefined) {
    const name = toldName(nameOf(user));
    throw new AppError(
      "not-found",
      t("You and {name} do not both have valid keys now, so there is nothing to compare.", {
        name,
      }),
    );
  }
  const { own, other, key, accepted } = comparison;
  const digits = await safetyNumber(
    { user: author.user, identityKey: own },
    { user, identityKey: other },
  );
  return {
    digits,
    key,
    accepted: accepted !== undefined,
    ...(accepted?.verifiedAt === undefined ? {} : { verifiedAt: accepted.verifiedAt }),
  };
}

/**
 * The digits of `key` were the same on both screens.
 *
 * @throws {AppError} `conflict` when the person has other keys meanwhile.
 */
export async function verify(
  user: UserId,
  key: string,
  { identities, nameOf }: Pick<ChatContext, "identities" | "nameOf">,
): Promise<void> {
  if (await identities.verify(user, key)) return;
  const name = toldName(nameOf(user));
  throw new AppError(
    "conflict",
    t("{name} has set up other keys in the meantime. Compare the new number.", { name }),
  );
}
