import { t, tn } from "../../i18n/i18n.ts";
import { listed } from "../../i18n/listed.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ChatContext } from "./context.ts";
import { distinctName } from "./person_name.ts";
import type { ConversationLog } from "./conversation_log.ts";

/** Tries before somebody is told; each loses only to somebody else's that succeeded. */
const MAX_TRIES = 6;

/**
 * Makes sure that the conversation has an epoch that every member can read, as they are now; makes
 * one when it is needed. The secret's wraps go ahead of the manifest; when somebody else's manifest
 * comes first, theirs counts.
 *
 * @param afterRefusal the server refused a message as stale, so that an epoch which looks right
 * here is made anew.
 * @throws {AppError} `certificate` (reason `identity-changed`) when somebody's new identity is not
 * accepted or one's own does not hold (`own-identity`), `forbidden` (reason `no-keys`, `not-a-member`, `rollback`), or the server's refusal.
 */
export async function ensureEpoch(
  log: ConversationLog,
  context: ChatContext,
  { afterRefusal = false } = {},
): Promise<void> {
  let isForced = afterRefusal;
  for (let tries = 0;; tries++) {
    const { identities, changed, without } = await context.identities.targets(log.e2ee.members);
    if ([...changed, ...without].includes(context.author.user)) {
      throw new AppError(
        "certificate",
        t(
          "Your own certificate does not hold any more in this browser. Check the clock of this device, then log out and sign in again.",
        ),
        { reason: "own-identity" },
      );
    }
    refuseChanged(changed.map((user) => distinctName(context.nameOf(user))));
    if (log.kind === "direct" && without.length > 0) {
      const { fullName } = context.nameOf(without[0]!);
      throw new AppError(
        "forbidden",
        t("{name} has no valid keys yet, so nothing can be sealed for them.", { name: fullName }),
        { reason: "no-keys" },
      );
    }
    const reason = await log.e2ee.newEpochNeeded(identities);
    if (reason === undefined && !isForced) return;
    isForced = false;
    const made = await log.e2ee.makeEpoch(identities);
    try {
      for (const body of made.wraps) {
        await context.ask({ type: "submit", conv: log.conv, kind: "wraps", body });
      }
      const { epoch: body } = made;
      await context.ask({ type: "submit", conv: log.conv, kind: "epoch", body });
    } catch (error) {
      const isStale = error instanceof AppError && error.kind === "stale";
      if (!isStale || tries + 1 >= MAX_TRIES) throw error;
      // Somebody's keys may be newer than what is known of them here.
      await context.identities.load(log.e2ee.members);
    }
    // The manifest of this number, ours or another's, is in the sequence now.
    await log.catchUp();
  }
}

function refuseChanged(names: string[]): void {
  if (names.length === 0) return;
  throw new AppError(
    "certificate",
    tn(
      names.length,
      "{names} uses other keys than before. Accept them first, then send again.",
      "{names} use other keys than before. Accept them first, then send again.",
      { names: listed(names) },
    ),
    { reason: "identity-changed" },
  );
}
