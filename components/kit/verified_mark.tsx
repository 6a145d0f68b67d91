/** The mark beside the name of somebody whose safety number was compared. */

import type { IdentityView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { Icon } from "./icon.tsx";

/** Beside the name of somebody whose safety number was compared; nothing for others. */
export function VerifiedMark({ identity }: { identity: IdentityView }) {
  if (identity !== "verified") return null;
  return (
    <span class="verified" title={t("Verified: you compared the safety number.")}>
      <Icon name="shield" />
      <span class="said">, {t("identity verified")}</span>
    </span>
  );
}
