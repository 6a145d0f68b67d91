/** Sessions of people who may use their account now: the directory is asked on a clock and at each use. */

import type { Directory } from "../../directory/port.ts";
import { isYounger } from "../../protocol/age.ts";
import { AppError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/ids.ts";
import type { Audit } from "../audit.ts";
import type { Log } from "../log.ts";
import type { SessionEvent } from "../router/events.ts";
import type { Session, Sessions } from "./port.ts";

/** How long the directory's word on somebody counts. */
const WORD_LIFETIME_MS = 60_000;
/** A directory that gave no answer is left alone for so long. */
const RETRY_MS = 10_000;
/** Of so many people a directory that knows none has been emptied, or shows us nothing any more. */
const TOO_MANY_AT_ONCE = 3;
/** People who are asked after beside somebody who seems to be gone. */
const SAMPLE = 50;

export interface CurrentSessionsOptions {
  sessions: Pick<Sessions, "find" | "users" | "uidOf" | "endAll">;
  directory: Pick<Directory, "active">;
  /** Closes the sockets of sessions that are over, on every node. */
  endSockets: (event: SessionEvent) => void;
  /** Epoch milliseconds. */
  clock: () => number;
  log: Log;
  audit: Audit;
}

/**
 * A session is good while its person may use the account. While the directory gives no answer, or
 * knows nobody at all of those who are signed in, nobody is put out.
 */
export class CurrentSessions {
  readonly #options: CurrentSessionsOptions;
  /** When the directory last said yes of somebody. */
  readonly #checkedMs = new Map<UserId, number>();
  readonly #asking = new Map<UserId, Promise<boolean>>();
  #failedMs = -Infinity;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: CurrentSessionsOptions) {
    this.#options = options;
  }

  /** Asks of everybody who has a session, again and again. */
  start(): void {
    this.#timer ??= setInterval(() => void this.endDeparted(), WORD_LIFETIME_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** The session of a token, of somebody of whom the directory said yes within a minute. */
  async find(token: string): Promise<Session | undefined> {
    const session = await this.#options.sessions.find(token);
    if (session === undefined) return undefined;
    const { user } = session;
    const now = this.#options.clock();
    if (isYounger(this.#checkedMs.get(user) ?? -Infinity, now, WORD_LIFETIME_MS)) return session;
    // A page asks for many things at once: one question is enough.
    const asking = this.#asking.get(user) ?? this.#mayUse(user);
    this.#asking.set(user, asking);
    try {
      return await asking ? session : undefined;
    } finally {
      if (this.#asking.get(user) === asking) this.#asking.delete(user);
    }
  }

  /** Ends every session of people who may not use their account any more. */
  async endDeparted(): Promise<void> {
    try {
      const users = await this.#options.sessions.users();
      // Who has no session any more is forgotten.
      const known = new Set(users);
      for (const user of this.#checkedMs.keys()) if (!known.has(user)) this.#checkedMs.delete(user);
      await this.#endThoseOf(users);
    } catch (error) {
      this.#noteFailure(error);
    }
  }

  async #mayUse(user: UserId): Promise<boolean> {
    if (isYounger(this.#failedMs, this.#options.clock(), RETRY_MS)) return true;
    try {
      return (await this.#endThoseOf([user])).has(user);
    } catch (error) {
      this.#noteFailure(error);
      return true;
    }
  }

  /** @returns those who may. */
  async #endThoseOf(users: readonly UserId[]): Promise<Set<UserId>> {
    const { directory, sessions, endSockets, clock, audit } = this.#options;
    const active = users.length === 0 ? new Set<UserId>() : await directory.active(users);
    if (active.size === 0 && users.length > 0) await this.#assertKnowsAnybody(users);
    for (const user of users) {
      if (active.has(user)) {
        this.#checkedMs.set(user, clock());
        continue;
      }
      this.#checkedMs.delete(user);
      // The directory may know no name any more.
      const uid = await sessions.uidOf(user);
      await sessions.endAll(user);
      // The sign-in tells the cause, after the password.
      endSockets({
        user,
        sessions: [],
        message: "Your account may not be used now. Sign in again to see why.",
      });
      audit("account closed", { uid, user, ended: "all sessions" });
    }
    return active;
  }

  /** @throws {AppError} `unavailable` when the directory knows none of several who are signed in. */
  async #assertKnowsAnybody(missing: readonly UserId[]): Promise<void> {
    const { directory, sessions } = this.#options;
    const others = (await sessions.users()).filter((user) => !missing.includes(user));
    const sample = others.slice(0, SAMPLE);
    if (missing.length + sample.length < TOO_MANY_AT_ONCE) return;
    if (sample.length > 0 && (await directory.active(sample)).size > 0) return;
    throw new AppError(
      "unavailable",
      "The directory cannot be reached right now. Try again soon.",
      {
        cause: new Error(
          `it knows none of ${missing.length + sample.length} people who are signed in: ` +
            "may the account of TW_LDAP_BIND_DN still read the people below TW_LDAP_BASE_DN?",
        ),
      },
    );
  }

  #noteFailure(error: unknown): void {
    this.#failedMs = this.#options.clock();
    this.#options.log("warn", "it could not be checked whether signed-in people may still be", {
      error,
    });
  }
}
