// Browser-safe: runs in the page.

import type { ConversationView } from "../../client/model.ts";
import { Avatar, IconAvatar } from "../avatar.tsx";
import { Button } from "../button.tsx";
import { Icon } from "../icon.tsx";
import { LogoMark } from "../logo.tsx";

export interface WelcomeProps {
  fullName: string;
  /** No room and no conversation yet. */
  firstRun: boolean;
  /** Nobody else has registered. */
  alone: boolean;
  onNewRoom: () => void;
}

/** In the place of a conversation when none is open. */
export function Welcome({ fullName, firstRun, alone, onNewRoom }: WelcomeProps) {
  return (
    <div class="welcome">
      <div class="welcome__body">
        <span class="welcome__mark">
          <LogoMark />
        </span>
        <h1 class="welcome__title">
          {firstRun
            ? (
              <>
                Welcome, <bdi>{fullName}</bdi>
              </>
            )
            : "Pick up where you left off"}
        </h1>
        <p class="welcome__lead">
          {firstRun
            ? "Your keys are made and your certificates are in place. You can talk now."
            : "Choose a person or a room from the list to read and write."}
        </p>
        <ul class="points welcome__points">
          <li>
            <Icon name="person" />
            <p>
              <strong>Talk to one person.</strong> {alone
                ? "Nobody else has registered yet; colleagues appear under People as they do."
                : "Press a name under People."}
            </p>
          </li>
          <li>
            <Icon name="people" />
            <p>
              <strong>Talk to several.</strong> Join an open room, or start one of your own.
            </p>
          </li>
          <li>
            <Icon name="shield" />
            <p>
              <strong>Only its members can read it.</strong>{" "}
              Messages are sealed in this browser, and no server can open them.
            </p>
          </li>
        </ul>
        <Button look={firstRun ? "primary" : "outline"} icon="plus" onClick={onNewRoom}>
          Start a room
        </Button>
      </div>
    </div>
  );
}

export interface BeginningProps {
  conversation: ConversationView;
  /** Absent when one may not invite. */
  onInvite: (() => void) | undefined;
}

/** The first thing in a conversation, before its first message. */
export function Beginning({ conversation, onInvite }: BeginningProps) {
  const { kind, title, peer, policy, entries, members } = conversation;
  const empty = !entries.some((entry) => entry.type !== "notice");
  return (
    <div class="beginning">
      {peer === undefined
        ? <IconAvatar icon={policy === "invite" ? "lock" : "hash"} size="lg" />
        : <Avatar id={peer.id} name={peer.fullName} size="lg" />}
      <p class="beginning__title">
        <bdi>{title}</bdi>
      </p>
      <p class="beginning__text">
        {kind === "direct"
          ? "This is the beginning of your conversation."
          : "This is the beginning of this room."} Only its members can read it: no server can.
      </p>
      {empty && kind === "room" && members.length < 2 && onInvite !== undefined
        ? (
          <Button look="outline" icon="person-add" onClick={onInvite}>
            Bring people in
          </Button>
        )
        : null}
    </div>
  );
}
