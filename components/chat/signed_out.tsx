/** What stands in place of the chat when its session is over. */

import { served, t } from "../../i18n/i18n.ts";
import { LogoMark } from "../kit/logo.tsx";
import { Note } from "../kit/note.tsx";
import { LOGIN } from "../pane.ts";

/**
 * In the place of the chat once its session is over: nothing of it is for whoever comes by.
 *
 * @param props.message why it is over.
 */
export function SignedOut({ message }: { message: string }) {
  return (
    <main class="opening">
      <span class="welcome__mark">
        <LogoMark />
      </span>
      <div class="opening__problem">
        <h1 class="entrance__title">{t("The chat is closed")}</h1>
        <Note look="warning" icon="leave" role="alert">{served(message)}</Note>
        <div class="opening__actions">
          {/* Without the focus: the next key may have been meant for a message. */}
          <a class="button button--primary" href={LOGIN}>{t("Sign in again")}</a>
        </div>
      </div>
    </main>
  );
}
