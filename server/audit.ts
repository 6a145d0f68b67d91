/** What matters to security, one event for each fact, as the log has it. */

import { createHmac, randomBytes } from "node:crypto";
import type { ErrorKind } from "../protocol/errors.ts";
import { addressBlock } from "./limits/address_block.ts";
import type { Counting, Fields, Level } from "./repeated_lines.ts";

/** Every kind of event, and how it is written. */
export const AUDIT_EVENTS = {
  "signed in": "info",
  "sign-in refused": "warn",
  "signed out": "info",
  "registered": "info",
  "keys enrolled": "info",
  "registration gone on with": "info",
  "certificates revoked": "info",
  "account closed": "info",
  "not allowed": "warn",
  "limit met": "warn",
} as const satisfies Record<string, Level>;
export type AuditEvent = keyof typeof AUDIT_EVENTS;

/** Those that anybody can bring about as often as they like: the same ones are counted. */
const COUNTED: ReadonlySet<AuditEvent> = new Set(["not allowed", "limit met"]);
/**
 * The fields by which counted facts are the same. Every other one, such as `origin` and `where`, may
 * be whatever the sender chose.
 */
const NOT_CHOSEN: ReadonlySet<string> = new Set(["uid", "address", "frame", "limit", "reason"]);

/** Notes a fact. Never a password, token or key; a name that was typed only by {@linkcode typedName}. */
export type Audit = (event: AuditEvent, fields: Record<string, unknown>) => void;

type Write = (level: Level, message: string, fields: Fields) => void;
type WriteCounted = (level: Level, message: string, fields: Fields, counting: Counting) => void;

/**
 * Notes each fact with `write`.
 *
 * @param writeCounted writes facts that are the same once, with their number; those of each person
 * and network apart, so that nobody's facts are lost among another's.
 */
export function auditTo(write: Write, writeCounted: WriteCounted): Audit {
  return (event, fields) => {
    const level = AUDIT_EVENTS[event];
    const message = `audit: ${event}`;
    if (COUNTED.has(event)) writeCounted(level, message, fields, countingOf(fields));
    else write(level, message, fields);
  };
}

function countingOf(fields: Fields): Counting {
  const same = Object.fromEntries(
    Object.entries(fields).filter(([name]) => NOT_CHOSEN.has(name)),
  );
  const { uid, address } = fields;
  if (uid !== undefined) return { same, of: { uid } };
  if (typeof address !== "string") return { same, of: {} };
  return { same, of: { address: addressBlock(address) } };
}

/** The event that a refusal is, where it is one. */
export function refusalEvent(kind: ErrorKind): AuditEvent | undefined {
  if (kind === "rate-limited") return "limit met";
  return kind === "forbidden" || kind === "origin" ? "not allowed" : undefined;
}

/** Of this process: a hash in the log can be held against others of this run, and not be guessed. */
const KEY = randomBytes(32);

/**
 * A name as somebody typed it, for the log. Where it is nobody's it may be a password that was
 * typed into the wrong field: then it is a hash, the same for the same text while the process runs.
 */
export function typedName(
  typed: string,
  isKnown: boolean,
): { uid: string } | { typedHash: string } {
  if (isKnown) return { uid: typed };
  return { typedHash: createHmac("sha256", KEY).update(typed).digest("hex").slice(0, 16) };
}
