import assert from "node:assert/strict";
import { readableIn } from "./plaintext.ts";

const SECRET = "The seeds are under the third flowerpot.";
const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("a text is found as it is, in JSON, in hexadecimal and in base64 at any alignment", () => {
  const hidden = [
    `x${SECRET}y`,
    JSON.stringify({ SECRET }),
    encodeURIComponent(SECRET),
    [...bytes(SECRET)].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
    ...["", "a", "ab", "abc"].map((before) => btoa(before + SECRET + "zz")),
  ];
  for (const text of hidden) assert.deepEqual(readableIn(bytes(text), [SECRET]), [SECRET], text);
});

Deno.test("a text that is not there is not found", () => {
  assert.deepEqual(readableIn(bytes("The seeds are elsewhere."), [SECRET]), []);
});
