/** The content of the settings: the list of sections beside the one that is open. */

import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../i18n/i18n.ts";
import { Icon } from "../kit/icon.tsx";
import type { PaneProps } from "../pane.ts";
import { AboutSection } from "./about_section.tsx";
import { AccountSection } from "./account_section.tsx";
import { AppearanceSection } from "./appearance_section.tsx";
import { LanguageSection } from "./language_section.tsx";
import { NotificationSection } from "./notification_section.tsx";
import { PrivacySection } from "./privacy_section.tsx";
import {
  SECTION_ICONS,
  SECTIONS,
  sectionTitle,
  type SettingsSection,
} from "../settings_sections.ts";
import { WindowSection } from "./window_section.tsx";
import { WritingSection } from "./writing_section.tsx";

export interface SettingsProps extends PaneProps {
  /** Shown first. */
  section: SettingsSection;
}

/** The list of sections beside the one that is open. */
export function Settings({ section, ...pane }: SettingsProps) {
  const [open, setOpen] = useState(section);
  const current = useRef<HTMLButtonElement>(null);
  // Where they stand in one line that scrolls, those beside it show that there are more.
  useEffect(() => current.current?.scrollIntoView({ block: "nearest", inline: "center" }), [open]);
  return (
    <div class="settings">
      <nav class="settings__nav" aria-label={t("Sections of the settings")}>
        <ul>
          {SECTIONS.map((one) => (
            <li key={one}>
              <button
                type="button"
                class="row settings__tab"
                ref={one === open ? current : null}
                autofocus={one === section}
                {...(one === open ? { "aria-current": "true" as const } : {})}
                onClick={() => setOpen(one)}
              >
                <Icon name={SECTION_ICONS[one]} />
                {sectionTitle(one)}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <section class="settings__section" aria-labelledby="settings-section" key={open}>
        <h3 class="settings__title" id="settings-section">{sectionTitle(open)}</h3>
        <Content section={open} {...pane} />
      </section>
    </div>
  );
}

function Content({ section, ...pane }: SettingsProps) {
  switch (section satisfies SettingsSection) {
    case "appearance":
      return <AppearanceSection {...pane} />;
    case "window":
      return <WindowSection {...pane} />;
    case "language":
      return <LanguageSection {...pane} />;
    case "privacy":
      return <PrivacySection {...pane} />;
    case "notifications":
      return <NotificationSection {...pane} />;
    case "writing":
      return <WritingSection {...pane} />;
    case "account":
      return <AccountSection {...pane} />;
    case "about":
      return <AboutSection {...pane} />;
  }
}
