// Browser-safe: runs in the page.

import { LOGIN, type PaneProps } from "./pane.ts";
import { rowOf } from "./rows.ts";
import { Sidebar } from "./sidebar.tsx";

/** The list of everything that can be opened, on the model. */
export function SidebarPane({ model, attempt, showDialog }: PaneProps) {
  const logout = (everywhere: boolean) =>
    void attempt(async () => {
      await model.logout({ everywhere });
      location.assign(LOGIN);
    });
  const current = model.current.value;
  return (
    <Sidebar
      me={model.me}
      online={model.connection.value.state === "online"}
      people={model.people.value}
      rooms={model.rooms.value}
      currentId={current === undefined ? undefined : rowOf(current)}
      onOpenPerson={({ id }) => void attempt(() => model.openPerson(id))}
      onOpenRoom={({ id }) => void attempt(() => model.openRoom(id))}
      onJoinRoom={({ id }) => void attempt(() => model.joinRoom(id))}
      onNewRoom={() => showDialog({ type: "new-room" })}
      onSettings={() => showDialog({ type: "settings" })}
      onLogout={() => logout(false)}
      onLogoutEverywhere={() => logout(true)}
      onForget={() => showDialog({ type: "forget" })}
    />
  );
}
