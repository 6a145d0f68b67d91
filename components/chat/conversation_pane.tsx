// Browser-safe: runs in the page.

import { useCallback, useRef, useState } from "preact/hooks";
import type { MemberView } from "../../client/model.ts";
import { DEFAULT_PREFERENCES, PANEL_REM } from "../../client/preferences/preferences.ts";
import { t } from "../../i18n/i18n.ts";
import { IdentityBanner } from "./banners.tsx";
import { Composer } from "./composer.tsx";
import { ConversationHeader } from "./conversation_header.tsx";
import { Beginning, Welcome } from "./empty_states.tsx";
import { MembersPanel } from "./members_panel.tsx";
import { MessageLog } from "./message_log.tsx";
import type { PaneProps } from "./pane.ts";
import { focusRow, rowOf } from "./rows.ts";
import { Splitter } from "./splitter.tsx";

/** The conversation on screen, on the model. */
export function ConversationPane(
  { model, attempt, showDialog, preferences, setPreferences }: PaneProps,
) {
  const [membersShown, setMembersShown] = useState(false);
  const drafts = useRef(new Map<string, string>());
  const loadOlder = useCallback(() => attempt(() => model.loadOlder()), [attempt, model]);
  const retry = useCallback((key: string) => void attempt(() => model.retry(key)), [model]);
  const discard = useCallback((key: string) => model.discard(key), [model]);

  const current = model.current.value;
  if (current === undefined) {
    const { people, rooms, me } = model;
    return (
      <main class="conversation" id="conversation" tabIndex={-1}>
        <Welcome
          fullName={me.fullName}
          firstRun={!rooms.value.some((room) => room.joined) &&
            !people.value.some((person) => person.conversation !== undefined)}
          alone={!people.value.some((person) => !person.isSelf)}
          onNewRoom={() => showDialog({ type: "new-room" })}
        />
      </main>
    );
  }

  const { id, kind, title, members, role } = current;
  const isAdmin = kind === "room" && role === "admin";
  const onInvite = isAdmin ? () => showDialog({ type: "invite" }) : undefined;
  const onRemove = (member: MemberView) => showDialog({ type: "remove", member });
  const panelShown = membersShown && kind === "room";
  return (
    <main
      class={panelShown ? "conversation conversation--panel" : "conversation"}
      id="conversation"
      tabIndex={-1}
    >
      <ConversationHeader
        key={`header ${id}`}
        conversation={current}
        membersShown={panelShown}
        onBack={() => {
          model.closeConversation();
          focusRow(rowOf(current));
        }}
        onToggleMembers={() => setMembersShown(!membersShown)}
        onInvite={onInvite}
        onLeave={() => showDialog({ type: "leave", room: current })}
      />
      <IdentityBanner
        changed={current.changed}
        onAccept={(member) => void attempt(() => model.acceptIdentity(member.id))}
      />
      <MessageLog
        key={`log ${id}`}
        entries={current.entries}
        members={members}
        more={current.more}
        loading={current.loading}
        onLoadOlder={loadOlder}
        onRetry={retry}
        onDiscard={discard}
      >
        <Beginning conversation={current} onInvite={onInvite} />
      </MessageLog>
      <Composer
        key={`composer ${id}`}
        placeholder={`Message ${title}`}
        draft={drafts.current.get(id) ?? ""}
        onDraft={(text) => void drafts.current.set(id, text)}
        blocked={current.blocked}
        onSend={(text) => model.send(text)}
      />
      {panelShown
        ? (
          <>
            <Splitter
              label={t("Width of the panel")}
              controls="panel"
              property="--panel"
              pane="after"
              value={preferences.value.panelRem}
              range={PANEL_REM}
              defaultValue={DEFAULT_PREFERENCES.panelRem}
              onChange={(panelRem) => setPreferences({ panelRem })}
            />
            <MembersPanel
              members={members}
              onRemove={isAdmin ? onRemove : undefined}
              onClose={() => setMembersShown(false)}
            />
          </>
        )
        : null}
    </main>
  );
}
