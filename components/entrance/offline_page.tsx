/** The page shown when a page needs the server and there is none. */

import { t } from "../../i18n/i18n.ts";
import { Icon } from "../kit/icon.tsx";
import { Entrance, EntranceTitle } from "./entrance.tsx";

/** Stands in for a page that needs the server, while there is none. */
export function OfflinePage() {
  return (
    <Entrance>
      <div class="entrance__card">
        <span class="refusal__mark">
          <Icon name="offline" />
        </span>
        <EntranceTitle title={t("No connection to the server")}>
          {t("This page needs the server. Check your network, then try again.")}
        </EntranceTitle>
        <a class="button button--primary button--wide" href="/chat">{t("Try again")}</a>
      </div>
    </Entrance>
  );
}
