import assert from "node:assert/strict";
import { fromUtf8 } from "./encoding.ts";
import type { UserId } from "./ids.ts";
import { type SignInChallenge, signInChallengeBytes } from "./sign_in.ts";

const CHALLENGE: SignInChallenge = {
  origin: "https://chat.example",
  loginId: "AAAAAAAAAAAAAAAAAAAAAA",
  nonce: "BBBB",
  user: "5a1f0e1c-0001-4000-8000-00000000ada0" as UserId,
};

Deno.test("the challenge names its use, the site, the attempt, the nonce and the person", () => {
  assert.equal(
    fromUtf8(signInChallengeBytes(CHALLENGE)),
    "tw1/login\nhttps://chat.example\nAAAAAAAAAAAAAAAAAAAAAA\nBBBB\n" +
      "5a1f0e1c-0001-4000-8000-00000000ada0",
  );
});

Deno.test("a change of any part changes the bytes", () => {
  const plain = fromUtf8(signInChallengeBytes(CHALLENGE));
  for (const part of Object.keys(CHALLENGE) as (keyof SignInChallenge)[]) {
    const other = { ...CHALLENGE, [part]: `${CHALLENGE[part]}x` };
    assert.notEqual(fromUtf8(signInChallengeBytes(other)), plain, part);
  }
});
