/** The conversation on the screen: header, log, composer and members, wired to the model. */

import { useCallback, useState } from "preact/hooks";
import { filteredList } from "../../client/model/list_view.ts";
import type { EntryView, MemberView, MessageView } from "../../client/model/mod.ts";
import { DEFAULT_PREFERENCES, PANEL_REM } from "../../client/preferences/preferences.ts";
import { t } from "../../i18n/i18n.ts";
import { withItsWords } from "../../i18n/page.ts";
import { IdentityBanner, StoredStrip } from "./banners.tsx";
import { Composer } from "../composer/composer.tsx";
import { ConversationDialogs } from "./conversation_dialogs.tsx";
import { ConversationHeader } from "./conversation_header.tsx";
import { Beginning, Welcome } from "./empty_states.tsx";
import { isFirstRun } from "../sidebar/first_run.ts";
import { OnDemand } from "../kit/on_demand.tsx";
import { MessageLog } from "../log/message_log.tsx";
import type { PaneProps } from "../pane.ts";
import { PinnedBar } from "./pinned.tsx";
import { focusRow, rowOf } from "../sidebar/rows.ts";
import { Splitter } from "../kit/splitter.tsx";
import { TypingLine } from "./typing_line.tsx";
import { messageOf } from "./message_of.ts";
import { useConversation } from "./use_conversation.ts";

const MEMBERS = async () => (await withItsWords(() => import("./members_panel.tsx"))).MembersPanel;
/** Long enough to read what is missing, and to save the log instead. */
const COPIED_PART_MS = 12_000;

/** The conversation on screen, on the model; a welcome where there is none. */
export function ConversationPane(props: PaneProps) {
  const { model, attempt, showDialog, preferences, setPreferences } = props;
  const current = model.current.value;
  const [membersShown, setMembersShown] = useState(false);
  const here = useConversation(props, current);
  const loadOlder = useCallback(() => attempt(() => model.log.loadOlder()), [attempt, model]);

  if (current === undefined) return <NoConversation {...props} />;

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
        notifyChosen={preferences.value.notifyOf[id]}
        membersShown={panelShown}
        onBack={() => {
          model.conversations.close();
          focusRow(rowOf(current));
        }}
        onToggleMembers={() => setMembersShown(!membersShown)}
        onInvite={onInvite}
        onLeave={() => showDialog({ type: "leave", room: current })}
        onSearch={() => showDialog({ type: "search", conversation: id })}
        onPinned={() => here.showDialog({ type: "pinned" })}
        onDate={() => here.showDialog({ type: "date" })}
        onCompare={current.peer === undefined || current.peer.isSelf
          ? undefined
          : () => here.showDialog({ type: "safety", person: current.peer! })}
        onNotify={(level) => model.conversations.setNotify(id, level)}
        onSaveLog={() => showDialog({ type: "save-log" })}
        onClearHistory={() => showDialog({ type: "clear-history" })}
      />
      <div class="conversation__notes">
        <StoredStrip shown={current.stored} />
        <IdentityBanner
          changed={current.changed}
          onAccept={(member) => void attempt(() => model.keys.accept(member.id))}
          onCompare={(person) => here.showDialog({ type: "safety", person })}
        />
        <PinnedBar
          pinned={current.pinned}
          onReach={here.actions.reach}
          onAll={() => here.showDialog({ type: "pinned" })}
        />
      </div>
      <MessageLog
        key={`log ${id}`}
        entries={current.entries}
        members={members}
        everybody={model.people.value.items}
        selfUid={model.me.uid}
        more={current.more}
        loading={current.loading}
        firstNew={current.firstNew}
        target={here.target}
        actions={here.actions}
        onLoadOlder={loadOlder}
        onCopiedPart={(what) =>
          props.announce(what, {
            label: t("Save chat log…"),
            onChoose: () => showDialog({ type: "save-log" }),
            withinMs: COPIED_PART_MS,
          })}
      >
        <Beginning conversation={current} onInvite={onInvite} />
      </MessageLog>
      <TypingLine names={current.typing} />
      <Composer
        key={`composer ${id}`}
        placeholder={t("Message {name}", { name: title })}
        store={here.composers.of(id)}
        draft={current.draft}
        messageOf={(item) => messageOf(current.entries, item)}
        blocked={current.blocked}
        members={members}
        enterSends={preferences.value.enterSends}
        onSend={(text, replyTo) =>
          model.messages.send(text, replyTo === undefined ? {} : { replyTo })}
        onSendFiles={(files, caption, replyTo) =>
          model.messages.sendFiles(files, {
            caption,
            ...(replyTo === undefined ? {} : { replyTo }),
          })}
        onEdit={(item, text) => model.messages.edit(item, text)}
        onEmptied={(item) => here.showDialog({ type: "delete", id: item })}
        onEditLast={() => {
          const message = lastOwn(current.entries);
          if (message !== undefined) here.actions.edit(message);
        }}
        onTyping={() => model.messages.typing()}
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
            <OnDemand
              load={MEMBERS}
              attempt={attempt}
              onClose={() => setMembersShown(false)}
              with={{
                members,
                everybody: model.people.value.items,
                onRemove: isAdmin ? onRemove : undefined,
                onCompare: (person: MemberView) => here.showDialog({ type: "safety", person }),
                onClose: () => setMembersShown(false),
              }}
            />
          </>
        )
        : null}
      <ConversationDialogs
        model={model}
        attempt={attempt}
        announce={props.announce}
        conversation={current}
        dialog={here.dialog}
        actions={here.actions}
        onDate={here.onDate}
        onShow={here.showDialog}
        onClose={() => here.showDialog(undefined)}
      />
    </main>
  );
}

function NoConversation({ model, showDialog }: PaneProps) {
  const { people, me } = model;
  return (
    <main class="conversation" id="conversation" tabIndex={-1}>
      <Welcome
        fullName={me.fullName}
        firstRun={isFirstRun(model)}
        connection={model.connection.value.state}
        alone={filteredList(people.value, (person) => !person.isSelf).state === "empty"}
        onNewRoom={() => showDialog({ type: "new-room" })}
      />
    </main>
  );
}

/** The newest message of one's own that may get another wording. */
function lastOwn(entries: readonly EntryView[]): MessageView | undefined {
  return entries.findLast((entry): entry is MessageView =>
    entry.type === "message" && entry.own && !entry.deleted && entry.id !== undefined
  );
}
