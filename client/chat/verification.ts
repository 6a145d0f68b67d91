/** What the person at the screen makes of other people's keys. */

import { safetyNumber } from "../../e2ee/safety_number.ts";
import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/ids.ts";
import type { ChatContext } from "../conversations/context.ts";
import { distinctName } from "../conversations/person_name.ts";
import type { SafetyView } from "../model/conversation.ts";
import type { ChatParts } from "./chat_parts.ts";
import type { ChatSession } from "./session.ts";

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
    const name = distinctName(nameOf(user));
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
 * Takes a person's new identity as theirs; what waited for this decision goes on its way.
 *
 * @throws {AppError} `not-found` when there is no valid one.
 */
export async function acceptIdentity(
  person: UserId,
  parts: ChatParts,
  session: ChatSession,
): Promise<void> {
  if (!await parts.context.identities.accept(person)) {
    throw new AppError("not-found", t("There is no valid identity of this person to accept."));
  }
  await accepted(person, parts, session);
}

/**
 * The digits of `key` were the same on both screens: it is accepted, and marked as verified.
 *
 * @throws {AppError} `conflict` when the person has other keys meanwhile.
 */
export async function verifyIdentity(
  person: UserId,
  key: string,
  parts: ChatParts,
  session: ChatSession,
): Promise<void> {
  const { identities, nameOf } = parts.context;
  const isNew = identities.view(person) === "changed";
  if (!await identities.verify(person, key)) {
    const name = distinctName(nameOf(person));
    throw new AppError(
      "conflict",
      t("{name} has set up other keys in the meantime. Compare the new number.", { name }),
    );
  }
  if (isNew) await accepted(person, parts, session);
}

/** Somebody's new keys count from now on. */
async function accepted(
  person: UserId,
  { context, names }: ChatParts,
  { open, drawing }: ChatSession,
): Promise<void> {
  const name = distinctName(context.nameOf(person));
  open.notice(person, t("You accepted the new keys of {name}.", { name }));
  await Promise.all([open.retryClosed(), names.retry([person])]);
  for (const { sender } of open.all()) void sender.flush();
  drawing.soon();
}
