/** The kind `delete`: one's own message is taken back, for everybody and for good. */

import { t } from "../../i18n/i18n.ts";
import type { DeletePayload } from "../../e2ee/payload.ts";
import type { ActKind } from "./kind.ts";

export const DELETE: ActKind<DeletePayload> = {
  role: "act",
  amends: true,
  apply(outcome) {
    outcome.deleted = true;
  },
  remembered: "seeks",
  refused: (problem) => t("Your message was not deleted. {problem}", { problem }),
};
