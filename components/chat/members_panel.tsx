/** The panel that lists a room's members, with removal and key comparison. */

import { useRef } from "preact/hooks";
import type { MemberView, PresenceView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { numberText } from "../../i18n/numbers.ts";
import { Avatar } from "../kit/avatar.tsx";
import { IconButton } from "../kit/button.tsx";
import { type Named, nameKey, sharedNames } from "../kit/names.ts";
import { useRoving } from "../kit/use_roving.ts";
import { VerifiedMark } from "../kit/verified_mark.tsx";

export interface MembersPanelProps {
  members: readonly MemberView[];
  /** Everybody with whom a member could be confused, in the room or not. */
  everybody: readonly Named[];
  /** Absent when one may not remove anybody. */
  onRemove: ((member: MemberView) => void) | undefined;
  onCompare: (member: MemberView) => void;
  onClose: () => void;
}

/** Who is in the room, and as what. What can be done with members is one Tab stop. */
export function MembersPanel(
  { members, everybody, onRemove, onCompare, onClose }: MembersPanelProps,
) {
  const shared = sharedNames([...members, ...everybody]);
  const list = useRef<HTMLUListElement>(null);
  const roving = useRoving(list, ".member .button");
  return (
    <aside class="panel" id="panel" aria-label={t("Members")}>
      <div class="panel__head">
        <h2 class="panel__title">{t("Members")}</h2>
        {members.length === 0
          ? null
          : <span class="list__count">{numberText(members.length)}</span>}
        <IconButton icon="close" label={t("Close members")} onClick={onClose} />
      </div>
      {/* Somebody is in every room: none are there only as long as nobody knows who. */}
      {members.length === 0 ? <p class="list__empty">{t("Loading…")}</p> : null}
      <ul class="panel__list" role="list" ref={list} {...roving}>
        {members.map((member) => (
          <li class="member" key={member.id}>
            <Avatar id={member.id} name={member.fullName} presence={member.presence} />
            <div class="member__names">
              <span class="cut">
                <bdi>{member.fullName}</bdi> <VerifiedMark identity={member.identity} />
                {member.isSelf ? <span class="member__self">{t("(you)")}</span> : null}
                {member.presence === "unknown"
                  ? null
                  : <span class="said">, {presenceWord(member.presence)}</span>}
              </span>
              <span class="member__role cut">
                {shared.has(nameKey(member.fullName))
                  ? (
                    <>
                      <bdi>@{member.uid}</bdi> ·{" "}
                    </>
                  )
                  : null}
                {member.role === "admin" ? t("Admin") : t("Member")}
                {member.identity === "changed" ? ` · ${t("keys changed")}` : ""}
              </span>
            </div>
            {member.isSelf ? null : (
              <IconButton
                icon="shield"
                label={t("Safety number of {name}", { name: member.fullName })}
                onClick={() => onCompare(member)}
              />
            )}
            {onRemove === undefined || member.isSelf ? null : (
              <IconButton
                icon="person-remove"
                label={t("Remove {name}", { name: member.fullName })}
                onClick={() => onRemove(member)}
              />
            )}
          </li>
        ))}
      </ul>
    </aside>
  );
}

function presenceWord(presence: Exclude<PresenceView, "unknown">): string {
  switch (presence) {
    case "online":
      return t("online");
    case "away":
      return t("away");
    case "offline":
      return t("offline");
  }
}
