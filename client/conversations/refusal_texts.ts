/** Plain words for why a message or a room change was refused. */

import { t } from "../../i18n/i18n.ts";
import type { ItemRefusal } from "../../e2ee/shown.ts";

/** Plain words for the refusal of a message; `detail` as the core gives it. */
export function refusalText(reason: ItemRefusal, detail: string): string {
  switch (reason) {
    case "malformed":
    case "decrypt":
      return t("This message is damaged and was not opened.");
    case "suite":
      return t(
        "This message was made by a newer version of TalkyWalky. Reload the page to read it.",
      );
    case "other-conversation":
      return t("This message belongs to another conversation and was not opened.");
    case "certificate":
      return certificateText(detail);
    case "identity-mismatch":
      return t("This message was signed with keys that you have not accepted for this person.");
    case "signature":
      return t("The signature of this message is wrong, so it was not opened.");
    case "not-a-member":
      return t("This message is by somebody who is not in this conversation.");
    case "stale-epoch":
      return t("This message was sealed with an old key and was not opened.");
    case "stale-control":
      return t("This key was made for other members and is not used.");
    case "epoch-number":
      return t("This key is out of order and is not used.");
    case "replayed":
      return t("This message was delivered a second time in another place and was not opened.");
    case "chain":
      return t("This message does not fit the sender's earlier ones and was not opened.");
    case "no-secret":
      return detail.startsWith("unreachable")
        ? t("The key of this message could not be loaded. It is tried again by itself.")
        : t("This message was not sealed for the keys in this browser.");
    case "commitment":
      return t("This message was sealed in two ways and was not opened.");
    case "schema":
      return t("This message holds something that this version does not know.");
    case "wrong-id":
      return t("The server gave this message a wrong name, so it was not opened.");
    case "wrong-place":
      return t("The server put this message in a place that is taken, so it was not opened.");
    default:
      return againstTheRules();
  }
}

/** Why a certificate did not hold: the first word of the detail is the path check's reason. */
function certificateText(detail: string): string {
  switch (detail.split(":")[0]) {
    case "unknown":
      return t("The server has no certificate of the sender, so this message was not opened.");
    case "revoked":
      return t("The sender's certificate was withdrawn before this message was written.");
    case "expired":
      return t("The sender's certificate had expired when this message was written.");
    case "not-yet-valid":
      return t("The sender's certificate was not valid yet when this message was written.");
    case "crl-stale":
      return t("The list of withdrawn certificates is out of date, so this was not opened yet.");
    case "wrong-person":
      return t("This message is signed with somebody else's certificate.");
    default:
      return t("The sender's certificate does not hold, so this message was not opened.");
  }
}

/** Plain words for the refusal of a change of a room. */
export function changeRefusalText(reason: ItemRefusal, _detail: string): string {
  switch (reason) {
    case "malformed":
      return t("This change of the room is damaged and does not count.");
    case "suite":
      return t("This change of the room was made by a newer version of TalkyWalky.");
    case "other-room":
      return t("This change belongs to another room and does not count.");
    case "certificate":
      return t(
        "The certificate behind this change of the room does not hold, so it has no effect.",
      );
    case "identity-mismatch":
      return t("This change of the room was signed with keys that you have not accepted.");
    case "signature":
      return t("The signature of this change of the room is wrong, so it does not count.");
    case "not-a-member":
      return t("This change of the room is by somebody who is not in it.");
    case "wrong-id":
      return t("The server gave this change of the room a wrong name, so it does not count.");
    case "wrong-place":
      return t("The server put this change of the room in a wrong place, so it does not count.");
    default:
      return againstTheRules();
  }
}

function againstTheRules(): string {
  return t("This change is against the room's rules and does not count.");
}
