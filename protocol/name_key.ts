/**
 * Which names the eye may take for one another. Two of one key are shown with the usernames beside
 * them; a key that is shared without need costs no more than that, so likeness is taken widely.
 */

/**
 * Letters and digits with those that they look like, below them. What it is based on are the
 * confusables of UTS 39; where letters of one script have two cases, both are taken for the same
 * where the eye may do so.
 */
const LOOKALIKES: readonly (readonly [string, string])[] = [
  // Cyrillic.
  ["аАвВсСԁеЕһнНіІјЈкКӏӀмМоОрРԛгѕЅтТуУүҮѵԝхХьԍ", "aabbccdeehhhiijjkkllmmooppqrssttyyyyvwxxbg"],
  ["ѣҍъҫҽҿћңӈӊқҟҡꙇӎпѳөґғҭѡѽꙍҳұзҙӡбꙅєԑ", "bbbceehhhhkkklmnoorrtwwwxy33362ee"],
  ["лӆфѱҗә", "ʌʌφψжə"],
  // Greek.
  ["αΑβΒγΓεΕΖηΗιΙκΚΜνΝοΟρΡσςτΤυΥχΧω", "aabbyreeznhiikkmvnooppoottuyxxw"],
  ["θπϝϳϻϸϛλͻͷ", "onfjmpoʌɔи"],
  // Armenian.
  ["օՕոսՍհյցզլքռգատփ", "oonuuhjgqlfnqwsφ"],
  // Cherokee, Lisu, Coptic.
  ["ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᏚᎢᏙᎳᏃ", "abcdeghjklmpstvwz"],
  ["ᏏᏧᏳᏂᏲᎥᎤᎾᏫᎡᏒᏕᏌᏔᎩᎽᏎᏮ", "bdghhiooorrsuwyy46"],
  ["ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜꓒ", "abcdefghijklmnoprstuvwxyzd"],
  ["ꓱꓛꓥ", "əɔʌ"],
  ["ⲥⲏⲕⲓⳑⲙⲛⲟⲣⲧⲩⲭⲅⲱⲉ", "chkilmnoptyxrwe"],
  // Latin: small capitals, then letters with a stroke, a hook or a tail, and turned ones.
  ["ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢᴑᴩᴦᴨ", "abcdefghijklmnoprstuvwyzoprn"],
  ["ᴧᴫᴐᴙᴎ", "ʌʌɔяи"],
  ["ıɩȷɑɡøłđħ", "iijagoldh"],
  ["ƀɓƃƅꞵßẞƈȼðɖɗƌɇꬲɛƒẝꞙꬵᵮƍǥɠᶃɦⱨɉʝ", "bbbbbbbccddddeeefffffgggghhjj"],
  ["ƙꝁⱪĸƚɫɭɨǀᵻᵼɱᵯɲƞɳᵰŋɵꝋꬽꬾƥᵽþƿʠ", "kkkklllllllmmnnnnnooooppppq"],
  ["ɍɼɽꭇꭈᵲʂᵴƽŧƭʈⱦᵵʉʋᵾꞟꭎꭒɯꞷꝡꭓꭕ", "rrrrrrssstttttuuuuuuwwwxx"],
  ["ƴɏɣᶌỿꭚƶȥʐᵶʒȝɜꝫᴈƨꝛƻᴤƼȣꝯǝɚↄ", "yyyyyyzzzz333332222589əəɔ"],
  // Digits of other scripts, and those that two scripts draw alike.
  ["٥۵߀०০੦૦୦௦౦೦൦๐໐၀〇", "oooooooooooooooo"],
  ["١۱٧۷٨۸৪੪৭੧୨൭", "llvvʌʌ889999"],
  ["۰۲۳۴۶۹१૨૩૪૮", "٠٢٣٤٦٩٩२३४८"],
  // Final forms in which Arabic and Persian letters differ by their dots alone.
  ["ىیکة", "ييكه"],
];
/** Letters that look like several. */
const LIGATURES =
  "ы bl ю lo æ ae ӕ ae œ oe ɶ oe ꜳ aa ꜵ ao ꜷ au ꜹ av ꜻ av ꜽ ay ꝏ oo ꚙ oo ʣ dz ʦ ts ʪ ls ʫ lz ᵫ ue ǁ ll";
/** Signs that look like letters, and letters that NFKD makes another of than they look like. */
const SIGNS = new Map(
  "| l ∣ l ׀ l ⏽ l │ l ￨ l × x ⨯ x ℮ e ∨ v ⋁ v ∪ u ⋃ u ⊤ t ⍳ i ⍴ p ⍺ a ſ f ϲ c Ϲ c".split(" ")
    .flatMap((sign, at, all) => at % 2 === 0 ? [[sign, all[at + 1]!] as const] : []),
);
const SIGN = new RegExp(`[${[...SIGNS.keys()].join("")}]`, "gu");
const LIKE = lookalikes();
const FOREIGN = new RegExp(`[${[...LIKE.keys()].join("")}]`, "gu");

/** By letter; its other case looks like the same where the tables do not say otherwise. */
function lookalikes(): ReadonlyMap<string, string> {
  const ligatures = LIGATURES.split(" ");
  const listed = new Map([
    ...LOOKALIKES.flatMap(([letters, like]) => {
      const below = [...like];
      return [...letters].map((letter, at) => [letter, below[at]!] as const);
    }),
    ...ligatures.flatMap((letter, at) =>
      at % 2 === 0 ? [[letter, ligatures[at + 1]!] as const] : []
    ),
  ]);
  const all = new Map(listed);
  for (const [letter, like] of listed) {
    for (const other of [letter.toUpperCase(), letter.toLowerCase()]) {
      if (!all.has(other) && other > "\u007f" && [...other].length === 1) all.set(other, like);
    }
  }
  return all;
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
    .replace(/[i1]/g, "l").replaceAll("0", "o").replaceAll("rn", "m").replaceAll("vv", "w");
  return letters === "" ? name.normalize("NFKC") : letters;
}
