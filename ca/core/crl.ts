/** Makes a CRL (RFC 5280 5.1), and lints it before it is signed. */

import { type Bytes, equalBytes } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { Certificate } from "../../x509/certificate.ts";
import { contextPrimitive, Tag } from "../../x509/der_tags.ts";
import { element, explicit, integer, oid, sequence } from "../../x509/der_writer.ts";
import { sameName } from "../../x509/names.ts";
import { ExtensionId } from "../../x509/oids.ts";
import { keyIdentifierOf } from "../../x509/public_key.ts";
import {
  parseTbsRevocationList,
  REVOCATION_REASONS,
  type RevocationReason,
} from "../../x509/revocation_list.ts";
import { sha256WithRsa } from "../../x509/signature.ts";
import { signCrl } from "./signing.ts";
import type { Signer } from "./sources.ts";

/**
 * Why a certificate was revoked; always said, so never `unspecified` (RFC 5280 5.3.1 would have
 * that left out).
 */
export type ListedReason = Exclude<RevocationReason, "unspecified">;

/** One revoked certificate, as the CRL lists it. */
export interface Revocation {
  /** Lower-case hexadecimal. */
  serial: string;
  date: Date;
  reason: ListedReason;
}

export interface CrlTemplate {
  issuer: Certificate;
  /** Higher than that of every earlier CRL of this issuer (RFC 5280 5.2.3). */
  number: bigint;
  thisUpdate: Date;
  nextUpdate: Date;
  revoked: readonly Revocation[];
}

/**
 * A complete CRL (RFC 5280 5.1), DER.
 *
 * Written by hand, in a time that grows with the number of entries: the library's
 * `X509CrlGenerator` compares each entry with all earlier ones, a minute for 20,000.
 *
 * @throws {AppError} `internal` where the list would not say what it is to say; then nothing has
 * been signed.
 */
export async function makeCrl(template: CrlTemplate, signer: Signer): Promise<Bytes> {
  const { issuer, number, thisUpdate, nextUpdate, revoked } = template;
  const keyIdentifier = element(contextPrimitive(0), await keyIdentifierOf(issuer.spki));
  const tbs = sequence(
    integer(1), // v2
    sha256WithRsa(),
    issuer.subject.der,
    time(thisUpdate),
    time(nextUpdate),
    ...(revoked.length === 0 ? [] : [entriesOf(revoked)]),
    explicit(
      0,
      sequence(
        extension(ExtensionId.AUTHORITY_KEY_IDENTIFIER, sequence(keyIdentifier)),
        extension(ExtensionId.CRL_NUMBER, integer(number)),
      ),
    ),
  );
  return await signCrl(
    tbs,
    { spki: issuer.spki, signer },
    (inspected) => lintCrl(inspected, template),
  );
}

/** 5.1.2.6: the SEQUENCE of all entries, written one behind the other into one piece of memory. */
function entriesOf(revoked: readonly Revocation[]): Bytes {
  const times = revoked.map(({ date }) => time(date));
  const sizes = revoked.map(({ serial, reason }, index) =>
    serial.length / 2 + times[index]!.length + EXTENSIONS_FOR[reason].length + 2
  );
  const contents = new Uint8Array(sizes.reduce((sum, size) => sum + size + 2, 0));
  let at = 0;
  revoked.forEach(({ serial, reason }, index) => {
    const octets = Uint8Array.fromHex(serial);
    const size = sizes[index]!;
    // Both lengths are short: a serial has 20 octets at most, and the rest is as long as it is.
    contents.set([Tag.SEQUENCE, size, Tag.INTEGER, octets.length], at);
    contents.set(octets, at + 4);
    contents.set(times[index]!, at + 4 + octets.length);
    contents.set(EXTENSIONS_FOR[reason], at + 2 + size - EXTENSIONS_FOR[reason].length);
    at += size + 2;
  });
  return element(Tag.SEQUENCE, contents);
}

/** The extensions of an entry, by the reason that is all that they say (5.3.1). */
const EXTENSIONS_FOR = Object.fromEntries(
  Object.entries(REVOCATION_REASONS).map(([reason, code]) => [
    reason,
    sequence(extension(ExtensionId.REASON_CODE, element(Tag.ENUMERATED, Uint8Array.of(code)))),
  ]),
) as Record<ListedReason, Bytes>;

function extension(id: string, value: Bytes): Bytes {
  return sequence(oid(id), element(Tag.OCTET_STRING, value));
}

/** 5.1.2.4: UTCTime through 2049, GeneralizedTime from 2050, of whole seconds. */
function time(date: Date): Bytes {
  // Entries stand in the order of their dates, and many share one.
  const seconds = date.getTime();
  if (lastTime.seconds !== seconds) lastTime = { seconds, der: writeTime(date) };
  return lastTime.der;
}

let lastTime: { seconds: number; der: Bytes } = { seconds: NaN, der: new Uint8Array() };

function writeTime(date: Date): Bytes {
  const year = date.getUTCFullYear();
  const pairs = [
    ...(year < 2050 ? [] : [Math.floor(year / 100)]),
    year % 100,
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ];
  const der = new Uint8Array(2 * pairs.length + 3);
  der.set([year < 2050 ? Tag.UTC_TIME : Tag.GENERALIZED_TIME, der.length - 2]);
  pairs.forEach((pair, at) => der.set([48 + Math.floor(pair / 10), 48 + pair % 10], 2 + 2 * at));
  der[der.length - 1] = 0x5a; // Z
  return der;
}

/** Reads the bytes that are about to be signed, and holds them against what they are to say. */
export function lintCrl(tbs: Bytes, template: CrlTemplate): void {
  const list = parseTbsRevocationList(tbs);
  const holds = equalBytes(list.algorithm, sha256WithRsa()) &&
    sameName(list.issuer, template.issuer.subject) &&
    list.number === template.number &&
    list.thisUpdate.getTime() === template.thisUpdate.getTime() &&
    list.nextUpdate.getTime() === template.nextUpdate.getTime() &&
    list.revoked.size === template.revoked.length &&
    template.revoked.every(({ serial, date, reason }) => {
      const entry = list.revoked.get(serial);
      return entry?.reason === reason && entry.date.getTime() === date.getTime();
    });
  if (!holds) {
    throw new AppError(
      "internal",
      "The revocation list was not signed, as it is not as it must be.",
    );
  }
}
