/** The header of a conversation: its name, people and menu. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { ConversationView } from "../../client/model/mod.ts";
import type { NotifyLevel } from "../../client/preferences/preferences.ts";
import { t } from "../../i18n/i18n.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Button, IconButton } from "../kit/button.tsx";
import { Icon } from "../kit/icon.tsx";
import { useNow } from "../kit/reader.ts";
import { notifyPart } from "./notify_parts.ts";
import { PopupMenu, type PopupMenuPart } from "../kit/popup_menu.tsx";
import { usePresenceWords } from "../kit/presence_words.ts";
import { RoomAvatar, roomFacts } from "../kit/room_parts.tsx";
import { VerifiedMark } from "../kit/verified_mark.tsx";

export interface ConversationHeaderProps {
  conversation: ConversationView;
  /** What was chosen for it alone of what makes itself heard. */
  notifyChosen: NotifyLevel | undefined;
  membersShown: boolean;
  onBack: () => void;
  onToggleMembers: () => void;
  /** Absent when one may not invite. */
  onInvite: (() => void) | undefined;
  onLeave: () => void;
  onSearch: () => void;
  onPinned: () => void;
  onDate: () => void;
  /** Absent where there is not one person to compare keys with. */
  onCompare: (() => void) | undefined;
  /** The default again where `undefined`. */
  onNotify: (level: NotifyLevel | undefined) => void;
  onSaveLog: () => void;
  onClearHistory: () => void;
}

/**
 * Whom one is talking to, and what can be done with the conversation as a whole. Give it the
 * conversation's id as `key`.
 */
export function ConversationHeader(props: ConversationHeaderProps) {
  const { conversation, membersShown, onBack, onToggleMembers, onInvite, onLeave, onSearch } =
    props;
  const { kind, title, peer, policy, notify } = conversation;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Where there is a keyboard the composer takes the focus.
    if (matchMedia("(pointer: coarse)").matches) heading.current?.focus();
  }, []);
  return (
    <header class="head">
      <span class="head__back">
        <IconButton icon="back" label={t("Back")} onClick={onBack} />
      </span>
      {peer === undefined
        ? <RoomAvatar policy={policy} />
        : <Avatar id={peer.id} name={peer.fullName} presence={peer.presence} />}
      <div class="head__names">
        <div class="head__line">
          {/* Not in a <bdi>: a name too long is cut at its own end, whichever side that is. */}
          <h1 class="head__title cut" dir="auto" tabIndex={-1} ref={heading}>{title}</h1>
          {peer === undefined ? null : <VerifiedMark identity={peer.identity} />}
        </div>
        <p class="head__state cut">
          {notify === "none"
            ? (
              <span class="head__muted" title={t("No notifications")}>
                <Icon name="bell-off" />
                <span class="said">{t("No notifications")},</span>
              </span>
            )
            : null}
          <ConversationState conversation={conversation} />
        </p>
      </div>
      <div class="head__actions">
        {kind === "direct" ? null : (
          <>
            <Button
              icon="people"
              title={t("Members")}
              aria-expanded={membersShown}
              onClick={onToggleMembers}
            >
              <span class="head__word">{t("Members")}</span>
            </Button>
            {onInvite === undefined ? null : (
              <span class="head__wide">
                <Button icon="person-add" title={t("Invite")} onClick={onInvite}>
                  <span class="head__word">{t("Invite")}</span>
                </Button>
              </span>
            )}
            <span class="head__wide">
              <Button icon="leave" title={t("Leave room")} onClick={onLeave}>
                <span class="head__word">{t("Leave room")}</span>
              </Button>
            </span>
          </>
        )}
        <span class="head__wide">
          <IconButton icon="search" label={t("Search in this conversation")} onClick={onSearch} />
        </span>
        <HeaderMenu parts={partsOf(props)} />
      </div>
    </header>
  );
}

function HeaderMenu({ parts }: { parts: readonly PopupMenuPart[] }) {
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  return (
    <>
      <IconButton
        icon="more"
        label={t("More about this conversation")}
        buttonRef={trigger}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      {open
        ? (
          <PopupMenu
            label={t("More about this conversation")}
            anchor={trigger.current!}
            parts={parts}
            onClose={() => setOpen(false)}
          />
        )
        : null}
    </>
  );
}

function partsOf(props: ConversationHeaderProps): PopupMenuPart[] {
  const { conversation, onInvite, onLeave, onSearch, onPinned, onDate, onCompare } = props;
  const isRoom = conversation.kind === "room";
  return [
    {
      items: [
        ...(onInvite === undefined ? [] : [
          { label: t("Invite"), icon: "person-add", onChoose: onInvite, narrow: true } as const,
        ]),
        {
          label: t("Search in this conversation"),
          icon: "search",
          onChoose: onSearch,
          narrow: true,
        },
        { label: t("Pinned messages"), icon: "pin", onChoose: onPinned },
        { label: t("Jump to date"), icon: "calendar", onChoose: onDate },
        ...(onCompare === undefined
          ? []
          : [{ label: t("Safety number"), icon: "shield", onChoose: onCompare } as const]),
      ],
    },
    notifyPart(props.notifyChosen, props.onNotify),
    {
      items: [
        { label: t("Save chat log…"), icon: "download", onChoose: props.onSaveLog },
        { label: t("Clear history…"), icon: "eraser", onChoose: props.onClearHistory },
        ...(isRoom
          ? [{ label: t("Leave room"), icon: "leave", onChoose: onLeave, narrow: true } as const]
          : []),
      ],
    },
  ];
}

function ConversationState({ conversation }: Pick<ConversationHeaderProps, "conversation">) {
  const now = useNow();
  const presenceWords = usePresenceWords(now);
  const { peer, policy, members } = conversation;
  if (peer !== undefined) {
    return (
      <>
        <bdi>@{peer.uid}</bdi>
        {presenceWords(peer).map((words) => ` · ${words}`)}
      </>
    );
  }
  return <>{[...roomFacts({ policy, members: members.length || undefined })].join(" · ")}</>;
}
