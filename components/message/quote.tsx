/** The quote of the message that is answered; pressing it leads there. */

import type { QuoteView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { Icon } from "../kit/icon.tsx";

/** What a message answers, in one line; pressing it leads there. */
export function Quote({ quote, onReach }: { quote: QuoteView; onReach: () => void }) {
  const { senderName, text } = quote;
  return (
    <button type="button" class="quote" title={t("Go to this message")} onClick={onReach}>
      <Icon name="reply" />
      <span class="said">{t("In reply to")}</span>
      {senderName === undefined
        ? <span class="quote__text cut">{t("A message that is not shown here")}</span>
        : (
          <>
            <bdi class="quote__name">{senderName}</bdi>{" "}
            <span class="quote__text cut" dir="auto">{text === "" ? t("A file") : text}</span>
          </>
        )}
    </button>
  );
}
