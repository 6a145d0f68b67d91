/** What stands in an empty chat, and at the beginning of a conversation. */

import type { ComponentChildren } from "preact";
import type { ConnectionView, ConversationView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Button } from "../kit/button.tsx";
import { Icon } from "../kit/icon.tsx";
import { LogoMark } from "../kit/logo.tsx";
import { RoomAvatar } from "../kit/room_parts.tsx";
import { withNodes } from "../kit/with_nodes.tsx";

export interface WelcomeProps {
  fullName: string;
  /** No room and no conversation yet. */
  firstRun: boolean;
  /** Nobody else has registered, as far as the directory says; not while it does not say. */
  alone: boolean;
  connection: ConnectionView["state"];
  onNewRoom: () => void;
}

/** In the place of a conversation when none is open. */
export function Welcome(props: WelcomeProps) {
  const { fullName, firstRun, alone, connection, onNewRoom } = props;
  // Without lists and without a connection nothing is known yet, not even that there is nothing.
  if (firstRun && connection !== "online") return <Waiting {...props} />;
  return (
    <div class="welcome">
      <div class="welcome__body">
        <span class="welcome__mark">
          <LogoMark />
        </span>
        <h1 class="welcome__title">
          {firstRun
            ? withNodes(t("Welcome, {name}"), { name: <bdi>{fullName}</bdi> })
            : t("Pick up where you left off")}
        </h1>
        <p class="welcome__lead">
          {firstRun
            ? t("Your keys are made and your certificates are in place. You can talk now.")
            : t("Choose a person or a room from the list to read and write.")}
        </p>
        <ul class="points welcome__points">
          <li>
            <Icon name="person" />
            <p>
              <strong>{t("Talk to one person.")}</strong> {alone
                ? t("Nobody else has registered yet; colleagues appear under People as they do.")
                : t("Press a name under People.")}
            </p>
          </li>
          <li>
            <Icon name="people" />
            <p>
              <strong>{t("Talk to several.")}</strong>{" "}
              {t("Join an open room, or start one of your own.")}
            </p>
          </li>
          <li>
            <Icon name="shield" />
            <p>
              <strong>{t("Only its members can read it.")}</strong>{" "}
              {t("Messages are sealed in this browser, and no server can open them.")}
            </p>
          </li>
        </ul>
        <Button look={firstRun ? "primary" : "outline"} icon="plus" onClick={onNewRoom}>
          {t("Start a room")}
        </Button>
      </div>
    </div>
  );
}

function Waiting({ fullName, connection }: WelcomeProps) {
  return (
    <div class="welcome">
      <div class="welcome__body">
        <span class="welcome__mark">
          <LogoMark />
        </span>
        <h1 class="welcome__title">
          {withNodes(t("Welcome, {name}"), { name: <bdi>{fullName}</bdi> })}
        </h1>
        {connection === "signed-out" ? null : (
          <p class="welcome__lead">
            {connection === "connecting"
              ? t("Your conversations appear in a moment.")
              : t("Your conversations appear once the server can be reached.")}
          </p>
        )}
      </div>
    </div>
  );
}

export interface BeginningProps {
  conversation: ConversationView;
  /** Absent when one may not invite. */
  onInvite: (() => void) | undefined;
}

/** The first thing in a conversation, before its first message or after what was cleared. */
export function Beginning({ conversation, onInvite }: BeginningProps) {
  const { kind, title, peer, policy, entries, members, blocked } = conversation;
  // What could not be loaded has no beginning here; why it could not stands in the composer's place.
  if (conversation.failed) return null;
  const empty = !entries.some((entry) => entry.type !== "notice");
  return (
    <div class="beginning">
      {peer === undefined
        ? <RoomAvatar policy={policy} size="lg" />
        : <Avatar id={peer.id} name={peer.fullName} size="lg" />}
      <p class="beginning__title">
        <bdi>{title}</bdi>
      </p>
      <p class="beginning__text">
        {whatBegins(conversation)}
      </p>
      {empty && blocked === undefined
        ? <p class="beginning__first">{whatToWrite(conversation)}</p>
        : null}
      {empty && kind === "room" && members.length === 1 && onInvite !== undefined
        ? (
          <Button look="outline" icon="person-add" onClick={onInvite}>
            {t("Bring people in")}
          </Button>
        )
        : null}
    </div>
  );
}

function whatBegins({ kind, cleared }: ConversationView): string {
  if (cleared) return t("You cleared what was said here before.");
  const beginning = kind === "direct"
    ? t("This is the beginning of your conversation.")
    : t("This is the beginning of this room.");
  return `${beginning} ${t("Only its members can read it: no server can.")}`;
}

function whatToWrite({ kind, title, cleared }: ConversationView): ComponentChildren {
  if (kind === "room") {
    return cleared
      ? t("Nothing was said since. Write the next message below.")
      : t("Nothing was said yet. Write the first message below.");
  }
  const words = cleared
    ? t("Nothing was said since. Write to {name} below.")
    : t("Nothing was said yet. Write to {name} below.");
  return withNodes(words, { name: <bdi>{title}</bdi> });
}
