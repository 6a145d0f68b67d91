/** The sections of the settings: order, titles and icons. */

import { t } from "../i18n/i18n.ts";
import type { IconName } from "./kit/icon.tsx";

/** The sections of the settings, in their order. */
export const SECTIONS = [
  "appearance",
  "window",
  "language",
  "privacy",
  "notifications",
  "writing",
  "account",
  "about",
] as const;
export type SettingsSection = typeof SECTIONS[number];

export function sectionTitle(section: SettingsSection): string {
  switch (section) {
    case "appearance":
      return t("Appearance");
    case "window":
      return t("Window and layout");
    case "language":
      return t("Language");
    case "privacy":
      return t("Privacy");
    case "notifications":
      return t("Notifications");
    case "writing":
      return t("Writing");
    case "account":
      return t("Account");
    case "about":
      return t("About");
  }
}

export const SECTION_ICONS: Readonly<Record<SettingsSection, IconName>> = {
  appearance: "palette",
  window: "window",
  language: "globe",
  privacy: "eye",
  notifications: "bell",
  writing: "pen",
  account: "person",
  about: "info",
};
