/**
 * What the rest of the program may ask of the directory: who exists, whether a password is theirs,
 * and the certificates on their entry. Adapters: `ldap/` (OpenLDAP, Active Directory) and
 * `embedded/` (SQLite). Every adapter passes `tests/conformance/directory_test.ts`.
 */

import type { Bytes } from "../protocol/encoding.ts";
import type { Uid, UserId } from "../protocol/ids.ts";

/** One directory entry, as the chat sees it. */
export interface Person {
  /** Immutable id of the entry (`entryUUID`); survives a rename of the uid. */
  id: UserId;
  uid: Uid;
  /** 1 to `MAX_FULL_NAME_CHARS` characters in one line, as it is shown. */
  fullName: string;
  /** Empty where the directory has none that can be used. */
  mail: string;
  /** DER certificates on the entry (`userCertificate;binary`), in no order. */
  certificates: Bytes[];
}

/** A person as a list has them: certificates are large, and looked up one by one. */
export type ListedPerson = Omit<Person, "certificates">;

/** Lines for the operator: what the directory answered, with the names of its entries. */
export type DirectoryLog = (
  level: "info" | "warn" | "error",
  message: string,
  fields?: Record<string, unknown>,
) => void;

export interface NewPerson {
  uid: Uid;
  fullName: string;
  mail: string;
  /** Clear text, 8 to 128 characters, already checked; stored as argon2id only. */
  password: string;
}

export interface Directory {
  /**
   * Adds an entry.
   *
   * @throws {AppError} `conflict` with field `uid` when the uid is taken (also when two calls
   * race), `invalid` when the directory's own rules refuse a value, `unavailable`, `storage-full`.
   */
  add(person: NewPerson): Promise<Person>;

  /** Removes the entry; not an error when it is gone already. */
  remove(id: UserId): Promise<void>;

  /** Undefined also for a username that several entries have with equal right. */
  findByUid(uid: Uid): Promise<Person | undefined>;
  findById(id: UserId): Promise<Person | undefined>;

  /**
   * Those of `ids` that may go on using the chat: their entry is there, and neither disabled, past
   * its end, nor with a password that must be changed first. A lock after wrong passwords, which
   * strangers bring about, and the age of a password are for `authenticate` alone: they stand
   * against a sign-in, and not against a session.
   *
   * @throws {AppError} `unavailable` when no answer could be had.
   */
  active(ids: readonly UserId[]): Promise<Set<UserId>>;

  /**
   * Checks a password by a bind as the entry that was looked up for `uid`, on a connection of its
   * own. An unknown uid costs the same time as a wrong password.
   *
   * @returns the person, or undefined when the name or the password is wrong. An empty password is
   * never sent to a server and never right.
   * @throws {AppError} `unauthenticated` with an `AccountProblem` as `reason`, for an account that
   * may not be used now: after the right password, or where the directory itself says so to whoever
   * asks. The same with the reason `directory-ambiguous` for a username that several entries have
   * with equal right. `unavailable` when no answer could be had: never a yes.
   */
  authenticate(uid: Uid, password: string): Promise<Person | undefined>;

  /** Replaces the certificates on the entry. @throws {AppError} `not-found`, `unavailable`. */
  setCertificates(id: UserId, certificates: Bytes[]): Promise<void>;

  /**
   * People in order of full name, at most `limit` (1 to `MAX_LISTED_PEOPLE`), whose uid, name or
   * mail contains `query` (any case; a literal text, never a filter). An entry that cannot be read
   * is left out, and logged.
   */
  list(options: { query?: string; limit: number }): Promise<ListedPerson[]>;

  /** The limits that the last lists met, each as a sentence for the operator. */
  limitsMet(): readonly string[];

  /** Whether the directory answers now; never throws, takes at most 2 s. */
  state(): Promise<"up" | "down">;

  /**
   * The same, and what is wrong, for the operator.
   *
   * @throws {AppError} `unavailable`, with the reason `credentials` when the directory refuses the
   * service account.
   */
  check(): Promise<void>;

  close(): Promise<void>;
}
