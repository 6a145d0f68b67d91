/** What a control record did, in a sentence: "Anna added Ben". */

import { t } from "../../i18n/i18n.ts";
import type { ShownControl } from "../../e2ee/shown.ts";
import type { UserId } from "../../protocol/ids.ts";
import { shownName } from "../../protocol/name_rules.ts";
import { distinctName, type PersonName } from "./person_name.ts";

/** What a control record did, in a sentence. */
export function controlNotice(
  { record, promoted }: Pick<ShownControl, "record" | "promoted">,
  nameOf: (user: UserId) => PersonName,
): string {
  const happened = sentenceOf(record, nameOf);
  if (promoted === undefined) return happened;
  const name = distinctName(nameOf(promoted));
  return t("{happened} {name} now looks after the room.", { happened, name });
}

function sentenceOf(
  record: ShownControl["record"],
  nameOf: (user: UserId) => PersonName,
): string {
  const name = (user: UserId | "") => (user === "" ? t("somebody") : distinctName(nameOf(user)));
  const actor = name(record.actor);
  const subject = name(record.subject);
  const room = shownName(record.name);
  switch (record.type) {
    case "create":
      return t('{actor} created the room "{room}".', { actor, room });
    case "join":
      return t("{actor} joined.", { actor });
    case "leave":
      return t("{actor} left.", { actor });
    case "add":
      return t("{actor} added {subject}.", { actor, subject });
    case "remove":
      return t("{actor} removed {subject}.", { actor, subject });
    case "rename":
      return t('{actor} renamed the room to "{room}".', { actor, room });
    case "role":
      return record.role === "admin"
        ? t("{actor} made {subject} an admin.", { actor, subject })
        : t("{actor} made {subject} an ordinary member.", { actor, subject });
    case "policy":
      return record.policy === "open"
        ? t("{actor} opened the room to everyone.", { actor })
        : t("{actor} made the room by invitation only.", { actor });
  }
}
