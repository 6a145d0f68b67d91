import { fingerprintOf } from "../../x509/mod.ts";
import { type Bytes, fromBase64Url } from "../../protocol/encoding.ts";
import type { IdentityRecord } from "../../protocol/frames/answers.ts";
import type { Fingerprint, UserId } from "../../protocol/ids.ts";
import { type IdentityStatement, parseIdentityStatement } from "../../protocol/items.ts";

/** An identity as the server tells it, taken apart and not yet believed. */
export interface ReadIdentity {
  record: IdentityRecord;
  statement: IdentityStatement;
}

/** What the server told of people's identities, and certificates by their fingerprints. */
export class IdentityRecords {
  readonly #byUser = new Map<UserId, ReadIdentity[]>();
  readonly #certificates = new Map<Fingerprint, Bytes>();

  /** Whether `user` was asked about. */
  has(user: UserId): boolean {
    return this.#byUser.has(user);
  }

  /** Oldest first. */
  of(user: UserId): readonly ReadIdentity[] {
    return this.#byUser.get(user) ?? [];
  }

  certificate(fingerprint: Fingerprint): Bytes | undefined {
    return this.#certificates.get(fingerprint);
  }

  /**
   * Takes the server's answer about `users`. A record that cannot be read, is of somebody who was
   * not asked about, or whose certificates are not those of its statement, is left out.
   */
  async replace(users: readonly UserId[], records: readonly IdentityRecord[]): Promise<void> {
    const read = new Map<UserId, ReadIdentity[]>(users.map((user) => [user, []]));
    for (const record of records) {
      const identity = await this.#read(record);
      if (identity !== undefined) read.get(record.user)?.push(identity);
    }
    for (const [user, identities] of read) this.#byUser.set(user, identities);
  }

  async #read(record: IdentityRecord): Promise<ReadIdentity | undefined> {
    try {
      const statement = parseIdentityStatement(record.statement);
      const sign = fromBase64Url(record.signCertificate);
      const encrypt = fromBase64Url(record.encryptCertificate);
      const names = [await fingerprintOf(sign), await fingerprintOf(encrypt)] as const;
      if (statement.user !== record.user) return undefined;
      if (names[0] !== statement.sign || names[1] !== statement.encrypt) return undefined;
      this.#certificates.set(names[0], sign);
      this.#certificates.set(names[1], encrypt);
      return { record, statement };
    } catch {
      return undefined;
    }
  }
}
