/** What stands in place of the chat while it opens, or when it cannot. */

import { useEffect, useState } from "preact/hooks";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../kit/button.tsx";
import { NeedsScript } from "../entrance/entrance.tsx";
import { LogoMark } from "../kit/logo.tsx";
import { Note } from "../kit/note.tsx";

/** After this a wait wants an explanation. */
const SLOW_MS = 6_000;

export interface OpeningProps {
  /** Why the chat did not open. */
  problem: string | undefined;
  /** Absent when another try cannot end otherwise. */
  onRetry: (() => void) | undefined;
  /** Begins anew where nothing has come for a while. */
  onReload: () => void;
}

/** In the place of the chat until it is there, or when it cannot be. */
export function Opening({ problem, onRetry, onReload }: OpeningProps) {
  return (
    <main class="opening">
      <span class="welcome__mark">
        <LogoMark />
      </span>
      <NeedsScript />
      {problem === undefined ? <Waiting onReload={onReload} /> : (
        <div class="opening__problem">
          <h1 class="entrance__title">{t("The chat did not open")}</h1>
          <Note look="danger" icon="alert" role="alert">{problem}</Note>
          <div class="opening__actions">
            {onRetry === undefined
              ? null
              : <Button look="primary" icon="retry" onClick={onRetry}>{t("Try again")}</Button>}
            <a class="button button--outline" href="/login">{t("Go to the sign-in")}</a>
          </div>
        </div>
      )}
    </main>
  );
}

function Waiting({ onReload }: Pick<OpeningProps, "onReload">) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="opening__waiting">
      <h1 class="said">TalkyWalky</h1>
      <div role="status">
        <p class="progress">
          <span class="spinner" aria-hidden="true" />
          {t("Opening the chat…")}
        </p>
        {slow ? <p class="opening__slow">{whyItTakesLong()}</p> : null}
      </div>
      {slow
        ? <Button look="outline" icon="retry" onClick={onReload}>{t("Try again")}</Button>
        : null}
    </div>
  );
}

function whyItTakesLong(): string {
  return navigator.onLine ? t("The server has not answered yet. It is asked again by itself.") : t(
    "This device is not connected, and this browser has not kept your chat yet. It opens by itself once the network is back.",
  );
}
