/** Who signed a message, with which certificate, and what became of it. */

import { parseCertificate } from "../../x509/certificate.ts";
import { describeName } from "../../x509/names.ts";
import { t } from "../../i18n/i18n.ts";
import { type Bytes, fromBase64Url, toHex } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { Fingerprint, ItemId } from "../../protocol/ids.ts";
import type { ChatContext } from "../conversations/context.ts";
import { distinctName } from "../conversations/person_name.ts";
import type { ConversationLog } from "../conversations/conversation_log.ts";
import { writtenAt } from "../conversations/shown_time.ts";
import type { MessageDetails } from "../model/mod.ts";

/**
 * Who signed a message, with what, and what became of it.
 *
 * @throws {AppError} `not-found` when it is not loaded, or did not open.
 */
export function messageDetails(
  { fold, e2ee }: ConversationLog,
  id: ItemId,
  { identities, nameOf }: Pick<ChatContext, "identities" | "nameOf">,
): MessageDetails {
  const content = fold.content(id);
  const der = content === undefined ? undefined : identities.certificate(content.cert);
  if (content === undefined || der === undefined) {
    throw new AppError("not-found", t("Nothing more is known of this message."));
  }
  const { sender, time, takenAt, seq, epoch, device, cert } = content;
  const { fullName, uid } = nameOf(sender);
  const { deleted, wordings } = fold.outcome(content);
  const readers = (state: "delivered" | "read") =>
    e2ee.members.filter((user) => user !== sender).flatMap((user) => {
      const at = fold.receipts.timeOf(user, state, seq);
      return at === undefined ? [] : [{ name: distinctName(nameOf(user)), time: at }];
    });
  return {
    senderName: fullName,
    senderUid: uid,
    sender,
    time,
    takenAt,
    clocksDiffer: writtenAt(content) !== undefined,
    seq,
    epoch,
    device,
    certificate: certificateDetails(der, cert),
    edits: deleted ? [] : wordings,
    delivered: readers("delivered"),
    read: fold.options.readShown?.() === false ? [] : readers("read"),
  };
}

/** What a certificate says, as other programs print it. */
export function certificateDetails(
  der: Bytes,
  fingerprint: Fingerprint,
): MessageDetails["certificate"] {
  const { subject, serial, notBefore, notAfter } = parseCertificate(der);
  return {
    subject: describeName(subject),
    serial: colons(serial),
    sha256: fingerprintText(fingerprint),
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
  };
}

/** Colon-separated upper-case hex. */
export function fingerprintText(fingerprint: Fingerprint): string {
  return colons(toHex(fromBase64Url(fingerprint)));
}

function colons(hex: string): string {
  return hex.toUpperCase().match(/../g)?.join(":") ?? "";
}
