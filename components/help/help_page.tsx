/** The content of the help page: its sections, then the list of keys. */

import { t } from "../../i18n/i18n.ts";
import { ShortcutList } from "../shortcut_list.tsx";
import { type HelpSection, helpSections } from "./help_sections.ts";
import { Reading, ReadingSection } from "./reading.tsx";

const KEYS = "keys";

/** How to use the chat, and what it protects, for somebody who knows nothing of either. */
export function HelpPage() {
  const sections = helpSections();
  return (
    <Reading title={t("Help")} lead={t("How TalkyWalky works, in plain words.")}>
      <nav aria-label={t("On this page")}>
        <ul class="reading__contents" role="list">
          {sections.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
          <li>
            <a href={`#${KEYS}`}>{t("Keyboard shortcuts")}</a>
          </li>
        </ul>
      </nav>
      {sections.map((section) => <Section key={section.id} section={section} />)}
      <ReadingSection id={KEYS} title={t("Keyboard shortcuts")}>
        <p>{t("On a Mac, Command does what Ctrl does elsewhere.")}</p>
        <ShortcutList level="h3" />
      </ReadingSection>
    </Reading>
  );
}

function Section(
  { section: { id, title, lead, points, steps = false } }: { section: HelpSection },
) {
  const List = steps ? "ol" : "ul";
  return (
    <ReadingSection id={id} title={title}>
      <p>{lead}</p>
      <List class="reading__list">{points.map((point) => <li key={point}>{point}</li>)}</List>
    </ReadingSection>
  );
}
