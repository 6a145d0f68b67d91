import assert from "node:assert/strict";
import { folded } from "../../protocol/letters.ts";
import { marksOf, MAX_WORD_UNITS, queryWords, words } from "./words.ts";

const texts = (text: string) => words(text).map((word) => word.text);

Deno.test("words are cut at what is neither letter nor digit", () => {
  assert.deepEqual(texts("Well, l'été: snake_case 3.14!"), [
    "well",
    "l",
    "ete",
    "snake",
    "case",
    "3",
    "14",
  ]);
});

Deno.test("case, accents, width and spellings of one letter make no difference", () => {
  assert.equal(folded("ÅNGSTRÖM"), "angstrom");
  assert.equal(folded("Straße"), folded("STRASSE"));
  assert.equal(folded("ΟΔΟΣ"), folded("οδος"));
  assert.equal(folded("ﬁle"), "file");
  assert.equal(folded("Ｗｉｄｅ"), "wide");
  assert.equal(folded("e\u0301"), folded("\u00e9"));
});

Deno.test("Arabic is compared without vowel signs, tatweel and shapes of one letter", () => {
  assert.equal(folded("مَرْحَبًا"), "مرحبا");
  assert.equal(folded("مرحـــبا"), "مرحبا");
  assert.equal(folded("أحمد"), "احمد");
  assert.equal(folded("مدرسة"), folded("مدرسه"));
});

Deno.test("vowels of Devanagari make another word", () => {
  assert.notEqual(folded("कि"), folded("का"));
});

Deno.test("scripts without spaces are taken by pairs, beside words of other scripts", () => {
  assert.deepEqual(texts("東京タワーv2へ"), ["東京", "京た", "たわ", "わー", "ー", "v2", "へ"]);
  assert.deepEqual(queryWords("東京タ"), ["東京", "京た"]);
  assert.deepEqual(queryWords("東"), ["東"]);
});

Deno.test("characters outside the basic plane are one character", () => {
  assert.deepEqual(texts("𠮷野"), ["𠮷野", "野"]);
  assert.deepEqual(words("𠮷野")[1], { text: "野", start: 2, end: 3 });
  assert.deepEqual(texts("ok 🎉 done"), ["ok", "🎉", "done"]);
});

Deno.test("a word without end counts by its beginning", () => {
  assert.deepEqual(texts("x".repeat(5000)), ["x".repeat(MAX_WORD_UNITS)]);
  assert.deepEqual(texts("é".repeat(5000)), ["e".repeat(MAX_WORD_UNITS)]);
});

Deno.test("marks cover what was typed of each word, in the text as it was written", () => {
  const marked = (text: string, query: string) =>
    marksOf(text, queryWords(query)).map(([start, end]) => text.slice(start, end));
  assert.deepEqual(marked("Crème brûlée, again crème", "creme BRU"), ["Crème", "brû", "crème"]);
  assert.deepEqual(marked("cre\u0300me", "cre"), ["cre\u0300"]);
  assert.deepEqual(marked("eine Straße weiter", "strass"), ["Straß"]);
  assert.deepEqual(marked("مَرْحَبًا بكم", "مرح"), ["مَرْحَ"]);
  assert.deepEqual(marked("私は東京タワーへ行く", "東京タワー"), ["東京タワー"]);
  assert.deepEqual(marked("no such thing", "other"), []);
});

Deno.test("of two words that ask for one beginning the longer is marked", () => {
  assert.deepEqual(marksOf("planning", queryWords("p plan")), [[0, 4]]);
});

/** Whether a message that says `written` answers to `typed`: each word as a beginning. */
function finds(typed: string, written: string): boolean {
  const there = texts(written);
  const asked = queryWords(typed);
  return asked.length > 0 && asked.every((word) => there.some((one) => one.startsWith(word)));
}

Deno.test("what is typed on a plain keyboard finds what is written, and is marked in it", () => {
  const found: readonly (readonly [string, string, string])[] = [
    ["see Łukasz there", "luk", "Łuk"],
    ["le cœur bat", "coeu", "cœu"],
    ["le cœur bat", "co", "cœ"],
    ["con đường dài", "duong", "đường"],
    ["in ٢٠٢٦ we", "202", "٢٠٢"],
    ["ヒラガナで", "ひらがな", "ヒラガナ"],
    ["ﾋﾗｶﾞﾅで", "ひらが", "ﾋﾗｶﾞ"],
    ["die Straße hier", "strasse", "Straße"],
    ["O’Neil says", "o'neil", "O"],
    ["ça m’énerve", "enerv", "énerv"],
    ["Hawaiʻi", "hawaii", "Hawaiʻi"],
    ["गाँव २०२६", "2026", "२०२६"],
    ["ที่บ้าน", "ที่บ้า", "ที่บ้า"],
  ];
  for (const [written, typed, mark] of found) {
    assert.ok(finds(typed, written), typed);
    const [[start, end] = [0, 0]] = marksOf(written, queryWords(typed));
    assert.equal(written.slice(start, end), mark, typed);
  }
  for (
    const [written, typed] of [["Rene", "irene"], ["Irene", "rene"], ["カギ", "かき"]] as const
  ) assert.ok(!finds(typed, written), typed);
});

Deno.test("an emoji is found by its one spelling, and one with a tone by the one without", () => {
  assert.ok(finds("\u2764\ufe0f", "so \u2764 it"));
  assert.ok(finds("\u2764", "so \u2764\ufe0f it"));
  assert.ok(finds("\u{1f44d}", "yes\u{1f44d}\u{1f3fd}!"));
  assert.ok(finds("\u{1f1eb}\u{1f1f7}", "vive \u{1f1eb}\u{1f1f7}"));
  assert.ok(!finds("\u{1f44d}\u{1f3fd}", "yes \u{1f44d}"));
  assert.ok(!finds("\u{1f468}\u200d\u{1f4bb}", "\u{1f468} and \u{1f4bb}"));
  assert.deepEqual(marksOf("yes\u{1f44d}\u{1f3fd}!", queryWords("\u{1f44d}")), [[3, 7]]);
});

Deno.test("a number among letters without spaces is one word, in the digits of every script", () => {
  const written: readonly (readonly [text: string, digits: string])[] = [
    ["ปี๒๕๖๙นี้", "๒๕๖๙"],
    ["ປີ໒໕໖໙ນີ້", "໒໕໖໙"],
    ["ឆ្នាំ២៥៦៩នេះ", "២៥៦៩"],
    ["၂၅၆၉ခုနှစ်", "၂၅၆၉"],
    ["西暦２５６９年", "２５６９"],
    ["令和٢٥٦٩年", "٢٥٦٩"],
    ["ประชุม2569ครับ", "2569"],
    ["第𝟚𝟝𝟞𝟡回", "𝟚𝟝𝟞𝟡"],
  ];
  const typed = ["2569", "256", "๒๕๖๙", "២៥៦", "２５６９", "٢٥٦٩"];
  for (const [text, digits] of written) {
    assert.ok(texts(text).includes("2569"), text);
    for (const query of typed) {
      assert.ok(finds(query, text), `${query} in ${text}`);
      const [[start, end] = [0, 0]] = marksOf(text, queryWords(query));
      const length = [...folded(query)].length;
      assert.equal(text.slice(start, end), [...digits].slice(0, length).join(""), query);
    }
    assert.ok(!finds("569", text), text);
  }
});

Deno.test("letters on both sides of a number are still found", () => {
  assert.ok(finds("ครับ", "ประชุม๒๕๖๙ครับ"));
  assert.ok(finds("年", "西暦２５６９年"));
  assert.deepEqual(texts("第3回"), ["第", "3", "回"]);
});
