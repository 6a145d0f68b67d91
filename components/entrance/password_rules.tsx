/** The password rules under a new password, each ticked as it is met. */

import { Icon } from "../kit/icon.tsx";
import { t } from "../../i18n/i18n.ts";

export interface PasswordRule {
  text: string;
  met: boolean;
}

/** The rules under a new password, each ticked as it is met; nothing turns red while one types. */
export function PasswordRules({ rules }: { rules: readonly PasswordRule[] }) {
  return (
    <ul class="checks" role="list">
      {rules.map(({ text, met }) => (
        <li key={text} class={met ? "checks__met" : ""}>
          <Icon name={met ? "check" : "dot"} />
          <span>
            {text} <span class="said">{met ? t("(met)") : t("(not met yet)")}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
