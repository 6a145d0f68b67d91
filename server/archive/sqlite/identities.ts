/** Published identities in the SQLite archive. */

import type { DatabaseSync } from "node:sqlite";
import type { IdentitiesFound, IdentityRecord } from "../../../protocol/frames/answers.ts";
import type { ConversationId, Fingerprint, UserId } from "../../../protocol/ids.ts";
import { MAX_LIST_PART_BYTES } from "../../../protocol/limits.ts";
import { transaction } from "../../storage/sqlite.ts";
import type { NewIdentity } from "../port.ts";

interface IdentityRow {
  user: UserId;
  statement: string;
  sig: string;
  sign_certificate: string;
  encrypt_certificate: string;
  published: string;
  revoked: string | null;
}

/** Published identities in the SQLite archive. */
export class Identities {
  readonly #database: DatabaseSync;
  readonly #sql;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#sql = {
      withdraw: database.prepare(
        "UPDATE identity SET revoked = ? WHERE user = ? AND revoked IS NULL AND sign <> ?",
      ),
      publish: database.prepare(
        `INSERT OR IGNORE INTO identity
           (sign, encrypt, encrypt_not_after, user, statement, sig, sign_certificate,
            encrypt_certificate, published)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ),
      spend: database.prepare(
        `UPDATE conversation SET epoch_spent = 1
         WHERE no IN (SELECT conv FROM member WHERE user = ?) AND epoch_id <> ''`,
      ),
      conversations: database.prepare(
        "SELECT c.id FROM member m JOIN conversation c ON c.no = m.conv WHERE m.user = ?",
      ),
      of: database.prepare("SELECT * FROM identity WHERE user = ? ORDER BY published, sign"),
      one: database.prepare("SELECT * FROM identity WHERE sign = ?"),
      current: database.prepare(
        `SELECT encrypt FROM identity
         WHERE user = ? AND revoked IS NULL AND encrypt_not_after >= ?`,
      ),
      enrolled: database.prepare("SELECT DISTINCT user FROM identity WHERE revoked IS NULL"),
    };
  }

  publish(identity: NewIdentity): { conversations: ConversationId[] } {
    return transaction(this.#database, () => {
      const { user, publishedAt } = identity;
      const added = this.#sql.publish.run(
        identity.sign,
        identity.encrypt,
        identity.encryptNotAfterMs,
        user,
        identity.statement,
        identity.sig,
        identity.signCertificate,
        identity.encryptCertificate,
        publishedAt,
      );
      this.#sql.withdraw.run(publishedAt, user, identity.sign);
      return { conversations: added.changes === 0 ? [] : this.#spendEpochs(user) };
    });
  }

  withdraw(user: UserId, timeMs: number): { conversations: ConversationId[] } {
    return transaction(this.#database, () => {
      const time = new Date(timeMs).toISOString();
      const { changes } = this.#sql.withdraw.run(time, user, "");
      return { conversations: changes === 0 ? [] : this.#spendEpochs(user) };
    });
  }

  /** Marks the epochs of the user's conversations as spent, and names the conversations. */
  #spendEpochs(user: UserId): ConversationId[] {
    this.#sql.spend.run(user);
    const rows = this.#sql.conversations.all(user) as unknown as { id: ConversationId }[];
    return rows.map(({ id }) => id);
  }

  of(users: UserId[]): IdentityRecord[] {
    return users.flatMap((user) =>
      (this.#sql.of.all(user) as unknown as IdentityRow[]).map(recordOf)
    );
  }

  part(users: UserId[], skip: number): IdentitiesFound {
    const identities: IdentityRecord[] = [];
    let [at, bytes] = [0, 0];
    for (const user of users) {
      for (const row of this.#sql.of.all(user) as unknown as IdentityRow[]) {
        if (at++ < skip) continue;
        bytes += sizeOf(row);
        if (identities.length > 0 && bytes > MAX_LIST_PART_BYTES) {
          return { identities, next: at - 1 };
        }
        identities.push(recordOf(row));
      }
    }
    return { identities };
  }

  one(sign: Fingerprint): IdentityRecord | undefined {
    const row = this.#sql.one.get(sign) as IdentityRow | undefined;
    return row && recordOf(row);
  }

  encryptionCertificates(users: UserId[], atMs: number): Map<UserId, Fingerprint> {
    const found = new Map<UserId, Fingerprint>();
    for (const user of users) {
      const row = this.#sql.current.get(user, atMs) as { encrypt: Fingerprint } | undefined;
      if (row !== undefined) found.set(user, row.encrypt);
    }
    return found;
  }

  enrolled(): UserId[] {
    return (this.#sql.enrolled.all() as unknown as { user: UserId }[]).map(({ user }) => user);
  }
}

/** Bytes of an identity as it is told, near enough. */
function sizeOf(row: IdentityRow): number {
  const { statement, sig, sign_certificate, encrypt_certificate } = row;
  return statement.length + sig.length + sign_certificate.length + encrypt_certificate.length + 200;
}

function recordOf(row: IdentityRow): IdentityRecord {
  return {
    user: row.user,
    statement: row.statement,
    sig: row.sig,
    signCertificate: row.sign_certificate,
    encryptCertificate: row.encrypt_certificate,
    publishedAt: row.published,
    ...(row.revoked === null ? {} : { revokedAt: row.revoked }),
  };
}
