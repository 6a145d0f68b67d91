// Browser-safe: runs in the page.

import { useEffect, useRef } from "preact/hooks";
import type { ConversationView } from "../../client/model.ts";
import { Avatar, IconAvatar } from "../avatar.tsx";
import { Button, IconButton } from "../button.tsx";
import { readerDateWords, useNow } from "../use_date_words.ts";
import { presenceText } from "./presence.ts";
import { memberCount } from "./room_list.tsx";

const REFRESH_MS = 60_000;

export interface ConversationHeaderProps {
  conversation: ConversationView;
  membersShown: boolean;
  onBack: () => void;
  onToggleMembers: () => void;
  /** Absent when one may not invite. */
  onInvite: (() => void) | undefined;
  onLeave: () => void;
}

/**
 * Whom one is talking to, and what can be done with the conversation as a whole. Give it the
 * conversation's id as `key`.
 */
export function ConversationHeader(props: ConversationHeaderProps) {
  const { conversation, membersShown, onBack, onToggleMembers, onInvite, onLeave } = props;
  const { kind, title, peer, policy } = conversation;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Where there is a keyboard the composer takes the focus.
    if (matchMedia("(pointer: coarse)").matches) heading.current?.focus();
  }, []);
  return (
    <header class="head">
      <span class="head__back">
        <IconButton icon="back" label="Back" onClick={onBack} />
      </span>
      {peer === undefined
        ? <IconAvatar icon={policy === "invite" ? "lock" : "hash"} />
        : <Avatar id={peer.id} name={peer.fullName} online={peer.presence === "online"} />}
      <div class="head__names">
        <h1 class="head__title cut" tabIndex={-1} ref={heading}>
          <bdi>{title}</bdi>
        </h1>
        <p class="head__state cut">
          <ConversationState conversation={conversation} />
        </p>
      </div>
      {kind === "direct" ? null : (
        <div class="head__actions">
          <Button
            icon="people"
            title="Members"
            aria-expanded={membersShown}
            onClick={onToggleMembers}
          >
            <span class="head__word">Members</span>
          </Button>
          {onInvite === undefined
            ? null
            : (
              <Button icon="person-add" title="Invite" onClick={onInvite}>
                <span class="head__word">Invite</span>
              </Button>
            )}
          <Button icon="leave" title="Leave room" onClick={onLeave}>
            <span class="head__word">Leave room</span>
          </Button>
        </div>
      )}
    </header>
  );
}

function ConversationState({ conversation }: Pick<ConversationHeaderProps, "conversation">) {
  const now = useNow(REFRESH_MS);
  const { peer, policy, members } = conversation;
  if (peer !== undefined) {
    return (
      <>
        <bdi>@{peer.uid}</bdi> · {presenceText(peer, readerDateWords(), now)}
      </>
    );
  }
  return (
    <>{memberCount(members.length)} · {policy === "open" ? "Open to everyone" : "By invitation"}</>
  );
}
