/** The kind `edit`: one's own message says something else from now on. */

import { t } from "../../i18n/i18n.ts";
import type { EditPayload } from "../../e2ee/payload.ts";
import type { ActKind } from "./kind.ts";

export const EDIT: ActKind<EditPayload> = {
  role: "act",
  amends: true,
  apply(outcome, { payload: { text } }, shownAt) {
    if (text === outcome.text) return;
    outcome.wordings.push({ text: outcome.text, time: outcome.since });
    outcome.text = text;
    outcome.editedAt = outcome.since = shownAt();
  },
  withoutWords: (payload, noWords) => ({ ...payload, text: noWords }),
  remembered: "waits",
  refused: (problem) => t("Your edit was not taken. {problem}", { problem }),
};
