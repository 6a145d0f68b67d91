import assert from "node:assert/strict";
import { nameKey } from "./name_key.ts";

Deno.test("names that the eye takes for one another have one key", () => {
  const alike: readonly (readonly string[])[] = [
    [
      "Ada Example",
      "ADA  example",
      "Аda Ехаmрlе",
      "Ada\u200b Example",
      "A\u00adda Example",
      "Ada Examp1e",
    ],
    ["Ada Example", "Ada Example ✓", "Ada Example.", "Adá Exámple", "𝐀𝐝𝐚 Example", "Ada Examp|e"],
    ["Ilka Moore", "llka Moore", "IIka M00re", "Ιlka Μοοre", "ilka  moore", "ɪʟᴋᴀ ᴍᴏᴏʀᴇ"],
    ["Bernd Muster", "Bemd Muster", "ВЕRND MUSTER"],
    ["ليلى مثال", "لیلی مثال", "ليلــى مثال"],
    ["Zoë", "Zoe\u0308", "Zoe"],
  ];
  for (const [first, ...others] of alike) {
    for (const other of others) assert.equal(nameKey(other), nameKey(first!), `${other} ${first}`);
  }
});

Deno.test("names that differ have keys that differ, those without letters too", () => {
  const names = [
    "Ada Example",
    "Noor Placeholder",
    "ada",
    "三保 ゆき",
    "三保",
    "🌱",
    "🌻",
    "ليلى",
    "Влад",
  ];
  assert.equal(new Set(names.map(nameKey)).size, names.length);
});

Deno.test("every lookalike stands for one letter", () => {
  assert.equal(nameKey("ᎪᏴᏟᎠᎬ ᏃᎳᏙ ꓜꓬꓫ օս һԛԝ ωχ"), nameKey("abcde zwv zyx ou hqw wx"));
  assert.equal(nameKey("łøđħı ᴢʏᴡ ьԍ"), nameKey("lodhi zyw bg"));
});

/** Two names that look alike, the second with letters of the script or kind that is named. */
const ALIKE: readonly (readonly [kind: string, name: string, other: string])[] = [
  ["Cyrillic", "Pepe Cocoa", "\u0420\u0435\u0440\u0435 \u0421\u043e\u0441\u043e\u0430"],
  ["Cyrillic", "Gwen Dow", "\u050c\u051den \u0500o\u051c"],
  ["Cyrillic", "Hanna Khan", "\u04a2anna \u049aha\u043f"],
  ["Cyrillic", "Zone 3", "Zone \u0417"],
  ["Cyrillic", "Gate 6", "Gate \u0431"],
  ["Cyrillic", "Robo Blo", "Ro\u044co \u042bo"],
  ["Cyrillic", "Lotte", "\u042ette"],
  ["Cyrillic", "Vera", "\u0474era"],
  ["Cyrillic", "Thea", "T\u045bea"],
  ["Cyrillic", "Emil", "\u0404mil"],
  ["Greek", "Nora Kay", "\u039dor\u03b1 \u039aa\u03a5"],
  ["Greek", "Jana", "\u037fana"],
  ["Greek", "Anna", "A\u03b7\u03b7a"],
  ["Greek", "Cecil", "\u03f9e\u03f2il"],
  ["Greek", "Frida", "\u03ddrida"],
  ["Greek", "Tomo", "T\u03b8m\u03b8"],
  ["Greek", "Rosa", "\u0393osa"],
  ["Armenian", "Susan", "\u054f\u057dsa\u0578"],
  ["Armenian", "Quinn", "\u0563ui\u057cn"],
  ["Armenian", "Folke", "\u0584\u0585lke"],
  ["Armenian", "Gwyn", "\u0581\u0561yn"],
  ["fullwidth", "Ada Example", "\uff21\uff44\uff41 \uff25xample"],
  ["fullwidth", "Room 42", "Room \uff14\uff12"],
  ["mathematical", "Ilka Moore", "\u{1d540}lk\u{1d4b6} \u{1d6b3}oor\u{1d41e}"],
  ["mathematical", "Floor 9", "Floor \u{1d7d7}"],
  ["mathematical", "Kappa", "\u{1d6b1}appa"],
  ["Latin", "Dora", "\u0189ora"],
  ["Latin", "Gerd", "\u01e4er\u0256"],
  ["Latin", "Hugo", "\u0266ugo"],
  ["Latin", "Tess", "\u0166e\u0282\u0282"],
  ["Latin", "Fanny", "\u0191an\u0272y"],
  ["Latin", "Aeneas", "\u00c6neas"],
  ["Latin", "Oeuvre", "\u0152uvre"],
  ["Latin", "Strabe", "Stra\u00dfe"],
  ["Latin", "Pia", "\u00deia"],
  ["Latin", "Shift 2", "Shift \u01a7"],
  ["Latin", "Shift 8", "Shift \u0222"],
  ["Latin", "Jeff", "Je\u017f\u017f"],
  ["Cherokee", "Hilde", "\u13bbilde"],
  ["Cherokee", "Sybil", "\u13d5\u13bdbil"],
  ["digits", "Team O", "Team \u0665"],
  ["digits", "Team l", "Team \u06f1"],
  ["digits", "Team \u0664", "Team \u06f4"],
  ["digits", "Team V", "Team \u0667"],
  ["digits", "Hall O", "Hall \u0e50"],
  ["Coptic", "Ada", "\u2c80d\u2c81"],
  ["Coptic", "Roxy", "R\u2c9f\u2cad\u2ca9"],
  ["Canadian syllabics", "Paul", "\u146da\u144c\u14aa"],
  ["Canadian syllabics", "Bob", "\u15f7o\u1472"],
  ["Tifinagh", "Olive", "\u2d54li\u2d38\u2d39"],
  ["rings", "Otto", "\u07c0tt\u101d"],
  ["kana", "\u529b\u4e8c", "\u30ab\u30cb"],
  ["kana", "\u5915\u53e3", "\u30bf\u30ed"],
  ["kana", "\u3078\u308a", "\u30d8\u30ea"],
  ["letters side by side", "Dara", "clara"],
  ["signs", "Eve", "\u212eve"],
  ["signs", "Max", "Ma\u00d7"],
  ["signs", "Vul", "\u2228\u222a\u2223"],
];

for (const [kind, name, other] of ALIKE) {
  Deno.test(`${other} (${kind}) looks like ${name}`, () => {
    assert.equal(nameKey(other), nameKey(name));
  });
}

Deno.test("a name in capitals has the key of the one in small letters, in Latin and Cyrillic", () => {
  for (const name of ["Борис Ёлкин", "Лиза", "Щукина Юлия", "Æsa Øst", "Þóra", "Ŋgũgĩ"]) {
    assert.equal(nameKey(name.toUpperCase()), nameKey(name), name);
  }
});

Deno.test("names that nobody takes for one another keep keys of their own", () => {
  const names = [
    ["Лиза", "Луиза"],
    ["Σοφία", "Σοφός"],
    ["Team 2", "Team 3"],
    ["Team 5", "Team S"],
    ["Hana", "Nana"],
    ["Ж", "Х"],
    ["Ա", "Բ"],
  ] as const;
  for (const [one, other] of names) assert.notEqual(nameKey(one), nameKey(other), one);
});
