/** For which use a certificate is, and the directory entry that a person's names. */

import { isUid, isUserId, type Uid, type UserId } from "../protocol/ids.ts";
import type { Certificate } from "./certificate.ts";
import {
  KeyUsageBit,
  parseAlternativeNames,
  parseBasicConstraints,
  parseExtendedKeyUsage,
  parseKeyUsage,
} from "./extensions.ts";
import { describeName, valuesOf } from "./names.ts";
import { ANY_EXTENDED_KEY_USAGE, Attribute, ExtensionId, KeyPurpose } from "./oids.ts";
import { must } from "./reasons.ts";

/** Which of a person's two keys: the one that signs, or the one that receives room secrets. */
export type KeyUse = "sign" | "encrypt";

const USES: Record<KeyUse, { bit: number; usage: string; purpose: string }> = {
  sign: { bit: KeyUsageBit.digitalSignature, usage: "digitalSignature", purpose: KeyPurpose.SIGN },
  encrypt: {
    bit: KeyUsageBit.keyEncipherment,
    usage: "keyEncipherment",
    purpose: KeyPurpose.ENCRYPT,
  },
};

/** Prefix of the URI that names a directory entry (RFC 9562 section 4). */
const ENTRY_URI = "urn:uuid:";

/**
 * Checks that a person's certificate is for `use` and nothing else: not an authority (RFC 5280
 * 4.2.1.9), one critical key usage (4.2.1.3), the one private extended key usage (4.2.1.12).
 *
 * @throws {PathRefusal}
 */
export function checkLeafUse(leaf: Certificate, use: KeyUse): void {
  const { bit, usage, purpose } = USES[use];
  const constraints = leaf.extensions.get(ExtensionId.BASIC_CONSTRAINTS);
  must(
    !constraints || !parseBasicConstraints(constraints.value).ca,
    "ca-flagged-leaf",
    "The certificate says that it is an authority",
  );
  const keyUsage = leaf.extensions.get(ExtensionId.KEY_USAGE);
  const bits = keyUsage && parseKeyUsage(keyUsage.value);
  must(
    keyUsage?.critical === true && bits?.size === 1 && bits.has(bit),
    "key-usage",
    `The certificate's key usage is not ${usage}, critical and alone`,
  );
  const extended = leaf.extensions.get(ExtensionId.EXTENDED_KEY_USAGE);
  const purposes = extended ? parseExtendedKeyUsage(extended.value) : [];
  must(
    purposes.length === 1 && purposes[0] === purpose,
    "extended-key-usage",
    `The certificate is not for this use: ${purposes.join(", ") || "it names none"}`,
  );
}

/**
 * Checks that an authority's certificate lets it vouch for `use`, where it names purposes at all
 * (RFC 5280 4.2.1.12): one that is made for other purposes must not be used for this one.
 *
 * @throws {PathRefusal}
 */
export function checkAuthorityUse(authority: Certificate, use: KeyUse): void {
  const extended = authority.extensions.get(ExtensionId.EXTENDED_KEY_USAGE);
  if (extended === undefined) return;
  const purposes = parseExtendedKeyUsage(extended.value);
  must(
    purposes.includes(USES[use].purpose) || purposes.includes(ANY_EXTENDED_KEY_USAGE),
    "extended-key-usage",
    `${describeName(authority.subject)} is an authority for other purposes: ` +
      `${purposes.join(", ")} (RFC 5280 4.2.1.12)`,
  );
}

export interface LeafIdentity {
  userId: UserId;
  uid: Uid;
  fullName?: string;
}

/**
 * Whom the certificate names: the one `urn:uuid:` URI counts; the uid and the full name are for
 * people to read.
 *
 * @throws {PathRefusal} `no-identity`
 */
export function readIdentity(leaf: Certificate): LeafIdentity {
  const extension = leaf.extensions.get(ExtensionId.SUBJECT_ALTERNATIVE_NAME);
  const names = extension && parseAlternativeNames(extension.value);
  must(
    names?.uris.length === 1 && names.others === 0 && names.uris[0]!.startsWith(ENTRY_URI),
    "no-identity",
    "The certificate does not name exactly one directory entry",
  );
  const userId = names.uris[0]!.slice(ENTRY_URI.length);
  must(isUserId(userId), "no-identity", "The certificate's directory entry id is not a UUID");
  const [uid, ...moreUids] = [Attribute.COMMON_NAME, Attribute.USER_ID]
    .flatMap((attribute) => valuesOf(leaf.subject, attribute));
  must(isUid(uid) && moreUids.length === 0, "no-identity", "The certificate has no single uid");
  const [fullName] = valuesOf(leaf.subject, Attribute.NAME);
  return { userId, uid, ...(fullName === undefined ? {} : { fullName }) };
}

/** The URI by which a certificate names the directory entry `userId`. */
export function entryUri(userId: UserId): string {
  return ENTRY_URI + userId;
}
