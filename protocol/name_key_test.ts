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
