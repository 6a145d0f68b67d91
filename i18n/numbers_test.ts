import assert from "node:assert/strict";
import { type Language, served, t, tn, useLanguage } from "./i18n.ts";
import { numberText, sizeText } from "./numbers.ts";

function inLocale<T>(language: Language, locale: string, say: () => T): T {
  useLanguage(language, {
    "Use at most {1} characters.": "{1}",
    'The username "{1}" is taken.': "« {1} »",
  }, ["xx", locale]);
  try {
    return say();
  } finally {
    useLanguage("en", {});
  }
}

const plain = (text: string) =>
  text.replace(/[\u00a0\u202f]/g, " ").replace(/[\u2066-\u2069]/g, "");

/** Everything that writes a number, in one text. */
function allNumbers(): string {
  return [
    numberText(1234),
    numberText(0.5, { style: "percent" }),
    sizeText(1_500_000),
    t("{least} or more", { least: 1234 }),
    tn(1234, "{count} room", "{count} rooms"),
    served("Use at most 1234 characters."),
  ].map(plain).join(" | ");
}

Deno.test("a number has the digits and signs of the reader's own variant, wherever it stands", () => {
  assert.equal(
    inLocale("ar", "ar-EG", allNumbers),
    "١٬٢٣٤ | ٥٠٪؜ | ١٫٥ م.ب | ١٬٢٣٤ or more | ١٬٢٣٤ rooms | ١٬٢٣٤",
  );
  assert.equal(
    inLocale("ar", "ar-MA", allNumbers),
    "1.234 | 50‎%‎ | 1,5 م.ب | 1.234 or more | 1.234 rooms | 1.234",
  );
  assert.equal(
    inLocale("fr", "fr-CA", allNumbers),
    "1 234 | 50 % | 1,5 Mo | 1 234 or more | 1 234 rooms | 1 234",
  );
});

Deno.test("without a variant of the language, the language itself decides", () => {
  assert.equal(inLocale("fr", "de-CH", () => plain(numberText(1234.5))), "1 234,5");
});

Deno.test("digits that somebody typed are no number", () => {
  assert.equal(
    inLocale("ar", "ar-EG", () => plain(t("Hello {name}", { name: "1234" }))),
    "Hello 1234",
  );
  assert.equal(
    inLocale("ar", "ar-EG", () => plain(served('The username "1234" is taken.'))),
    "« 1234 »",
  );
});

Deno.test("the unit of a size stays with its number at the end of a line", () => {
  for (const language of ["en", "fr", "ar"] as const) {
    assert.match(inLocale(language, language, () => sizeText(1_500_000)), /^\S+[\u00a0\u202f]\S+$/);
    assert.doesNotMatch(inLocale(language, language, () => sizeText(1_500_000)), / /);
  }
});

Deno.test("sizes are written in the unit that fits", () => {
  for (
    const [bytes, language, text] of [
      [0, "en", "0 bytes"],
      [1, "en", "1 byte"],
      [999, "en", "999 bytes"],
      [1000, "en", "1 kB"],
      [1440, "en", "1.4 kB"],
      [999_600, "en", "1 MB"],
      [104_857_600, "en", "105 MB"],
      [1_500_000, "fr", "1,5 Mo"],
    ] as const
  ) assert.equal(inLocale(language, language, () => plain(sizeText(bytes))), text);
});
