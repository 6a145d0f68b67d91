/**
 * New keys for a person: steps in the authority, the directory, the archive and the sessions that
 * end as one, whatever ends the process in between.
 */

import type { Authority, KeyPairOf } from "../../ca/port.ts";
import type { Directory, Person } from "../../directory/port.ts";
import { type Bytes, fromBase64Url, toBase64Url } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/ids.ts";
import { InTurn } from "../../workers/in_turn.ts";
import { fingerprintOf } from "../../x509/mod.ts";
import type { Audit } from "../audit.ts";
import type { Bridge } from "../bridge/port.ts";
import type { Log } from "../log.ts";
import type { SessionEvent } from "../router/events.ts";
import type { EnrolmentIntent, Intent, Sessions } from "../sessions/port.ts";
import { foreignCertificates } from "./certificates.ts";

export interface EnrolmentsOptions {
  directory: Pick<Directory, "findById" | "remove" | "setCertificates">;
  authority: Pick<Authority, "chain" | "issue" | "issued" | "revokeAll">;
  sessions: Pick<Sessions, "endAll" | "intend" | "intents" | "fulfil">;
  bridge: Pick<Bridge, "withdrawIdentities"> & {
    archive: Pick<Bridge["archive"], "identitiesOf">;
  };
  /** Closes the sockets of sessions that are over, on every node. */
  endSockets: (event: SessionEvent) => void;
  /** Epoch milliseconds. */
  clock: () => number;
  log: Log;
  audit: Audit;
}

/**
 * What is intended is written down before the first step and stays until the last one is done. A
 * step may be repeated, so an intent that is found later, at the start or before the person's next
 * sign-in goes on, has all of them done again.
 */
export class Enrolments {
  readonly #options: EnrolmentsOptions;
  readonly #turns = new InTurn<UserId>();

  constructor(options: EnrolmentsOptions) {
    this.#options = options;
  }

  /**
   * Runs `work` while nothing else is done to the person's keys and sessions, and nothing that was
   * intended for them is left.
   *
   * @throws {AppError} of the step that cannot be done now.
   */
  alone<T>(user: UserId, work: () => Promise<T>): Promise<T> {
    return this.#turns.run(user, async () => {
      for (const intent of await this.#options.sessions.intents(user)) await this.#goOn(intent);
      return await work();
    });
  }

  /**
   * Certifies new keys and ends all that the older ones are good for: certificates, published
   * identities, sessions. To be called within `alone`.
   *
   * @param isNew the entry was made for this: it goes again when the keys are refused.
   * @throws {AppError} `invalid` and others where nothing is changed; `unavailable` and
   * `storage-full` where the rest is done later.
   */
  async enrol(person: Person, csrs: KeyPairOf<Bytes>, { isNew = false } = {}): Promise<void> {
    const { sessions, log } = this.#options;
    const { id: user, uid } = person;
    const intent: EnrolmentIntent = {
      type: "enrolment",
      user,
      csrs: { sign: toBase64Url(csrs.sign), encrypt: toBase64Url(csrs.encrypt) },
    };
    try {
      await this.#enrol({ ...intent, id: (await sessions.intend(intent)).id }, { again: false });
    } catch (error) {
      if (isNew && !mayComeYet(error)) {
        await sessions.intend({ type: "removal", user })
          .then((removal) => this.#remove(removal))
          .catch((cause) => {
            log("error", "a half-made entry could not be removed", { uid, error: cause });
          });
      }
      // Nobody has to come back for the rest: it goes on as soon as this turn is over.
      if (mayComeYet(error)) void this.settle();
      throw error;
    }
  }

  /** Goes on with everything that is left. Never throws: what cannot be done now comes again. */
  async settle(): Promise<void> {
    const { sessions, log } = this.#options;
    for (const { user } of await sessions.intents().catch(() => [])) {
      try {
        await this.alone(user, () => Promise.resolve());
      } catch (error) {
        log("warn", "what was begun for somebody cannot be ended yet", { user, error });
        if (mayComeYet(error)) return; // A part is down, for the others as well.
      }
    }
  }

  async #goOn(intent: Intent): Promise<void> {
    const { user, type } = intent;
    this.#options.log("info", "going on with what was begun", { user, what: type });
    if (type === "removal") return await this.#remove(intent);
    // Refused for good, it is over, and whoever comes now did not ask for it.
    await this.#enrol(intent, { again: true }).catch((error) => {
      if (mayComeYet(error)) throw error;
      this.#options.log("warn", "new keys that were asked for are refused", { user, error });
    });
  }

  async #enrol(
    { id, user, csrs }: EnrolmentIntent & { id: string },
    { again }: { again: boolean },
  ): Promise<void> {
    const { directory, authority, sessions, bridge, clock, audit } = this.#options;
    const person = await directory.findById(user);
    if (person === undefined) {
      await authority.revokeAll(user, "cessationOfOperation");
      await this.#endSessions(user);
      await sessions.fulfil(id);
      throw gone();
    }
    // 1. The keys are certified; certificates of an issue that nobody could wait for are taken.
    const issued = await this.#certify(id, person, csrs, again);
    // 2. The entry names them: from here on they may be proven, once this person's turn is over.
    const { issuing } = await authority.chain();
    const others = foreignCertificates(person, issuing);
    try {
      await directory.setCertificates(user, [...others, issued.sign, issued.encrypt]);
    } catch (error) {
      if (!mayComeYet(error)) {
        const before = person.certificates.filter((der) => !others.includes(der));
        await authority.revokeAll(user, "superseded", await fingerprintsOf(before));
        await sessions.fulfil(id);
      }
      throw error;
    }
    // 3. Until they are proven and published, nobody has to wait for this person's wraps.
    if ((await bridge.archive.identitiesOf([user])).length > 0) {
      await bridge.withdrawIdentities(user, clock());
      // 4. Whoever is in by older keys is out.
      await this.#endSessions(user);
    }
    // 5. Older certificates are worth nothing any more.
    const keep = await fingerprintsOf([issued.sign, issued.encrypt]);
    const revoked = await authority.revokeAll(user, "superseded", keep);
    if (revoked.length > 0) {
      const { uid } = person;
      const reason = "superseded";
      audit("certificates revoked", { uid, reason, certificates: revoked.length });
    }
    await sessions.fulfil(id);
  }

  async #certify(
    intent: string,
    { id, uid, fullName, mail }: Person,
    encoded: EnrolmentIntent["csrs"],
    again: boolean,
  ): Promise<KeyPairOf<Bytes>> {
    const { authority, sessions } = this.#options;
    const csrs = { sign: fromBase64Url(encoded.sign), encrypt: fromBase64Url(encoded.encrypt) };
    try {
      const known = again ? await authority.issued(id, csrs) : undefined;
      return known ?? await authority.issue({ id, uid, fullName, mail }, csrs);
    } catch (error) {
      // Nothing has been changed, and nothing will be.
      if (!mayComeYet(error)) await sessions.fulfil(intent);
      throw error;
    }
  }

  async #remove({ id, user }: Pick<Intent, "id" | "user">): Promise<void> {
    const { directory, authority, sessions, bridge } = this.#options;
    await authority.revokeAll(user, "cessationOfOperation");
    // Never an entry with which somebody has come in.
    const isUsed = (await bridge.archive.identitiesOf([user])).length > 0;
    if (!isUsed) await directory.remove(user);
    await sessions.fulfil(id);
  }

  async #endSessions(user: UserId): Promise<void> {
    const { sessions, endSockets } = this.#options;
    await sessions.endAll(user);
    endSockets({
      user,
      sessions: [],
      message: "New keys were set up for your account in another browser. Sign in again.",
    });
  }
}

/** Whether the step may have been done all the same, or may be done later. */
function mayComeYet(error: unknown): boolean {
  return error instanceof AppError && ["unavailable", "storage-full"].includes(error.kind);
}

function fingerprintsOf(certificates: readonly Bytes[]) {
  return Promise.all(certificates.map(fingerprintOf));
}

export function gone(): AppError {
  return new AppError("unauthenticated", "Your entry is no longer in the directory.");
}
