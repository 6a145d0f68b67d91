/** Worker shell around `argon2.ts`. */

import { serveCalls, type WorkerScope } from "../workers/serve.ts";
import { hashArgon2, verifyArgon2 } from "./argon2.ts";
import { PASSWORD_CALLS, type PasswordContract } from "./password_contract.ts";

serveCalls<PasswordContract>(globalThis as unknown as WorkerScope, {
  names: PASSWORD_CALLS,
  open: () => ({ calls: { hash: (password) => hashArgon2(password), verify: verifyArgon2 } }),
});
