/** The notification levels in a conversation's menu. */

import { NOTIFY_LEVELS, type NotifyLevel } from "../../client/preferences/preferences.ts";
import { t } from "../../i18n/i18n.ts";
import type { PopupMenuPart } from "../kit/popup_menu.tsx";

/**
 * What makes itself heard in a conversation, as a part of its menu. `level` is what was chosen for
 * it alone; `undefined` where it follows the choice for all.
 */
export function notifyPart(
  level: NotifyLevel | undefined,
  onNotify: (level: NotifyLevel | undefined) => void,
): PopupMenuPart {
  return {
    title: t("Notifications for this conversation"),
    items: [
      ...NOTIFY_LEVELS.map((one) => ({
        label: levelText(one),
        icon: one === "none" ? "bell-off" as const : "bell" as const,
        chosen: one === level,
        onChoose: () => onNotify(one),
      })),
      {
        label: t("As set for all"),
        icon: "settings",
        chosen: level === undefined,
        onChoose: () => onNotify(undefined),
      },
    ],
  };
}

function levelText(level: NotifyLevel): string {
  switch (level) {
    case "all":
      return t("All messages");
    case "mentions":
      return t("Only mentions");
    case "none":
      return t("None");
  }
}
