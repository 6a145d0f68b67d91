import assert from "node:assert/strict";
import {
  acceptedLanguages,
  type Look,
  lookCookie,
  lookCookieOf,
  lookText,
  parseLook,
  preferredLanguage,
} from "./look.ts";

const PLAIN: Look = {
  theme: "system",
  font: "system",
  textSize: "medium",
  density: "comfortable",
  language: "auto",
};
const NIGHT: Look = {
  theme: "night",
  font: "serif",
  textSize: "large",
  density: "compact",
  language: "fr",
};

Deno.test("a look survives the way through the cookie", () => {
  const cookie = lookCookie(NIGHT, { secure: true });
  assert.match(cookie, /^tw_look=night\.serif\.large\.compact\.fr; .*SameSite=Lax; Secure$/);
  const header = `tw_session=abc; ${cookie.split(";")[0]}; other=1`;
  assert.deepEqual(parseLook(lookCookieOf(header)), NIGHT);
});

Deno.test("without a cookie the look is the default one", () => {
  assert.deepEqual(parseLook(lookCookieOf(null)), PLAIN);
  assert.deepEqual(parseLook(lookCookieOf("xtw_look=night; tw_looks=night")), PLAIN);
});

Deno.test("each word of the cookie that is not known falls back by itself", () => {
  assert.deepEqual(parseLook("neon.serif.huge.compact.xx"), {
    ...PLAIN,
    font: "serif",
    density: "compact",
  });
  for (const text of ["", "...", "__proto__.constructor", '"><script>', "night".repeat(9999)]) {
    assert.deepEqual(parseLook(text), PLAIN, text.slice(0, 20));
  }
  assert.equal(lookText(parseLook("night.serif.large.compact.fr.more")), lookText(NIGHT));
});

Deno.test("the browser's languages are taken in its order, regions set aside", () => {
  assert.equal(preferredLanguage(acceptedLanguages("fr-CA,fr;q=0.8,en;q=0.5")), "fr");
  assert.equal(preferredLanguage(acceptedLanguages("de, en;q=0.4, ar-EG;q=0.9")), "ar");
  assert.equal(preferredLanguage(acceptedLanguages("fr;q=0, de")), "en");
  assert.equal(preferredLanguage(acceptedLanguages("french")), "en");
  assert.equal(preferredLanguage(acceptedLanguages(null)), "en");
});
