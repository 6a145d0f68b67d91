/**
 * Which names the eye may take for one another. Two of one key are shown with the usernames beside
 * them; a key that is shared without need costs no more than that, so likeness is taken widely.
 */

/**
 * What letters and digits look like, each before those that do: of Latin, Cyrillic, Greek, Armenian,
 * Cherokee and Lisu, digits of all scripts, and Arabic and Persian letters that differ by their dots
 * alone; of Coptic, Canadian syllabics, Tifinagh and N'Ko, rings of any script, and kana that look
 * like kanji or like each other. The other case of a letter looks like the same, unless it stands
 * here by itself. What they are based on are the confusables of UTS 39.
 */
const LOOKALIKES =
  "2ƨƻ 3ȝɜʒзҙӡ 4Ꮞ 5Ƽ 6бᏮ 8ȣ৪੪ 9৭੧୨൭ aɑαаᎪᴀꓮ bßƀƃƅɓʙβвъьѣҍᏏᏴẞꓐ cƈȼсҫᏟᴄꓚ dðđƌɖɗԁᎠᏧᴅꓒꓓ " +
  "eɇɛεеєҽҿԑᎬᴇꓰ fƒϝքꓝꜰ gƍǥɠɡɢԍցᏀᏳꓖ hħɦʜΗнћңһӈӊհᎻᏂᏲꓧ iıɩɪιіᎥꓲ jȷɉʝϳјյᎫᴊꓙ kĸƙκкқҟҡᏦᴋꓗ " +
  "lłƚɨɫɭʟӏլ١۱Ꮮꓡ mɱΜϻмӎᎷᴍꓟ nŋƞɲɳɴΝηπпոռꓠ oøɵθοςσϛоѳөօ٥۵߀०০੦૦୦௦౦೦൦๐໐၀ᎤᎾᏫᴏ〇ꓳ pþƥƿρϸрᏢᴘꓑ " +
  "qʠԛգզ rɍɼɽʀΓгґғᎡᏒꓣ sƽʂѕտᏕᏚꓢꜱ tŧƭʈτтҭᎢᴛꓔ uʉʋυսᏌᴜꓴ vνѵ٧۷Ꮩᴠꓦ wɯωѡѽԝաᎳᏔᴡꓪ xχхҳꓫ " +
  "yƴɏɣʏΥγуүұᎩᎽꓬ zƶȥʐΖᏃᴢꓜ ɔͻↄꓛ əǝɚәꓱ ʌλлӆ٨۸ꓥ φфփ ψѱ жҗ иͷ كک هة يىی ٠۰ ٢۲ ٣۳ ٤۴ ٦۶ ٩۹१ २૨ " +
  "३૩ ४૪ ८૮ " +
  "aⲁᗅ bⲃᑲᖯᗷ cⲥ dᑯᗞᗪ eⲉⴹ fᖴ hⲏᕼ jᒍ kⲕ lⲓⳑᒪⵏߊןו mⲙᗰ nⲛⲡᑎ oⲟⵔ߀ဝዐჿഠס pⲣᑭ rⲅᖇ sᔕႽ tⲧ uᑌ vᐯⴸ wⲱ xⲭᕁᕽ᙭᙮ⵝ yⲩ " +
  "2ᒿ ʌᐱ 口ロ囗 力カ 二ニ 工エ 八ハ 夕タ 卜ト ヘへ リり 一ー";
/** Letters that look like two, each before those. */
const LIGATURES = "ы bl ю lo æ ae ӕ ae œ oe";
/** Signs that look like letters, and letters that NFKD makes another of than they look like. */
const SIGNS = new Map(
  pairsOf("| l ∣ l ׀ l ⏽ l │ l ￨ l × x ⨯ x ℮ e ∨ v ⋁ v ∪ u ⋃ u ⊤ t ⍳ i ⍴ p ⍺ a ſ f ϲ c Ϲ c"),
);
const SIGN = new RegExp(`[${[...SIGNS.keys()].join("")}]`, "gu");
const LIKE = lookalikes();
const FOREIGN = new RegExp(`[${[...LIKE.keys()].join("")}]`, "gu");

/** By letter. */
function lookalikes(): ReadonlyMap<string, string> {
  const listed = new Map(pairsOf(LIGATURES));
  for (const [like, ...letters] of LOOKALIKES.split(" ")) {
    for (const letter of letters) listed.set(letter, like!);
  }
  const all = new Map(listed);
  for (const [letter, like] of listed) {
    for (const other of [letter.toUpperCase(), letter.toLowerCase()]) {
      if (!all.has(other) && other > "\u007f" && [...other].length === 1) all.set(other, like);
    }
  }
  return all;
}

/** Each second word by the one before it. */
function pairsOf(words: string): [string, string][] {
  const all = words.split(" ");
  return all.flatMap((word, at): [string, string][] => at % 2 === 0 ? [[word, all[at + 1]!]] : []);
}

/** Names come again and again, for each person and each row; so many are remembered. */
const MAX_REMEMBERED = 10_000;
const remembered = new Map<string, string>();

/** What the eye takes for the same name has the same key, and some other names have it too. */
export function nameKey(name: string): string {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  const key = keyOf(name);
  remembered.set(name, key);
  return key;
}

function keyOf(name: string): string {
  const letters = name.replace(SIGN, (sign) => SIGNS.get(sign)!).normalize("NFKD")
    // Accents, signs and what is not seen: they are overlooked, or look like the end of a sentence.
    .replace(/[^\p{L}\p{N}]|[\u0640\u07fa]/gu, "")
    .replace(FOREIGN, (letter) => LIKE.get(letter)!)
    .toLowerCase()
    .replace(/[i1]/g, "l").replaceAll("0", "o").replaceAll("rn", "m").replaceAll("vv", "w")
    .replaceAll("cl", "d");
  return letters === "" ? name.normalize("NFKC") : letters;
}
