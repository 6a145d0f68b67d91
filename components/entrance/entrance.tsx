/** The frame, heading and script notice of the pages before the chat. */

import type { ComponentChildren } from "preact";
import { Icon } from "../kit/icon.tsx";
import { Brand } from "../kit/logo.tsx";
import { t } from "../../i18n/i18n.ts";
import { LanguageSwitch } from "../page/language_switch.tsx";

export interface EntranceProps {
  children: ComponentChildren;
}

/** The frame of every page before the chat. */
export function Entrance({ children }: EntranceProps) {
  return (
    <div class="entrance">
      <header>
        <a class="entrance__home" href="/login">
          <Brand />
        </a>
      </header>
      <main class="entrance__main">{children}</main>
      <footer class="entrance__foot">
        <p class="entrance__promise">
          <Icon name="shield" />
          {t("Messages are sealed in your browser. No server can read them.")}
        </p>
        <nav class="entrance__links" aria-label={t("About this place")}>
          <a href="/help">{t("Help")}</a>
          <a href="/about">{t("About")}</a>
        </nav>
        <LanguageSwitch />
      </footer>
    </div>
  );
}

export interface EntranceTitleProps {
  title: string;
  children?: ComponentChildren;
}

/** The page's heading and a line under it. */
export function EntranceTitle({ title, children }: EntranceTitleProps) {
  return (
    <div>
      <h1 class="entrance__title">{title}</h1>
      {children === undefined ? null : <p class="entrance__lead">{children}</p>}
    </div>
  );
}

/** Told to a browser that runs no code of ours. */
export function NeedsScript() {
  return (
    <noscript>
      <p class="note note--warning">
        {t(
          "TalkyWalky encrypts in your browser and needs JavaScript for it. Turn it on for this site and reload the page.",
        )}
      </p>
    </noscript>
  );
}
