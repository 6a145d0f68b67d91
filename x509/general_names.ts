/** Reads general names (RFC 5280 4.2.1.6), wherever an extension holds them. */

import { DerReader, readSequence } from "./der_reader.ts";
import { contextConstructed, contextPrimitive, DerError, Tag } from "./der_tags.ts";
import { asciiText, oidText } from "./der_values.ts";
import type { Bytes } from "../protocol/encoding.ts";
import { parseName } from "./names.ts";

/** One general name. Only of addresses and URIs is the text of use here. */
export interface GeneralName {
  kind: "uri" | "mail" | "other";
  /** Empty for `other`. */
  text: string;
}

/** A scheme and something behind it: a relative URI names nothing. */
const URI = /^[A-Za-z][A-Za-z0-9+.-]*:./;
/** Local part and domain (RFC 2821 4.1.2), as far as a certificate needs them. */
const MAILBOX = /^.+@[^@]+$/;

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
      // A blank is no domain.
      textOf(contents, /[^ ]/);
      return OTHER;
    case contextConstructed(4):
      parseName(contents);
      return OTHER;
    case contextConstructed(3):
    case contextConstructed(5): {
      const parts = new DerReader(contents);
      do parts.any(); while (!parts.done);
      return OTHER;
    }
    case contextPrimitive(6):
      return { kind: "uri", text: textOf(contents, URI) };
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

const OTHER: GeneralName = { kind: "other", text: "" };

function textOf(contents: Bytes, form: RegExp): string {
  const text = asciiText(contents);
  if (!form.test(text)) throw unreadable(text);
  return text;
}

function unreadable(what: number | string): DerError {
  return new DerError(`Cannot read the general name ${what} (RFC 5280 4.2.1.6)`);
}
