/**
 * Which names the eye may take for one another. Two of one key are shown with the usernames beside
 * them; a key that is shared without need costs no more than that, so likeness is taken widely.
 */

/** Letters that look like Latin ones, with those below them: Cyrillic, Greek, Armenian, Cherokee. */
const LOOKALIKES: readonly (readonly [string, string])[] = [
  ["аАвВсСԁеЕһнНіІјЈкКӏӀмМоОрРԛгѕЅтТуУүҮѵԝхХьԍ", "aabbccdeehhhiijjkkllmmooppqrssttyyyyvwxxbg"],
  ["αΑβΒγεΕΖηΗιΙκΚΜνΝοΟρΡστΤυΥχΧω", "aabbyeezhhiikkmvnooppottuyxxw"],
  ["օՕոսՍհյցզլ", "oonuuhjgql"],
  ["ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᏚᎢᏙᎳᏃ", "abcdegmjklmpstvwz"],
  ["ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ", "abcdefghijklmnoprstuvwxyz"],
  ["ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz"],
  ["ıɩȷɑɡøØłŁđĐħĦ", "iijagoollddhh"],
  // Final forms in which Arabic and Persian letters differ by their dots alone.
  ["ىیکة", "ييكه"],
];
const LATIN = new Map(
  LOOKALIKES.flatMap(([letters, like]) => {
    const latin = [...like];
    return [...letters].map((letter, at) => [letter, latin[at]!] as const);
  }),
);
const FOREIGN = new RegExp(`[${[...LATIN.keys()].join("")}]`, "gu");

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
  const letters = name.normalize("NFKD").replaceAll("|", "l")
    // Accents, signs and what is not seen: they are overlooked, or look like the end of a sentence.
    .replace(/[^\p{L}\p{N}]|\u0640/gu, "")
    .replace(FOREIGN, (letter) => LATIN.get(letter)!)
    .toLowerCase()
    .replace(/[i1]/g, "l").replaceAll("0", "o").replaceAll("rn", "m").replaceAll("vv", "w");
  return letters === "" ? name.normalize("NFKC") : letters;
}
