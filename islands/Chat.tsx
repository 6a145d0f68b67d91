// Makes components follow the signals that they read.
import "@preact/signals";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { ChatModel, ConversationView, MemberView } from "../client/model.ts";
import { ConnectionStrip, IdentityBanner } from "../components/chat/banners.tsx";
import { Composer } from "../components/chat/composer.tsx";
import { ConversationHeader } from "../components/chat/conversation_header.tsx";
import { Beginning, Welcome } from "../components/chat/empty_states.tsx";
import { InviteDialog } from "../components/chat/invite_dialog.tsx";
import { ForgetDialog, LeaveDialog, RemoveDialog } from "../components/chat/leaving_dialogs.tsx";
import { MembersPanel } from "../components/chat/members_panel.tsx";
import { MessageLog } from "../components/chat/message_log.tsx";
import { NewRoomDialog } from "../components/chat/new_room_dialog.tsx";
import { Opening } from "../components/chat/opening.tsx";
import { Sidebar } from "../components/chat/sidebar.tsx";
import { errorText } from "../components/error_text.ts";
import { type Toast, Toasts } from "../components/toasts.tsx";
import { AppError } from "../protocol/errors.ts";

/** The dialog over the chat, with what it is about. */
type OpenDialog =
  | { type: "new-room" }
  | { type: "invite" }
  | { type: "forget" }
  | { type: "leave"; room: ConversationView }
  | { type: "remove"; member: MemberView };

const LOGIN = "/login";
/** Older ones give way: a wall of them would hide the chat. */
const MAX_TOASTS = 3;

/** The chat page: opens the model, then shows it. */
export default function Chat() {
  const [model, setModel] = useState<ChatModel>();
  const [failure, setFailure] = useState<unknown>();

  const open = useCallback(async () => {
    setFailure(undefined);
    try {
      const { startChat } = await import("../client/chat.ts");
      setModel(await startChat());
    } catch (error) {
      if (error instanceof AppError && error.kind === "unauthenticated") location.replace(LOGIN);
      else setFailure(error);
    }
  }, []);
  useEffect(() => void open(), [open]);

  if (model !== undefined) return <SignedIn model={model} />;
  const unsupported = failure instanceof AppError && failure.reason === "unsupported";
  return (
    <Opening
      problem={failure === undefined ? undefined : errorText(failure)}
      onRetry={unsupported ? undefined : () => void open()}
    />
  );
}

/** Runs work whose failure is shown as a toast; resolves either way. */
type Attempt = (work: () => Promise<unknown>) => Promise<void>;

interface PaneProps {
  model: ChatModel;
  attempt: Attempt;
  showDialog: (dialog: OpenDialog) => void;
}

function SignedIn({ model }: { model: ChatModel }) {
  const [dialog, showDialog] = useState<OpenDialog>();
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const lastToast = useRef(0);

  const attempt = useCallback<Attempt>(async (work) => {
    try {
      await work();
    } catch (error) {
      const toast = { id: ++lastToast.current, text: errorText(error) };
      setToasts((before) => [...before, toast].slice(-MAX_TOASTS));
    }
  }, []);

  const isOpen = model.current.value !== undefined;
  return (
    <div class={isOpen ? "chat chat--open" : "chat"}>
      <a class="skip button button--primary" href="#conversation">Skip to the conversation</a>
      <PageTitle model={model} />
      <ConnectionStrip connection={model.connection.value} />
      <SidebarPane model={model} attempt={attempt} showDialog={showDialog} />
      <ConversationPane model={model} attempt={attempt} showDialog={showDialog} />
      {dialog === undefined
        ? null
        : <Dialogs model={model} dialog={dialog} onClose={() => showDialog(undefined)} />}
      <Toasts
        toasts={toasts}
        onDismiss={(id) => setToasts((before) => before.filter((toast) => toast.id !== id))}
      />
    </div>
  );
}

/** Keeps the title of the window: what is unread, and what is on screen. */
function PageTitle({ model }: { model: ChatModel }) {
  const unread = [...model.people.value, ...model.rooms.value]
    .reduce((sum, { unread }) => sum + unread, 0);
  const title = [model.current.value?.title, "TalkyWalky"].filter(Boolean).join(" · ");
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${title}` : title;
  }, [unread, title]);
  return null;
}

function SidebarPane({ model, attempt, showDialog }: PaneProps) {
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
      onLogout={() => logout(false)}
      onLogoutEverywhere={() => logout(true)}
      onForget={() => showDialog({ type: "forget" })}
    />
  );
}

function ConversationPane({ model, attempt, showDialog }: PaneProps) {
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

interface DialogsProps {
  model: ChatModel;
  dialog: OpenDialog;
  onClose: () => void;
}

function Dialogs({ model, dialog, onClose }: DialogsProps) {
  const current = model.current.value;
  switch (dialog.type) {
    case "new-room":
      return (
        <NewRoomDialog
          onCreate={(name, policy) => model.createRoom(name, policy)}
          onClose={onClose}
        />
      );
    case "invite": {
      const inside = new Set(current?.members.map((member) => member.id));
      return (
        <InviteDialog
          roomName={current?.title ?? ""}
          people={model.people.value.filter((person) => !inside.has(person.id) && !person.isSelf)}
          onInvite={(person) => model.invite(person.id)}
          onClose={onClose}
        />
      );
    }
    case "leave":
      return (
        <LeaveDialog
          room={dialog.room}
          onConfirm={() => model.leaveRoom(dialog.room.id)}
          onClose={onClose}
        />
      );
    case "remove":
      return (
        <RemoveDialog
          member={dialog.member}
          onConfirm={() => model.removeMember(dialog.member.id)}
          onClose={onClose}
        />
      );
    case "forget":
      return (
        <ForgetDialog
          onConfirm={async () => {
            await model.forgetBrowser();
            location.assign(LOGIN);
          }}
          onClose={onClose}
        />
      );
  }
}

/** Id of the sidebar's row for a conversation: a person's for a direct one. */
function rowOf({ id, peer }: ConversationView): string {
  return peer?.id ?? id;
}

/** Back in the list, the keyboard goes on where it came from. */
function focusRow(id: string): void {
  requestAnimationFrame(() => document.getElementById(`row-${id}`)?.focus());
}
