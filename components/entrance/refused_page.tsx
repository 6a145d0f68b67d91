/** The page that says why a certificate was refused at sign-in, and what to do. */

import { Icon } from "../kit/icon.tsx";
import { Entrance } from "./entrance.tsx";
import { refusal } from "./refusals.ts";
import { t } from "../../i18n/i18n.ts";

/** A good password, but a certificate that is not good enough: says so, and gives no session. */
export function RefusedPage({ reason }: { reason: string | null }) {
  const { what, remedy, reason: known } = refusal(reason);
  return (
    <Entrance>
      <div class="entrance__card">
        <span class="refusal__mark">
          <Icon name="key" />
        </span>
        <h1 class="entrance__title">{t("You were not signed in")}</h1>
        <section class="refusal__section">
          <h2 class="refusal__heading">{t("What is wrong")}</h2>
          <p>{what}</p>
        </section>
        <section class="refusal__section">
          <h2 class="refusal__heading">{t("What you can do")}</h2>
          <p>{remedy}</p>
        </section>
        <a class="button button--primary button--wide" href="/login">{t("Back to the sign-in")}</a>
        {known === undefined ? null : (
          <p class="refusal__reason">
            {t("Reason:")} <code dir="ltr">{known}</code>
          </p>
        )}
      </div>
    </Entrance>
  );
}
