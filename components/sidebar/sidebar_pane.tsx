/** The sidebar, wired to the chat model. */

import type { NotSentView } from "../../client/model/mod.ts";
import { DEFAULT_PREFERENCES, SIDEBAR_REM } from "../../client/preferences/preferences.ts";
import { t } from "../../i18n/i18n.ts";
import { isFirstRun } from "./first_run.ts";
import { LOGIN, type PaneProps } from "../pane.ts";
import { rowOf } from "./rows.ts";
import { Sidebar } from "./sidebar.tsx";
import { Splitter } from "../kit/splitter.tsx";
import { useNarrow } from "../kit/use_narrow.ts";

/** The list of everything that can be opened, on the model. */
export function SidebarPane(
  { model, attempt, showDialog, preferences, setPreferences }: PaneProps,
) {
  const narrow = useNarrow();
  const logOut = (everywhere: boolean) =>
    void attempt(async () => {
      const notSent = await model.leaving.notSent();
      if (isTouchedByLogOut(notSent)) return showDialog({ type: "log-out", everywhere, notSent });
      await model.leaving.logout({ everywhere });
      location.assign(LOGIN);
    });
  const forget = () =>
    void attempt(async () =>
      showDialog({ type: "forget", notSent: await model.leaving.notSent() })
    );
  const current = model.current.value;
  return (
    <Sidebar
      me={model.me}
      ownName={model.ownName.value}
      connection={model.connection.value.state}
      people={model.people.value}
      rooms={model.rooms.value}
      alone={narrow && current === undefined}
      firstRun={isFirstRun(model)}
      currentId={current === undefined ? undefined : rowOf(current)}
      onOpenPerson={({ id }) => void attempt(() => model.conversations.openPerson(id))}
      onOpenRoom={({ id }) => void attempt(() => model.conversations.open(id))}
      onJoinRoom={({ id }) => void attempt(() => model.conversations.joinRoom(id))}
      onNewRoom={() => showDialog({ type: "new-room" })}
      onSearch={() => showDialog({ type: "search" })}
      onSwitch={() => showDialog({ type: "switcher" })}
      onAccount={() => showDialog({ type: "settings", section: "account" })}
      onSettings={() => showDialog({ type: "settings" })}
      onLogout={() => logOut(false)}
      onLogoutEverywhere={() => logOut(true)}
      onForget={forget}
    >
      <Splitter
        label={t("Width of the list of conversations")}
        controls="sidebar"
        property="--sidebar"
        pane="before"
        value={preferences.value.sidebarRem}
        range={SIDEBAR_REM}
        defaultValue={DEFAULT_PREFERENCES.sidebarRem}
        onChange={(sidebarRem) => setPreferences({ sidebarRem })}
      />
    </Sidebar>
  );
}

/** What was refused stays as it is: nothing of it waits to leave. */
function isTouchedByLogOut({ files, messages, changes, unstored }: NotSentView): boolean {
  return files + messages + changes + unstored > 0;
}
