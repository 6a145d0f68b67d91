import assert from "node:assert/strict";
import { languageAddress, languageChoice } from "./language_choice.ts";

Deno.test("the switch leads back to its page, in the other language and the same look", () => {
  const address = languageAddress("/refused?reason=expired&language=ar", "fr");
  const choice = languageChoice(
    new URL(`https://chat.example${address}`),
    "tw_look=night.serif.large.compact.en",
  );
  assert.equal(choice?.location, "/refused?reason=expired");
  assert.match(choice?.cookie ?? "", /^tw_look=night\.serif\.large\.compact\.fr; .*Secure$/);
});

Deno.test("a language that is not spoken, or none, changes nothing", () => {
  assert.equal(languageChoice(new URL("http://localhost/login?language=xx"), null), undefined);
  assert.equal(languageChoice(new URL("http://localhost/login"), null), undefined);
});

Deno.test("the switch never leads to another site", () => {
  for (
    const path of ["//evil.example/", "///evil.example", "/\\evil.example/", "//evil.example//x"]
  ) {
    const choice = languageChoice(new URL(`http://localhost:8000${path}?language=fr`), null);
    const led = new URL(choice!.location, "http://localhost:8000/login");
    assert.equal(led.origin, "http://localhost:8000", path);
  }
});
