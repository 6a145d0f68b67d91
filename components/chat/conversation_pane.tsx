// Browser-safe: runs in the page.

import { useCallback, useState } from "preact/hooks";
import type { EntryView, MemberView, MessageView } from "../../client/model.ts";
import { DEFAULT_PREFERENCES } from "../../client/preferences/preferences.ts";
import { t } from "../../i18n/i18n.ts";
import { IdentityBanner } from "./banners.tsx";
import { Composer } from "./composer.tsx";
import { type Composing, NEW } from "./composing.ts";
import { ConversationHeader } from "./conversation_header.tsx";
import { Beginning, Welcome } from "./empty_states.tsx";
import { MembersPanel } from "./members_panel.tsx";
import { MessageLog } from "./message_log.tsx";
import type { PaneProps } from "./pane.ts";
import { focusRow, rowOf } from "./rows.ts";

/** The conversation on screen, on the model. */
export function ConversationPane({ model, attempt, showDialog }: PaneProps) {
  const [membersShown, setMembersShown] = useState(false);
  const [composing, setComposing] = useState<Composing>(NEW);
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
        placeholder={t("Message {name}", { name: title })}
        draft={current.draft}
        onDraft={(text) => model.setDraft(id, text)}
        blocked={current.blocked}
        members={members}
        enterSends={DEFAULT_PREFERENCES.enterSends}
        composing={composing}
        onComposingDone={() => setComposing(NEW)}
        onSend={(text, replyTo) => model.send(text, replyTo === undefined ? {} : { replyTo })}
        onSendFiles={(files, caption, replyTo) =>
          model.sendFiles(files, { caption, ...(replyTo === undefined ? {} : { replyTo }) })}
        onEdit={(item, text) => model.edit(item, text)}
        onEditLast={() => {
          const message = lastOwn(current.entries);
          if (message !== undefined) setComposing({ type: "edit", message });
        }}
        onTyping={() => model.typing()}
      />
      {panelShown
        ? (
          <MembersPanel
            members={members}
            onRemove={isAdmin ? onRemove : undefined}
            onClose={() => setMembersShown(false)}
          />
        )
        : null}
    </main>
  );
}

/** The newest message of one's own that may get another wording. */
function lastOwn(entries: readonly EntryView[]): MessageView | undefined {
  return entries.findLast((entry): entry is MessageView =>
    entry.type === "message" && entry.own && !entry.deleted && entry.id !== undefined
  );
}
