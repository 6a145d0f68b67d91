import assert from "node:assert/strict";
import { sessionCookie } from "./cookie.ts";

const plain = sessionCookie({ secure: false, maxAgeS: 60 });
const secure = sessionCookie({ secure: true, maxAgeS: 60 });

Deno.test("over https the cookie is bound to this host, TLS and this site", () => {
  assert.equal(
    secure.set("TOKEN"),
    "__Host-talkywalky=TOKEN; Max-Age=60; Path=/; HttpOnly; SameSite=Strict; Secure",
  );
});

Deno.test("over http it is out of reach of scripts and other sites all the same", () => {
  assert.equal(
    plain.set("TOKEN"),
    "talkywalky=TOKEN; Max-Age=60; Path=/; HttpOnly; SameSite=Strict",
  );
});

Deno.test("clearing takes the same cookie away", () => {
  for (const cookie of [plain, secure]) {
    assert.equal(
      cookie.clear(),
      cookie.set("").replace("Max-Age=60", "Max-Age=0"),
    );
    assert.equal(cookie.read(cookie.clear().split(";")[0]), "");
  }
});

Deno.test("the token is found among other cookies, by its whole name", () => {
  assert.equal(plain.read("a=b; talkywalky=TOKEN; c=d"), "TOKEN");
  assert.equal(plain.read("talkywalky=TOKEN"), "TOKEN");
  assert.equal(plain.read("a=talkywalky;talkywalky = TOKEN "), "TOKEN");
  assert.equal(plain.read("talkywalky=A=B"), "A=B");
  assert.equal(secure.read("talkywalky=x; __Host-talkywalky=TOKEN"), "TOKEN");
});

Deno.test("without our cookie there is no token", () => {
  const headers = ["", ";", "a=b", "xtalkywalky=T", "talkywalkyx=T", "talkywalky", "=talkywalky"];
  for (const header of [...headers, "__Host-talkywalky=T", null, undefined]) {
    assert.equal(plain.read(header), undefined, String(header));
  }
  assert.equal(secure.read("talkywalky=T"), undefined);
});
