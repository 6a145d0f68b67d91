/** What the pool of password workers and each of them say to each other. */

import type { WorkerContract } from "../workers/calls.ts";

export interface PasswordHasher {
  /** An argon2id PHC string of the password, with a random salt. */
  hash(password: string): Promise<string>;
  /** Whether the password is the one behind the PHC string. */
  verify(password: string, phc: string): Promise<boolean>;
}

export interface PasswordContract extends WorkerContract {
  calls: PasswordHasher;
}

export const PASSWORD_CALLS = ["hash", "verify"] as const satisfies (keyof PasswordHasher)[];
