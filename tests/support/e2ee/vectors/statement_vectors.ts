/** Test vectors of identity statements, safety numbers and proofs at sign-in. */

import { toBase64Url, utf8 } from "../../../../protocol/encoding.ts";
import type { SignedStatement } from "../../../../protocol/items.ts";
import { type SignInChallenge, signInChallengeBytes } from "../../../../protocol/sign_in.ts";
import { conversationIdOfDirect } from "../../../../e2ee/direct.ts";
import { makeStatement } from "../../../../e2ee/identity.ts";
import { signBytes } from "../../../../e2ee/keys.ts";
import { pad } from "../../../../e2ee/padding.ts";
import { safetyNumber } from "../../../../e2ee/safety_number.ts";
import { countingRandom } from "../people.ts";
import { VECTOR_TIME, type VectorPeople } from "./vector_people.ts";

export interface StatementVectors {
  statements: (SignedStatement & { name: string; hash: string; expected: string })[];
}

/** Identity statements, good and bad, all looked at at `VECTOR_TIME`. */
export async function statementVectors(people: VectorPeople): Promise<StatementVectors> {
  const clock = () => Date.parse(VECTOR_TIME);
  const { ada, bob, cyd, mal } = people;
  const of = (
    { user, uid, author, recipient }: typeof ada,
    change: Partial<Parameters<typeof makeStatement>[0]> = {},
  ) =>
    makeStatement({
      user,
      uid,
      sign: author.cert,
      encrypt: recipient.encrypt,
      signKey: author.signKey,
      clock,
      ...change,
    });
  const first = await of(ada);
  const cases: [string, Awaited<ReturnType<typeof of>>, string][] = [
    ["Ada's", first, "ok"],
    ["Ada's next", await of(ada, { prev: first.hash }), "ok"],
    ["Bob's", await of(bob), "ok"],
    ["Cyd's", await of(cyd), "ok"],
    [
      "Mal's encryption certificate",
      await of(ada, { encrypt: mal.recipient.encrypt }),
      "other-person",
    ],
    ["signed by Mal", await of(ada, { signKey: mal.author.signKey }), "signature"],
    ["Mal's certificate", await of(ada, { sign: mal.author.cert }), "certificate"],
    [
      "one certificate for both",
      await of(ada, { encrypt: ada.author.cert }),
      "encryption-certificate",
    ],
  ];
  return {
    statements: cases.map(([name, { signed, hash }, expected]) => ({
      name,
      ...signed,
      hash,
      expected,
    })),
  };
}

export interface PrimitiveVectors {
  direct: { a: string; b: string; conversation: string }[];
  safetyNumbers: { a: string; b: string; digits: string }[];
  padding: { plain: string; padded: string }[];
  signIn: { challenge: SignInChallenge; bytes: string; signature: string };
}

/** What is computed beside the conversation's own items. */
export async function primitiveVectors(people: VectorPeople): Promise<PrimitiveVectors> {
  const { ada, bob, cyd } = people;
  const random = countingRandom(900);
  const person = ({ user, signSpki }: typeof ada) => ({ user, identityKey: signSpki });
  const pairs = [[ada, bob], [bob, cyd]] as const;
  const challenge: SignInChallenge = {
    origin: "https://chat.example.org",
    loginId: toBase64Url(random(16)),
    nonce: toBase64Url(random(32)),
    user: ada.user,
  };
  const bytes = signInChallengeBytes(challenge);
  return {
    direct: await Promise.all(
      pairs.map(async ([a, b]) => ({
        a: a.user,
        b: b.user,
        conversation: await conversationIdOfDirect(a.user, b.user),
      })),
    ),
    safetyNumbers: await Promise.all(
      pairs.map(async ([a, b]) => ({
        a: a.uid,
        b: b.uid,
        digits: await safetyNumber(person(a), person(b)),
      })),
    ),
    padding: ["", "a", "x".repeat(252), "x".repeat(253)].map((plain) => ({
      plain,
      padded: toBase64Url(pad(utf8(plain))),
    })),
    signIn: {
      challenge,
      bytes: toBase64Url(bytes),
      signature: toBase64Url(await signBytes(ada.author.signKey, bytes)),
    },
  };
}
