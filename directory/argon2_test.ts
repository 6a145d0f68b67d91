import assert from "node:assert/strict";
import { hashArgon2, verifyArgon2 } from "./argon2.ts";

/** From the test vectors of the reference implementation (phc-winner-argon2, src/test.c). */
const REFERENCE =
  "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

Deno.test("a hash by the reference implementation verifies", async () => {
  assert.equal(await verifyArgon2("password", REFERENCE), true);
  assert.equal(await verifyArgon2("Password", REFERENCE), false);
});

Deno.test("a hash has our parameters, 16 bytes of salt and 32 of hash", async () => {
  const phc = await hashArgon2("a password");
  assert.match(phc, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  assert.equal(await verifyArgon2("a password", phc), true);
});

Deno.test("the same password never gives the same hash twice", async () => {
  assert.notEqual(await hashArgon2("a password"), await hashArgon2("a password"));
});

Deno.test("strings that are no argon2id, or ask for too much, are refused", async () => {
  for (
    const phc of [
      "",
      "a password",
      REFERENCE.replace("argon2id", "argon2i"),
      REFERENCE.replace("v=19", "v=16"),
      REFERENCE.replace("m=65536", "m=9999999"),
      REFERENCE.replace("t=2", "t=999"),
      REFERENCE.replace("p=1", "p=99"),
      REFERENCE.replace("t=2", "t=0"),
      `${REFERENCE}$more`,
    ]
  ) {
    await assert.rejects(verifyArgon2("password", phc), TypeError, phc);
  }
});
