/** The kind `pin`: a message is to be found easily by everybody, or no longer. */

import { t } from "../../i18n/i18n.ts";
import type { PinPayload } from "../../e2ee/payload.ts";
import type { ActKind } from "./kind.ts";

export const PIN: ActKind<PinPayload> = {
  role: "act",
  amends: false,
  apply(outcome, { payload, seq }) {
    if (payload.action === "add") outcome.pinnedAt = seq;
    else delete outcome.pinnedAt;
  },
  remembered: "seeks",
  refused: (problem) =>
    t("What you pinned, or no longer pin, was not taken. {problem}", { problem }),
};
