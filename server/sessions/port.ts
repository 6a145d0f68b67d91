/** Who is signed in, and who is about to be. Tokens are stored hashed; only the browser has one. */

import type { CsrPair } from "../../protocol/http_api.ts";
import type { Uid, UserId } from "../../protocol/ids.ts";

export interface Session {
  /** SHA-256 of the token, hexadecimal: names the session without giving it away. */
  id: string;
  user: UserId;
  uid: Uid;
  fullName: string;
  expiresAtMs: number;
}

/** A person whose password was right and whose key is still to be proven. */
export interface LoginAttempt {
  id: string;
  /** 32 random bytes, base64url. */
  nonce: string;
  user: UserId;
  /** Origin of the page that asked; the proof must name it. */
  origin: string;
  expiresAtMs: number;
}

/** New keys: these, and no other ones, are the person's. */
export interface EnrolmentIntent {
  type: "enrolment";
  user: UserId;
  csrs: CsrPair;
}

/** The entry, made for a registration that was refused, goes again. */
export interface RemovalIntent {
  type: "removal";
  user: UserId;
}

/**
 * What was promised to a person and takes steps in several stores, written down before the first
 * one. Each step may be repeated, so whoever finds an intent does them all again.
 */
export type Intent = (EnrolmentIntent | RemovalIntent) & {
  /** Names this intent; random. */
  id: string;
};

export interface Sessions {
  /** @returns the token for the cookie: 32 random bytes, base64url. */
  create(person: { user: UserId; uid: Uid; fullName: string }): Promise<
    { token: string; session: Session }
  >;
  /** The session of a token; undefined when there is none, or it has expired. */
  find(token: string): Promise<Session | undefined>;
  end(id: string): Promise<void>;
  /** @returns ids of the sessions that ended. */
  endAll(user: UserId): Promise<string[]>;

  /** Everybody who has a session that is not over. */
  users(): Promise<UserId[]>;
  /** The username with which somebody signed in last, of those who have a session. */
  uidOf(user: UserId): Promise<Uid | undefined>;

  startAttempt(user: UserId, origin: string): Promise<LoginAttempt>;
  /** The attempt, which is over now: a nonce serves once. */
  takeAttempt(id: string): Promise<LoginAttempt | undefined>;

  /** Writes down what is intended from here on; what was intended for the person before is over. */
  intend(intent: EnrolmentIntent | RemovalIntent): Promise<Intent>;
  /** What is intended and not done: for one person, or for everybody, the oldest first. */
  intents(user?: UserId): Promise<Intent[]>;
  /** It is done, or undone. */
  fulfil(id: string): Promise<void>;

  /** Keeps when people were last seen, all or nothing; `undefined` forgets it. */
  setLastSeen(times: ReadonlyMap<UserId, number | undefined>): Promise<void>;
  lastSeen(): Promise<Map<UserId, number>>;

  close(): Promise<void>;
}
