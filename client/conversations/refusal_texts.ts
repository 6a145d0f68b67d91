// Browser-safe: runs in the page.

import type { ItemRefusal } from "../../e2ee/shown.ts";

/** Why something stays closed, for the person who sees it. */
const TEXTS: Readonly<Partial<Record<ItemRefusal, string>>> = {
  "malformed": "This message is damaged and was not opened.",
  "suite": "This message was made by a newer version of TalkyWalky. Reload the page to read it.",
  "other-conversation": "This message belongs to another conversation and was not opened.",
  "other-room": "This change belongs to another room and does not count.",
  "certificate": "The sender's certificate does not hold, so this message was not opened.",
  "identity-mismatch":
    "This message was signed with keys that you have not accepted for this person.",
  "signature": "The signature of this message is wrong, so it was not opened.",
  "not-a-member": "This message is by somebody who is not in this conversation.",
  "stale-epoch": "This message was sealed with an old key and was not opened.",
  "stale-control": "This key was made for other members and is not used.",
  "epoch-number": "This key is out of order and is not used.",
  "replayed": "This message was delivered a second time in another place and was not opened.",
  "chain": "This message does not fit the sender's earlier ones and was not opened.",
  "no-secret": "This message was not sealed for the keys in this browser.",
  "commitment": "This message was sealed in two ways and was not opened.",
  "decrypt": "This message is damaged and was not opened.",
  "schema": "This message holds something that this version does not know.",
  "wrong-id": "The server gave this message a wrong name, so it was not opened.",
  "wrong-place": "The server put this message in a place that is taken, so it was not opened.",
};

/** Why a certificate did not hold: the first word of the detail is the path check's reason. */
const CERTIFICATE_TEXTS: Readonly<Record<string, string>> = {
  "unknown": "The server has no certificate of the sender, so this message was not opened.",
  "revoked": "The sender's certificate was withdrawn before this message was written.",
  "expired": "The sender's certificate had expired when this message was written.",
  "not-yet-valid": "The sender's certificate was not valid yet when this message was written.",
  "crl-stale": "The list of withdrawn certificates is out of date, so this was not opened yet.",
  "wrong-person": "This message is signed with somebody else's certificate.",
};

/** Plain words for the refusal of a message; `detail` as the core gives it. */
export function refusalText(reason: ItemRefusal, detail: string): string {
  if (reason === "certificate") {
    const [word = ""] = detail.split(":");
    return CERTIFICATE_TEXTS[word] ?? TEXTS.certificate!;
  }
  return TEXTS[reason] ?? "This change is against the room's rules and does not count.";
}

/** Plain words for the refusal of a change of a room. */
export function changeRefusalText(reason: ItemRefusal, detail: string): string {
  return refusalText(reason, detail).replaceAll("This message", "This change of the room")
    .replaceAll("this message", "this change of the room").replace(
      "was not opened",
      "does not count",
    );
}
