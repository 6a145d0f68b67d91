import assert from "node:assert/strict";
import { nameKey } from "./name_key.ts";
import {
  type NameProblem,
  nameProblem,
  normalizeName,
  shownName,
  withoutPiledMarks,
} from "./name_rules.ts";

const MOST = 64;
const problem = (name: string) => nameProblem(name, MOST);
/** Tag characters of `place` and their end. */
const tags = (place: string) =>
  String.fromCodePoint(...[...place].map((letter) => 0xe0000 + letter.charCodeAt(0)), 0xe007f);
const PILED = `a${"\u0302".repeat(12)}b${"\u0323".repeat(12)}c`;

Deno.test("a name may have any letters, signs and emoji, up to its length in characters", () => {
  const names = [
    "Ada Example",
    "Küche",
    "台所",
    "Engine room 🚂",
    "O’Neil-Sample 2nd",
    "R&D + Co. #1",
  ];
  for (const name of [...names, "🌱".repeat(MOST)]) assert.equal(problem(name), undefined, name);
  assert.equal(problem("🌱".repeat(MOST + 1)), "too-long");
  assert.equal(problem(""), "empty");
});

Deno.test("a joiner stands where a script needs it", () => {
  const names = [
    // Persian: letters that would join are kept apart.
    "علی\u200cرضا",
    "می\u200cخواهم",
    // Sinhala, Marathi, Malayalam, Bengali, Kannada: consonants drawn as one, as half, or apart.
    "ක්\u200dරිෂාන්",
    "ශ්\u200dරී ලංකා",
    "सुऱ्\u200dया",
    "क्\u200cष",
    "അവന്\u200d",
    "র\u200d্যাচেল",
    "ರ\u200d್ಯಾಂಕ್",
    // Several emoji drawn as one.
    "Dev \u{1f469}\u200d\u{1f4bb}",
    "\u{1f469}\u{1f3fd}\u200d\u{1f4bb} \u{1f468}\u200d\u{1f469}\u200d\u{1f467}",
  ];
  for (const name of names) {
    assert.equal(problem(normalizeName(name)), undefined, JSON.stringify(name));
    assert.equal(shownName(name), name);
  }
});

Deno.test("a name is refused for its own reason", () => {
  const refused: readonly (readonly [NameProblem, readonly string[]])[] = [
    ["joiner", [
      "a\u200cb",
      "a\u200db",
      "Ada\u200d",
      "\u200cAda",
      // After a letter that joins nothing it changes nothing.
      "در\u200cی",
      "علی\u200c",
      "علی\u200c Ada",
      "علی\u200dرضا",
      "क\u200cष",
      "\u{1f469}\u200d",
      "\u{1f469}\u200dx",
    ]],
    ["invisible", [
      "\u200b",
      "\u2800",
      "\u00ad",
      "\u3164",
      "Engine\u200b room",
      "Budget\u2060",
      "A\u034fda",
      "\u115fAda",
      "Ada\uffa0",
      "Ada\ufeff",
      "A\ufe0fda",
      "\u{1d159}",
      "Ada\ufffc",
      "Ada\u{e0041}",
      // Tags that are no flag, those of another place, and one that does not end.
      `\u{1f3f4}${tags("usca")}`,
      `\u{1f3f4}${tags("gbeng").slice(0, -2)}`,
      `${tags("gbeng")}`,
      `\u{1f38f}${tags("gbsct")}`,
      "Ada\ufe0e",
      "Ada\u180e",
      "Ada\u{e0100}",
      "葛\u{e0020}",
    ]],
    ["direction", ["abc\u202edef", "\u202aAda", "Ada\u2066", "Ada\u200f", "\u061cAda"]],
    ["unprintable", [
      "a\u0000b",
      "a\nb",
      "a\u007fb",
      "Ada\ue000",
      "Ada\uffff",
      "\ud800",
      "a\u2028b",
    ]],
    ["marks", [
      PILED,
      "\u0301",
      "\u0301 \u0302",
      "\u0640",
      "\u0640\u0640 \u0640\u064e",
      "\u07fa\u07fa",
      "\u180a",
    ]],
    ["spelling", [" Ada", "Ada ", "Ada  Example", "Ada\u00a0Example", "Zoe\u0308"]],
  ];
  for (const [reason, names] of refused) {
    for (const name of names) assert.equal(problem(name), reason, JSON.stringify(name));
  }
});

Deno.test("what is typed is brought into its one spelling", () => {
  assert.equal(normalizeName("  Ada \t\u00a0 Example\n"), "Ada Example");
  assert.equal(normalizeName("Zoe\u0308"), "Zo\u00eb");
  assert.equal(normalizeName("Noor ❤\ufe0f"), "Noor ❤");
  assert.equal(normalizeName("✉\ufe0e Kwame ☕\ufe0e"), "✉ Kwame ☕");
  // One of the forms in which a kanji or a Mongolian letter may stand, and a mark behind such a one.
  assert.equal(normalizeName("葛\u{e0100}城 神\ufe00"), "葛城 神");
  assert.equal(normalizeName("ᠠ\u180bᠨ"), "ᠠᠨ");
  assert.equal(normalizeName("Zoe\ufe0f\u0308"), "Zo\u00eb");
  assert.equal(problem(normalizeName("✉\ufe0e Kwame ☕\ufe0e")), undefined);
});

Deno.test("a name that nobody refused is shown without what is not seen, and is a name then", () => {
  const shown: readonly (readonly [string, string])[] = [
    ["Budget\u2060", "Budget"],
    ["abc\u202edef", "abcdef"],
    ["\u200fنور\u200e", "نور"],
    ["a\u200cb", "ab"],
    ["Ada\nExample", "Ada Example"],
    ["\u2800\u200b", ""],
    ["\u0640\u0640", ""],
    ["\u0301", ""],
    [`Rhys\u{1f3f4}${tags("usca")}`, "Rhys\u{1f3f4}"],
    ["Mai ☎\ufe0e", "Mai ☎"],
    [PILED, withoutPiledMarks(PILED)],
  ];
  for (const [name, expected] of shown) {
    assert.equal(shownName(name), expected, JSON.stringify(name));
    if (expected !== "") assert.equal(problem(normalizeName(expected)), undefined);
  }
});

Deno.test("scripts that need marks keep them, composed or not", () => {
  for (
    const name of [
      "Nguyễn Thị Diệu",
      "ณัฐวุฒิ ปิ่นทอง",
      "בְּרֵאשִׁית",
      "مُحَمَّدٌ ٱلرَّحْمَٰن",
      "हिन्दी क्षेत्र",
      "မျှော်လင့်ချက်",
    ]
  ) {
    for (const form of [name.normalize("NFC"), name.normalize("NFD")]) {
      assert.equal(shownName(form), form, name);
      assert.equal(withoutPiledMarks(form), form);
    }
    assert.equal(problem(normalizeName(name)), undefined, name);
  }
  assert.equal(withoutPiledMarks(PILED), `a${"\u0302".repeat(4)}b${"\u0323".repeat(4)}c`);
});

Deno.test("names that differ by a joiner, a blank or a letter of another script look alike", () => {
  for (
    const [one, other] of [
      ["Engine room", "Еngine room"],
      ["Budget", "Budget\u2060"],
      ["علی\u200cرضا", "علیرضا"],
      ["Team 1O", "Team l0"],
    ] as const
  ) assert.equal(nameKey(one), nameKey(other), other);
});

Deno.test("a name may have the flags that are written with tags, and keeps them", () => {
  for (const place of ["gbeng", "gbsct", "gbwls"]) {
    const name = `Rhys \u{1f3f4}${tags(place)} Example`;
    assert.equal(problem(normalizeName(name)), undefined, place);
    assert.equal(shownName(name), name);
    assert.equal(shownName(`\u2800${name}\u200b`), name);
  }
  const two = `\u{1f3f4}${tags("gbwls")}\u{1f3f4}${tags("gbeng")}`;
  assert.equal(problem(two), undefined);
  assert.equal(shownName(two), two);
});

Deno.test("a lengthened line between letters is part of a name", () => {
  for (const name of ["ليلــى", "نـور"]) {
    assert.equal(problem(name), undefined);
    assert.equal(shownName(name), name);
  }
});
