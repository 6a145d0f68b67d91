/** The kind `clear`: its sender, and nobody else, sees nothing up to its target any more. */

import { t } from "../../i18n/i18n.ts";
import type { ClearPayload } from "../../e2ee/payload.ts";
import type { MarkKind } from "./kind.ts";

export const CLEAR: MarkKind<ClearPayload> = {
  role: "mark",
  count(counted, { own, place }) {
    if (!own || place <= counted.cleared) return undefined;
    counted.cleared = place;
    return "all";
  },
  refused: (problem) =>
    t("The history was not cleared on your other devices. {problem}", { problem }),
};
