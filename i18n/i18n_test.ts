import assert from "node:assert/strict";
import { listed } from "./listed.ts";
import { served, t, tn, useLanguage } from "./i18n.ts";

Deno.test("a text without a translation stays English", () => {
  useLanguage("fr", {});
  assert.equal(t("Log out"), "Log out");
  assert.equal(tn(1, "{count} message", "{count} messages"), "1 message");
  assert.equal(tn(3, "{count} message", "{count} messages"), "3 messages");
});

Deno.test("parameters are put in as they are, and unknown names stay", () => {
  useLanguage("fr", { "Message {name}": "Écrire à {name} {other}" });
  assert.equal(t("Message {name}", { name: "{name} $&" }), "Écrire à {name} $& {other}");
});

Deno.test("a count takes the form that the language has for it", () => {
  const forms = {
    zero: "صفر",
    one: "واحد",
    two: "اثنان",
    few: "{count} قليل",
    other: "{count} كثير",
  };
  useLanguage("ar", { "{count} messages": forms });
  const say = (count: number) => tn(count, "{count} message", "{count} messages");
  assert.equal(say(0), "صفر");
  assert.equal(say(2), "اثنان");
  assert.match(say(5), /قليل$/);
  assert.match(say(100), /كثير$/);
  useLanguage("en", {});
});

Deno.test("a username keeps its sign on its own side in Arabic", () => {
  useLanguage("ar", { "By {uid}": "من {uid}" });
  assert.equal(t("By {uid}", { uid: "@noor" }), "من \u2068@noor\u2069");
  useLanguage("en", {});
  assert.equal(t("By {uid}", { uid: "@noor" }), "By @noor");
});

Deno.test("names in a row keep their own directions", () => {
  assert.equal(listed(["Ada", "نور", "Sami"]), "Ada, \u2068نور\u2069 and Sami");
  assert.equal(listed(["Ada", "Noor"], "unit"), "Ada, Noor");
  useLanguage("ar", {});
  assert.equal(listed(["Ada", "نور"]), "\u2068Ada\u2069 و\u2068نور\u2069");
  useLanguage("en", {});
});

Deno.test("a message that came in English is said in the language of the screens", () => {
  useLanguage("fr", {
    "You signed out.": "Vous vous êtes déconnecté.",
    "Use at most {1} characters.": "Au plus {1} caractères.",
    "Part {1} of {2} (again).": "Partie {1} sur {2} (encore).",
    "{count} of {1} things": { other: "…" },
  });
  assert.equal(served("You signed out."), "Vous vous êtes déconnecté.");
  assert.equal(served("Use at most 128 characters."), "Au plus 128 caractères.");
  assert.equal(served("Part 3 of 4 (again)."), "Partie 3 sur 4 (encore).");
  assert.equal(served("Part 3 of 4 (again). More"), "Part 3 of 4 (again). More");
  assert.equal(served("A message that nobody knows."), "A message that nobody knows.");
  useLanguage("en", {});
});
