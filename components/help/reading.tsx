/** The layout of pages to read, such as help and about. */

import type { ComponentChildren } from "preact";
import { t } from "../../i18n/i18n.ts";
import { Entrance, EntranceTitle } from "../entrance/entrance.tsx";

export interface ReadingProps {
  title: string;
  lead: string;
  children: ComponentChildren;
}

/** A page to read, open to everybody. */
export function Reading({ title, lead, children }: ReadingProps) {
  return (
    <div class="reading">
      <Entrance>
        <article class="entrance__card reading__body">
          <EntranceTitle title={title}>{lead}</EntranceTitle>
          {children}
          <p class="reading__back">
            <a class="button button--outline" href="/">{t("To the chat")}</a>
          </p>
        </article>
      </Entrance>
    </div>
  );
}

export interface ReadingSectionProps {
  id: string;
  title: string;
  children: ComponentChildren;
}

export function ReadingSection({ id, title, children }: ReadingSectionProps) {
  return (
    <section class="reading__section" id={id} aria-labelledby={`${id}-title`}>
      <h2 class="reading__heading" id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}
