/** Reads general names (RFC 5280 4.2.1.6), wherever an extension holds them. */

import { DerReader, readSequence } from "./der_reader.ts";
import { contextConstructed, contextPrimitive, DerError, Tag } from "./der_tags.ts";
import { asciiText, oidText } from "./der_values.ts";
import type { Bytes } from "../protocol/encoding.ts";
import { MAX_CERTIFICATE_BYTES } from "../protocol/limits.ts";
import { attributeValue, parseName } from "./names.ts";
import { Attribute } from "./oids.ts";

/** One general name. Only of addresses and URIs is the text of use here. */
export interface GeneralName {
  kind: "uri" | "mail" | "other";
  /** Empty for `other`. */
  text: string;
}

/** Labels of at most 63 letters, digits and hyphens (RFC 1034 3.5, RFC 1123 2.1), and of `also`. */
function domain(also = ""): string {
  const end = String.raw`[a-z\d${also}]`;
  const label = String.raw`${end}(?:[a-z\d${also}-]{0,61}${end})?`;
  return String.raw`${label}(?:\.${label})*`;
}

const DNS_NAME = new RegExp(String.raw`^(?=.{1,253}$)(?:\*\.)?${domain()}$`, "i");
/** Hosts and mail domains have the underscore too that networks give them beside the standard. */
const HOST = domain("_");
/** A local part, as it is or quoted, and a domain (RFC 2821 4.1.2): no phrase, no comment. */
export const MAILBOX = new RegExp(
  String.raw`^(?:[!#-'*+\-./\d=?A-Z^-~]+|"(?:[ !#-[\]-~]|\\[ -~])+")@(?:${HOST}|\[[\w:.-]+])$`,
  "i",
);
const URI_TEXT = String.raw`(?:[\w.~:/?@!$&'()*+,;=-]|%[\da-f]{2})*`;
const AUTHORITY = String.raw`//(?:[^/?#@]*@)?(?:${HOST}\.?|\[[\da-f:.]+])(?::\d*)?(?=[/?#]|$)`;
/**
 * A scheme and something behind it (RFC 3986), for a relative URI names nothing. What begins with
 * `//`, as HTTP and FTP do, has a host; LDAP alone may leave it to the reader (4.2.1.13).
 */
const URI = new RegExp(
  "^(?:ldaps?://(?=/)|(?:https?|ftp):(?=//)|(?!https?:|ftp:)[a-z][a-z\\d+.-]*:)" +
    String.raw`(?:${AUTHORITY}|(?!//)(?=[^#]))${URI_TEXT}(?:#${URI_TEXT})?$`,
  "i",
);
/** Tags of an ORAddress's standard attributes, in their order (appendix A.1). */
const ADDRESS_PARTS: readonly number[] = [0x61, 0x62, 0x80, 0x81, 0xa2, 0x83, 0x84, 0xa5, 0xa6];

/**
 * Reads the next general name: one of the nine kinds, and of its own form.
 *
 * @throws {DerError} also where it is empty, which RFC 5280 4.2.1.6 forbids.
 */
export function readGeneralName(reader: DerReader): GeneralName {
  const element = reader.any();
  const { tag, contents } = element;
  if (contents.length === 0) throw unreadable("that is empty");
  switch (tag) {
    case contextConstructed(0): {
      const parts = new DerReader(contents);
      oidText(parts.element(Tag.OID));
      const value = parts.enter(contextConstructed(0));
      parts.end();
      value.any();
      value.end();
      return OTHER;
    }
    case contextPrimitive(1):
      return { kind: "mail", text: textOf(contents, MAILBOX) };
    case contextPrimitive(2):
      textOf(contents, DNS_NAME);
      return OTHER;
    case contextConstructed(3): {
      const parts = new DerReader(contents);
      const standard = parts.enter();
      for (const part of ADDRESS_PARTS) standard.optional(part);
      standard.end();
      parts.optional(Tag.SEQUENCE);
      parts.optional(Tag.SET);
      parts.end();
      return OTHER;
    }
    case contextConstructed(4): {
      // As an issuer's, which is never empty (4.1.2.4).
      const { attributes } = parseName(contents);
      if (attributes.length === 0) throw unreadable("that is an empty directory name");
      return OTHER;
    }
    case contextConstructed(5): {
      const parts = new DerReader(contents);
      if (parts.nextTag === contextConstructed(0)) {
        readPartyName(parts.enter(contextConstructed(0)));
      }
      readPartyName(parts.enter(contextConstructed(1)));
      parts.end();
      return OTHER;
    }
    case contextPrimitive(6):
      return { kind: "uri", text: uriOf(contents) };
    case contextPrimitive(7):
      if (contents.length !== 4 && contents.length !== 16) throw unreadable(tag);
      return OTHER;
    case contextPrimitive(8):
      oidText(element);
      return OTHER;
    default:
      throw unreadable(tag);
  }
}

/** All names that are left in `reader`: at least one (SIZE (1..MAX)). @throws {DerError} */
export function readGeneralNames(reader: DerReader): GeneralName[] {
  const names: GeneralName[] = [];
  do names.push(readGeneralName(reader)); while (!reader.done);
  return names;
}

/** The names of a whole `GeneralNames`, DER. @throws {DerError} */
export function parseGeneralNames(value: Bytes): GeneralName[] {
  return readGeneralNames(readSequence(value));
}

/** A DirectoryString. */
function readPartyName(reader: DerReader): void {
  if (attributeValue(Attribute.NAME, reader.any()) === "") throw unreadable("of a nameless party");
  reader.end();
}

/** A URI (4.2.1.6). @throws {DerError} */
export function uriOf(contents: Bytes): string {
  return textOf(contents, URI);
}

const OTHER: GeneralName = { kind: "other", text: "" };

function textOf(contents: Bytes, form: RegExp): string {
  // A list may be of any length, and so what stands in it: no such name is that of anything.
  if (contents.length > MAX_CERTIFICATE_BYTES) throw unreadable("that is too long");
  const text = asciiText(contents);
  if (!form.test(text)) throw unreadable(text);
  return text;
}

function unreadable(what: number | string): DerError {
  return new DerError(`Cannot read the general name ${what} (RFC 5280 4.2.1.6)`);
}
