import assert from "node:assert/strict";
import { dictionaryOf } from "./dictionaries.ts";
import { LANGUAGES, served, t, tn, useLanguage } from "./i18n.ts";
import { shortName, withShortNames } from "./short_names.ts";

for (const { code } of LANGUAGES.filter(({ code }) => code !== "en")) {
  Deno.test(`under short names a page says the same as under English ones (${code})`, () => {
    const whole = dictionaryOf(code);
    const texts = Object.keys(whole);
    const say = () =>
      texts.map((text) =>
        typeof whole[text] === "string"
          ? [t(text), served(text.replaceAll(/\{(\d)\}/g, "$1"))]
          : [tn(1, text, text), tn(3, text, text)]
      );
    useLanguage(code, whole);
    const before = say();
    useLanguage(code, withShortNames(whole));
    assert.deepEqual(say(), before);
    useLanguage("en", {});
  });
}

Deno.test("two texts of one name are found when the words are built", () => {
  const [one, other] = ["declinate", "macallums"];
  assert.equal(shortName(one!), shortName(other!));
  const words = { [one!]: "x", [other!]: "y" };
  assert.throws(() => withShortNames(words), /"macallums" has the short name of another text/);
});
