/** The settings section for notifications: what, how, and when not. */

import type { NotificationPermissionView } from "../../client/window/port.ts";
import { NOTIFY_LEVELS, type NotifyLevel } from "../../client/preferences/preferences.ts";
import { t } from "../../i18n/i18n.ts";
import type { PaneProps } from "../pane.ts";
import { Note } from "../kit/note.tsx";
import { type Choice, ChoiceGroup } from "./choice_group.tsx";
import { QuietHoursFields } from "./quiet_hours.tsx";
import { SwitchRow } from "./switch_row.tsx";

/** What makes itself heard, how, and when not. */
export function NotificationSection(
  { preferences, setPreferences, browser, attempt }: PaneProps,
) {
  const { notifications, notificationText, sound, quietHours, notifyDirect, notifyRooms } =
    preferences.value;
  const permission = browser.notificationPermission.value;
  const refused = permission === "denied" || permission === "unsupported";

  const turn = (on: boolean) => {
    setPreferences({ notifications: on });
    if (!on || permission !== "default") return;
    void attempt(async () => {
      const answer = await browser.askForNotifications();
      if (answer !== "granted") setPreferences({ notifications: false });
    });
  };

  return (
    <>
      <div class="switches">
        <SwitchRow
          label={t("Notifications of the system")}
          help={t(
            "Shown while the chat is open but out of sight. Nothing readable leaves this browser.",
          )}
          checked={notifications && !refused}
          disabled={refused}
          onChange={turn}
        />
        <PermissionNote permission={permission} wanted={notifications} />
        <SwitchRow
          label={t("Show the text in notifications")}
          help={t(
            "Off: they say only that something was written, for screens that others can see.",
          )}
          checked={notificationText}
          disabled={refused || !notifications}
          onChange={(notificationText) => setPreferences({ notificationText })}
        />
        <SwitchRow
          label={t("Sound")}
          help={t("A short tone when something arrives that you are notified of.")}
          checked={sound}
          onChange={(sound) => setPreferences({ sound })}
        />
      </div>
      <QuietHoursFields
        value={quietHours}
        onChange={(quietHours) => setPreferences({ quietHours })}
      />
      <ChoiceGroup
        legend={t("Messages of single people")}
        value={notifyDirect}
        choices={levels()}
        onChange={(notifyDirect) => setPreferences({ notifyDirect })}
        inline
      />
      <ChoiceGroup
        legend={t("Messages in rooms")}
        value={notifyRooms}
        choices={levels()}
        onChange={(notifyRooms) => setPreferences({ notifyRooms })}
        inline
      />
      <p class="field__help">
        {t("A conversation may have a choice of its own, in its menu.")}
      </p>
    </>
  );
}

function PermissionNote(
  { permission, wanted }: { permission: NotificationPermissionView; wanted: boolean },
) {
  switch (permission) {
    case "granted":
      return null;
    case "default":
      return wanted
        ? <Note role="status">{t("The browser asks you now whether it may show them.")}</Note>
        : null;
    case "denied":
      return (
        <Note look="warning" icon="alert">
          {t(
            "The browser refuses notifications of this site. Allow them in the site's settings, beside its address, and open this page again.",
          )}
        </Note>
      );
    case "unsupported":
      return (
        <Note look="warning" icon="alert">
          {t("This browser has no notifications for this page. Counts in the title still work.")}
        </Note>
      );
  }
}

function levels(): Choice<NotifyLevel>[] {
  return NOTIFY_LEVELS.map((value) => ({ value, label: levelName(value) }));
}

function levelName(level: NotifyLevel): string {
  switch (level) {
    case "all":
      return t("All");
    case "mentions":
      return t("When I am mentioned");
    case "none":
      return t("None");
  }
}
