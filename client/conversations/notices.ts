// Browser-safe: runs in the page.

import type { ShownControl } from "../../e2ee/shown.ts";
import type { UserId } from "../../protocol/ids.ts";
import type { PersonName } from "./context.ts";

/** What a control record did, in a sentence. */
export function controlNotice(
  { record, promoted }: Pick<ShownControl, "record" | "promoted">,
  nameOf: (user: UserId) => PersonName,
): string {
  const name = (user: UserId | "") => (user === "" ? "somebody" : nameOf(user).fullName);
  const actor = name(record.actor);
  const subject = name(record.subject);
  const then = promoted === undefined ? "" : ` ${name(promoted)} now looks after the room.`;
  switch (record.type) {
    case "create":
      return `${actor} created the room "${record.name}".`;
    case "join":
      return `${actor} joined.${then}`;
    case "leave":
      return `${actor} left.${then}`;
    case "add":
      return `${actor} added ${subject}.`;
    case "remove":
      return `${actor} removed ${subject}.${then}`;
    case "rename":
      return `${actor} renamed the room to "${record.name}".`;
    case "role":
      return record.role === "admin"
        ? `${actor} made ${subject} an admin.`
        : `${actor} made ${subject} an ordinary member.`;
    case "policy":
      return record.policy === "open"
        ? `${actor} opened the room to everyone.`
        : `${actor} made the room by invitation only.`;
  }
}
