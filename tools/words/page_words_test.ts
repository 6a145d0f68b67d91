import assert from "node:assert/strict";
import { allPageWords, englishOf, ISLANDS } from "./page_words.ts";
import { sourceFiles, sourceTexts } from "./source_texts.ts";

const files = await sourceFiles();

Deno.test("every island has its words in one set", () => {
  const islands = files.map(({ path }) => path).filter((path) => path.startsWith("islands/"));
  assert.deepEqual(Object.values(ISLANDS).flat().sort(), islands);
});

Deno.test("the sign-in has the words of its form, of its code and of the server", () => {
  const words = englishOf("entrance", files);
  for (
    const text of [
      "New here?",
      "Email",
      "Your keys are not in this browser",
      "The server cannot be reached. Check your connection and try again.",
      "The username or the password is wrong.",
    ]
  ) assert.ok(words.includes(text), text);
});

Deno.test("the sign-in has no words of the chat, nor of what only the server draws", () => {
  const words = englishOf("entrance", files);
  for (const text of ["New room", "Search messages", "What is not protected"]) {
    assert.ok(!words.includes(text), text);
  }
  const chat = englishOf("chat", files);
  for (
    const text of ["Already registered?", "Enter your password.", "Your certificate has expired."]
  ) {
    assert.ok(!chat.includes(text), text);
  }
  assert.ok(chat.includes("The directory cannot be reached right now. Try again soon."));
});

Deno.test("what the chat loads on demand has its words apart, and what a first visit needs has not", () => {
  const [first, later] = [englishOf("chat", files), new Set(englishOf("chat-later", files))];
  assert.deepEqual(first.filter((text) => later.has(text)), []);
  for (const text of ["Leave now", "SHA-256 fingerprint", "Searching…", "Skin tone"]) {
    assert.ok(later.has(text), text);
  }
  for (const text of ["New room", "Create room", "Leave {room}?", "Sent"]) {
    assert.ok(first.includes(text), text);
  }
});

Deno.test("no text is left out but those that only the server draws", async () => {
  const said = new Set(
    (["entrance", "chat", "chat-later"] as const).flatMap((set) => englishOf(set, files)),
  );
  const { texts } = await sourceTexts();
  const left = texts.filter(({ text }) => !said.has(text)).map(({ path }) => path);
  const drawn = /^(?:routes\/|components\/(?:entrance|help|page)\/)/;
  assert.deepEqual(left.filter((path) => !drawn.test(path)), []);
});

Deno.test("each language but English has all words of each set", () => {
  const all = allPageWords(files);
  assert.deepEqual(all.map(({ set, language }) => `${set}-${language}`), [
    "entrance-fr",
    "entrance-ar",
    "chat-fr",
    "chat-ar",
    "chat-later-fr",
    "chat-later-ar",
  ]);
  for (const { set, words } of all) {
    assert.deepEqual(Object.keys(words), englishOf(set, files));
  }
});
