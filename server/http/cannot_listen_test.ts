import assert from "node:assert/strict";
import { StartError } from "../start_error.ts";
import { cannotListen } from "./cannot_listen.ts";

const at = { hostname: "chat.example", port: 443 };

for (
  const [code, message] of [
    [
      "EADDRINUSE",
      /^Cannot start: port 443 of chat\.example is in use by another program\..*TW_PORT/,
    ],
    ["EACCES", /^Cannot start: this user may not listen on port 443\..*TW_PORT/],
    ["EADDRNOTAVAIL", /^Cannot start: chat\.example is no address of this machine\..*TW_HOST/],
    ["EINVAL", /^Cannot start: chat\.example is no address of this machine\..*TW_HOST/],
    ["ENOTFOUND", /^Cannot start: chat\.example is no address of this machine\..*TW_HOST/],
  ] as const
) {
  Deno.test(`${code} is said in words, with the setting that mends it`, () => {
    const said = cannotListen(Object.assign(new Error(`listen ${code}`), { code }), at);
    assert.ok(said instanceof StartError);
    assert.match(said.message, message);
    assert.doesNotMatch(said.message, /\n/);
  });
}

Deno.test("what nobody foresaw stays the error that it is", () => {
  for (const error of [new Error("else"), Object.assign(new Error("x"), { code: "EMFILE" })]) {
    assert.equal(cannotListen(error, at), error);
  }
});
