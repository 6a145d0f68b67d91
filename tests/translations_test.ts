import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { dictionaryOf } from "../i18n/dictionaries.ts";
import { type Dictionary, type Language, LANGUAGES } from "../i18n/i18n.ts";
import { dictionaryFaults } from "./support/dictionary_faults.ts";
import { typographyFaults } from "./support/typography_faults.ts";
import { walk } from "./support/walk.ts";
import { sourceTexts } from "../tools/words/source_texts.ts";
import { textsOf } from "../tools/words/texts.ts";

/** Files with an error whose message is not a literal there, and where its text is read instead. */
const PASSED_ON: Readonly<Record<string, string>> = {
  "ca/worker/client.ts": "says which call took how many milliseconds, for the log",
  "client/chat/page.ts": "client/window/unsupported.ts says it with t()",
  "client/chat/connection.ts": "the socket's state, which the server or the page named",
  "client/chat/writing.ts": "client/chat/views.ts says it with t()",
  "client/chat/signed_name.ts": "its callers and directory/person_rules.ts say it",
  "directory/new_person.ts": "directory/person_rules.ts says it",
  "protocol/errors.ts": "comes from the server, where it was thrown as an AppError",
  "server/accounts/accounts.ts": "server/accounts/refusals.ts says it",
  "server/accounts/requests.ts": "directory/person_rules.ts and password_policy.ts say it",
};

const { texts, unreadable } = await sourceTexts();

Deno.test("every text that people read can be read out of the sources", () => {
  assert.ok(texts.length > 500, `only ${texts.length} texts were found`);
  const unknown = unreadable.filter(({ path }) => PASSED_ON[path] === undefined);
  const sentences = unknown.map(({ path, line, what }) => `${path}:${line}: ${what}`);
  if (sentences.length > 0) assert.fail(`\n${sentences.join("\n")}\n`);
  const known = new Set(unreadable.map(({ path }) => path));
  assert.deepEqual(Object.keys(PASSED_ON).filter((path) => !known.has(path)), []);
});

for (const { code } of LANGUAGES.filter(({ code }) => code !== "en")) {
  Deno.test(`the dictionary "${code}" has every text, and none besides`, () => {
    const faults = dictionaryFaults(code, dictionaryOf(code), texts);
    if (faults.length > 0) assert.fail(`\n${faults.join("\n")}\n`);
  });
}

for (const { code } of LANGUAGES.filter(({ code }) => code !== "en")) {
  Deno.test(`the dictionary "${code}" is typeset as the language is`, () => {
    const faults = typographyFaults(code, dictionaryOf(code));
    if (faults.length > 0) assert.fail(`\n${faults.join("\n")}\n`);
  });

  Deno.test(`the dictionary "${code}" says each text once`, async () => {
    const seen = new Map<string, string>();
    const twice: string[] = [];
    for await (const path of walk(fileURLToPath(new URL(`../i18n/${code}`, import.meta.url)))) {
      if (path.endsWith("/mod.ts")) continue; // puts the parts together
      for (const part of Object.values<Dictionary>(await import(path))) {
        for (const text of Object.keys(part)) {
          if (seen.has(text)) twice.push(`${text} (${path} and ${seen.get(text)})`);
          seen.set(text, path);
        }
      }
    }
    assert.equal(seen.size, texts.length);
    assert.deepEqual(twice, []);
  });
}

for (
  const [fault, code, text] of [
    ["a space that breaks before a colon", "fr", "Raison : ceci"],
    ["no space before a question mark", "fr", "Où?"],
    ["straight apostrophes", "fr", "L'heure"],
    ["English quotation marks", "fr", "“Salon”"],
    ["tu in place of vous", "fr", "Choisis ton nom"],
    ["three dots", "fr", "Un instant..."],
    ["a Latin comma", "ar", "نعم, لا"],
    ["a Latin question mark", "ar", "أين?"],
    ["a space before its comma", "ar", "نعم ، لا"],
    ["digits", "ar", "من 2 إلى 32"],
  ] as [string, Language, string][]
) {
  Deno.test(`a text in "${code}" with ${fault} is refused`, () => {
    assert.equal(typographyFaults(code, { Text: text }).length, 1);
  });
}

Deno.test("what is typeset well is let through", () => {
  const good = "Où\u202f? «\u202fSalon\u202f»\u202f: 14:30, :tea:, https://a, {1} (SHA-256)";
  assert.deepEqual(typographyFaults("fr", { Text: good }), []);
  assert.deepEqual(typographyFaults("ar", { Text: "أين؟ «غرفة»، {1} (SHA-256)." }), []);
});

function textsIn(path: string, ...lines: string[]) {
  return textsOf([{ path, text: lines.join("\n") }]);
}

Deno.test("texts are found over several lines, in templates and with quotes in them", () => {
  const { texts, unreadable } = textsIn(
    "components/card.tsx",
    `const card = <p title={t("It's \\"new\\".")}>{t(`,
    "  `Kept.`,",
    `)}{tn(n, "{count} thing", "{count} things")}</p>;`,
  );
  assert.deepEqual(unreadable, []);
  assert.deepEqual(texts.map(({ text, one }) => [text, one]), [
    [`It's "new".`, undefined],
    ["Kept.", undefined],
    ["{count} things", "{count} thing"],
  ]);
});

for (
  const call of ["t(label)", 't("a" + name)', "t(`Hello ${name}`)", "tn(n, one, other)"]
) {
  Deno.test(`${call} is refused, as its text cannot be read out`, () => {
    const { unreadable } = textsIn("components/card.tsx", "", `const text = ${call};`);
    assert.deepEqual(unreadable.map(({ path, line }) => [path, line]), [[
      "components/card.tsx",
      2,
    ]]);
  });
}

Deno.test("messages of errors are texts, with numbers for what is filled in", () => {
  const { texts, unreadable } = textsIn(
    "server/limits/rate.ts",
    `const OVER = "It is over.";`,
    "throw new AppError('invalid', `At most ${MAX} of ` + `${what}.`);",
    `throw new AppError("invalid", late ? "Too late." : OVER);`,
    `end({ message: "You signed out." });`,
    `throw new AppError("invalid", "Cannot read a frame: no text");`,
  );
  assert.deepEqual(unreadable, []);
  assert.deepEqual(
    texts.map(({ text }) => text),
    ["At most {1} of {2}.", "Too late.", "It is over.", "You signed out."],
  );
});

const TEXTS = [
  { text: "Hello {name}", path: "a.ts" },
  { text: "{count} things", one: "{count} thing", path: "a.ts" },
];
const GOOD: Dictionary = {
  "Hello {name}": "Bonjour {name}",
  "{count} things": { one: "une chose", many: "{count} de choses", other: "{count} choses" },
};

for (
  const [fault, dictionary] of [
    ["a text that is missing", { "{count} things": GOOD["{count} things"]! }],
    ["a text that is left over", { ...GOOD, "Good bye": "Au revoir" }],
    ["a parameter that is missing", { ...GOOD, "Hello {name}": "Bonjour" }],
    ["a parameter of another name", { ...GOOD, "Hello {name}": "Bonjour {name} {nom}" }],
    ["a plural form that is missing", {
      ...GOOD,
      "{count} things": { one: "{count} chose", other: "{count} choses" },
    }],
    ["one form for all numbers", { ...GOOD, "{count} things": "{count} choses" }],
    ["a text that says nothing", {
      ...GOOD,
      "{count} things": { one: " ", many: "{count} choses", other: "{count} choses" },
    }],
  ] as [string, Dictionary][]
) {
  Deno.test(`a dictionary with ${fault} is refused`, () => {
    assert.deepEqual(dictionaryFaults("fr", GOOD, TEXTS), []);
    assert.equal(dictionaryFaults("fr", dictionary, TEXTS).length, 1);
  });
}
