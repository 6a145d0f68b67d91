/** Test vectors of display names. */

import type { NameRecord } from "../../../../protocol/display_name.ts";
import { MAX_DISPLAY_NAME_CHARS } from "../../../../protocol/limits.ts";
import { type NameProblem, nameProblem, normalizeName } from "../../../../protocol/name_rules.ts";
import type { Fingerprint } from "../../../../protocol/ids.ts";
import { utf8 } from "../../../../protocol/encoding.ts";
import { TAGS } from "../../../../e2ee/digest.ts";
import { makeDisplayName } from "../../../../e2ee/display_name.ts";
import { signText } from "../../../../e2ee/signed_text.ts";
import { VECTOR_TIME, type VectorPeople } from "./vector_people.ts";

export interface NameVectors {
  /** What is typed, and the name that it is stored as. */
  typed: { typed: string; name: string }[];
  /** Names as they may stand in a statement, and those that may not. */
  names: { name: string; expected: "ok" | NameProblem }[];
  /** Signed statements of Ada's or in her name; `case` says what is wrong with one. */
  statements: (NameRecord & { case: string; expected: string })[];
}

/** A minute after everything else. */
const LATER = new Date(Date.parse(VECTOR_TIME) + 60_000).toISOString();

/** Signed display names, good and bad. */
export async function nameVectors(
  { ada, mal }: VectorPeople,
  { expired }: { expired: Fingerprint },
): Promise<NameVectors> {
  const clock = () => Date.parse(VECTOR_TIME);
  const { user, author: { cert, signKey } } = ada;
  const make = (change: Partial<Parameters<typeof makeDisplayName>[0]> = {}) =>
    makeDisplayName({ user, cert, name: "Ada from the workshop", signKey, clock, ...change });
  /** Signed as it should be, over a text that it should not be. */
  const bent = async (bend: (statement: string) => string): Promise<NameRecord> => {
    const statement = bend((await make()).statement);
    return { statement, sig: await signText(signKey, TAGS.name, statement) };
  };
  const named = (name: string) => bent((text) => text.replace("Ada from the workshop", name));
  const good = await make();
  const asIdentity = await signText(signKey, TAGS.identity, good.statement);
  const cases: [string, NameRecord, string][] = [
    ["Ada's", good, "ok"],
    ["back to the directory's name", await make({ name: "" }), "ok"],
    ["later than the name before it", await make({ after: LATER }), "ok"],
    [
      "letters of several scripts",
      await make({ name: "\u0622\u062f\u0627 Ad\u00e1 \u{1f33b}" }),
      "ok",
    ],
    ["signed as an identity statement", { ...good, sig: asIdentity }, "signature"],
    ["signed by Mal", await make({ signKey: mal.author.signKey }), "signature"],
    ["Mal's certificate", await make({ cert: mal.author.cert }), "certificate"],
    ["an expired certificate", await make({ cert: expired }), "certificate"],
    ["not in Unicode form NFC", await named("Ada\u0301"), "malformed"],
    ["two spaces", await named("Ada  Ace"), "malformed"],
    ["a mark that turns the direction", await named("Ada\u202eecA"), "malformed"],
    ["nothing that is seen", await named("\u2800"), "malformed"],
    ["65 characters", await named("x".repeat(65)), "malformed"],
    ["a field more", await bent((text) => text.replace("}", ',"uid":"ada"}')), "malformed"],
    ["fields in another order", await bent(moved), "malformed"],
    ["another version", await bent((text) => text.replace('"v":1', '"v":2')), "malformed"],
  ];
  return {
    typed: [
      "Ada",
      "  Ada \t Ace\n",
      "Ada\u0301",
      "Ada \u2764\ufe0f",
      "\u00a0Ada\u2003Ace ",
      "Ada \u2702\ufe0e",
    ].map((typed) => ({ typed, name: normalizeName(typed) })),
    names: [
      "A",
      "x".repeat(64),
      "\u{1f33b}".repeat(64),
      "a\u0323\u0324\u0325\u0326",
      "",
      "x".repeat(65),
      " Ada",
      "Ada  Ace",
      "Ada\u0301",
      "Ada\u200b",
      "Ada\u200d",
      "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627",
      "\u062f\u0631\u200c\u06cc",
      "\u0d9a\u0dca\u200d\u0dbb\u0dd2",
      "\u09b0\u200d\u09cd\u09af\u09be",
      "\u{1f469}\u200d\u{1f4bb}",
      "\u{1f469}\u200d",
      "Ada\u202e",
      "Ada\u2066",
      "Ada\u3164",
      "Ada\u2800",
      "Ada\ue000",
      "Ada\n",
      "a\u0323\u0324\u0325\u0326\u032d",
      "Ada \u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
      "Ada \u{1f3f4}\u{e0067}\u{e0062}\u{e007f}",
      "\u0640\u0640",
    ].map((name) => ({ name, expected: nameProblem(name, MAX_DISPLAY_NAME_CHARS) ?? "ok" })),
    statements: cases.map(([name, { statement, sig }, expected]) => {
      if (utf8(statement).length > 1024) throw new Error(`"${name}" is too long to be a vector`);
      return { case: name, statement, sig, expected };
    }),
  };
}

/** The version at the end. */
function moved(statement: string): string {
  const { v, ...rest } = JSON.parse(statement);
  return JSON.stringify({ ...rest, v });
}
