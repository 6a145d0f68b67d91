/** How a room is drawn and told of: its sign, its members, and how it lets people in. */

import type { RoomPolicyView } from "../../client/model/mod.ts";
import { t, tn } from "../../i18n/i18n.ts";
import { type AvatarSize, IconAvatar } from "./avatar.tsx";
import type { IconName } from "./icon.tsx";

/** The sign of a room; of one of which it is not known how it lets people in, that of a room. */
export function roomIcon(policy: RoomPolicyView = "unknown"): IconName {
  return policy === "unknown" ? "people" : policy === "open" ? "hash" : "lock";
}

/** A room's sign in the place of a person's initials. */
export function RoomAvatar(
  { policy, size }: { policy: RoomPolicyView | undefined; size?: AvatarSize },
) {
  return <IconAvatar icon={roomIcon(policy)} {...(size === undefined ? {} : { size })} />;
}

/** "1 member", "12 members". */
export function memberCount(members: number): string {
  return tn(members, "{count} member", "{count} members");
}

/** "12 members", "Open to everyone": what is known of a room, and nothing of what is not. */
export function roomFacts(
  { policy = "unknown", members }: {
    policy: RoomPolicyView | undefined;
    members: number | undefined;
  },
): string[] {
  const way = policy === "unknown"
    ? []
    : [policy === "open" ? t("Open to everyone") : t("By invitation")];
  return [...(members === undefined ? [] : [memberCount(members)]), ...way];
}
