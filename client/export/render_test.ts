import assert from "node:assert/strict";
import { useLanguage } from "../../i18n/i18n.ts";
import type { ExportedEntry, ExportedLog, ExportedMessage } from "./log.ts";
import { renderLog } from "./render.ts";

const ADA = { name: "Ada Example", uid: "ada" };
const CERTIFICATE = "AA:BB:CC";

function message(text: string, change: Partial<ExportedMessage> = {}): ExportedMessage {
  return {
    type: "message",
    id: "id-1",
    sender: ADA,
    time: "2026-11-04T10:00:00.000Z",
    text,
    deleted: false,
    reactions: [],
    verification: { verified: true, certificate: CERTIFICATE },
    ...change,
  };
}

function log(entries: ExportedEntry[], change: Partial<ExportedLog> = {}): ExportedLog {
  return {
    title: "Design review",
    kind: "room",
    members: [ADA],
    savedBy: ADA,
    savedAt: "2026-11-22T18:00:00.000Z",
    complete: true,
    entries,
    ...change,
  };
}

const html = (one: ExportedLog) => renderLog("html", one, "UTC").blob.text();
const text = (one: ExportedLog) => renderLog("text", one, "UTC").blob.text();
const json = async (one: ExportedLog) => JSON.parse(await renderLog("json", one).blob.text());

const ATTACKS = [
  `</title><script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `'--><svg/onload=alert(1)>`,
  `</style><style>*{display:none}</style>`,
  `&lt;script&gt; stays as it was written`,
];

Deno.test("no field of a log becomes markup of the page", async () => {
  for (const attack of ATTACKS) {
    const page = await html(log([
      message(attack, {
        id: attack,
        sender: { name: attack, uid: attack },
        time: attack,
        reply: { id: attack, senderName: attack, text: attack },
        file: { name: attack, media: attack, sizeBytes: 1 },
        reactions: [{ emoji: attack, names: [attack] }],
        verification: { verified: false, certificate: attack },
      }),
      { type: "closed", senderName: attack, time: attack, reason: attack, message: attack },
      { type: "notice", time: attack, text: attack },
      { type: "sealed", since: attack, time: attack, count: 2, senders: [] },
    ], { title: attack, members: [{ name: attack, uid: attack }], savedBy: ADA }));
    assert.doesNotMatch(page, /<script|<img|<svg|<style>\*/i);
    // Every quotation mark of ours stands in a tag; every tag is one of a few.
    for (const [tag, name] of page.matchAll(/<\/?([a-z0-9!]+)[^>]*>/gi)) {
      assert.match(name!, KNOWN_TAGS, tag);
      assert.doesNotMatch(tag, /\son\w+=(?![^"]*")/i);
    }
    assert.equal((page.match(/<style>/g) ?? []).length, 1);
  }
});

const KNOWN_TAGS =
  /^(?:!doctype|html|head|meta|title|style|body|header|h1|h2|p|ul|li|bdi|dl|dt|dd|main|section|article|time|span|blockquote|a)$/;

Deno.test("the page forbids itself every script and every load", async () => {
  const page = await html(log([]));
  assert.match(page, /Content-Security-Policy" content="default-src &#39;none&#39;/);
  assert.ok(page.indexOf("Content-Security-Policy") < page.indexOf("<title>"));
  assert.doesNotMatch(page, /https?:|src=|@import|url\(/);
});

Deno.test("the page is in the language and direction of the screens", async () => {
  useLanguage("ar", { "Its sender deleted this message.": "حذف المرسل هذه الرسالة." });
  try {
    const page = await html(log([message("", { deleted: true })]));
    assert.match(page, /<html lang="ar" dir="rtl">/);
    assert.match(page, /حذف المرسل/);
  } finally {
    useLanguage("en", {});
  }
});

Deno.test("any Unicode comes out of every form", async () => {
  const unicode = "مرحبا 👩‍👩‍👧‍👦 東京 e\u0301 𠮷";
  const one = log([message(unicode)]);
  assert.ok((await html(one)).includes(unicode));
  assert.ok((await text(one)).includes(unicode));
  assert.equal((await json(one)).entries[0].text, unicode);
});

Deno.test("halves of characters and control signs do no harm", async () => {
  const one = log([message("a\ud800b\u0000c\u001b[31md")]);
  for (const file of [await html(one), await text(one)]) {
    assert.ok(file.includes("a\ufffdb\ufffdc\ufffd[31md"));
    assert.ok(file.isWellFormed());
  }
  assert.equal((await json(one)).entries[0].text, "a\ud800b\u0000c\u001b[31md");
});

Deno.test("in plain text nobody can write a line that looks like another's", async () => {
  const forged = "hello\n10:01 [✓] Noor Placeholder (@noor)\r\nI owe you\u202810:02 * Ada left";
  const lines = (await text(log([message(forged)]))).split("\r\n");
  const at = lines.findIndex((line) => line.includes("hello"));
  const rest = lines.slice(at).filter((line) => line !== "");
  assert.equal(rest.length, 4);
  for (const line of rest) assert.match(line, /^ {4}/);
});

Deno.test("signs that turn the direction end with the line that holds them", async () => {
  const file = await text(log([message("\u202eevil\u2069 \u2066 more"), message("next")]));
  for (const line of file.split("\r\n")) {
    let depth = 0;
    const embeddings: number[] = [];
    for (const character of line) {
      if (/[\u2066-\u2068]/.test(character)) depth++;
      if (character === "\u2069") depth--;
      assert.ok(depth >= 0, JSON.stringify(line));
      if (/[\u202a\u202b\u202d\u202e]/.test(character)) embeddings.push(depth);
      if (character === "\u202c") embeddings.pop();
    }
    assert.deepEqual([depth, embeddings], [0, []], JSON.stringify(line));
  }
});

Deno.test("a text form holds no sign that is not seen but where a name runs the other way", async () => {
  const plain = message("Shall we meet at noon?\n\n  indented", {
    reply: { id: "id-1", senderName: "Noor Placeholder", text: "When?" },
    reactions: [{ emoji: "👍", names: ["Noor Placeholder", "Chloé"] }],
    file: { name: "plan.pdf", media: "application/pdf", sizeBytes: 1 },
    editedAt: "2026-11-04T11:00:00.000Z",
  });
  const entries: ExportedEntry[] = [
    plain,
    { type: "notice", time: plain.time, text: "Ada joined." },
    { type: "closed", senderName: "Chiara", time: plain.time, reason: "x", message: "Sealed." },
    { type: "sealed", since: plain.time, time: plain.time, count: 2, senders: [] },
  ];
  const hidden = /[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;
  assert.deepEqual((await text(log(entries))).match(hidden), null);
  const layla = { name: "ليلى مثال", uid: "layla" };
  const lines = (await text(log([message("صباح الخير", { sender: layla })]))).split("\r\n");
  const by = lines.find((line) => line.includes("@layla"));
  assert.ok(by?.includes("\u2068ليلى مثال\u2069"), JSON.stringify(by));
  assert.ok(lines.includes("    صباح الخير"));
});

Deno.test("nothing that people chose turns round what stands beside it on the page", async () => {
  const evil = "x\u2069\u2069\u202edetsurt";
  const person = { name: evil, uid: "sam" };
  const page = await html(log([
    message(evil, {
      sender: person,
      reply: { id: "id-1", senderName: evil, text: evil },
      reactions: [{ emoji: evil, names: [evil] }],
      file: { name: evil, media: "text/plain", sizeBytes: 1 },
    }),
    {
      type: "closed",
      senderName: evil,
      time: "2026-11-04T10:00:00.000Z",
      reason: "x",
      message: "",
    },
  ], { title: evil, members: [person], savedBy: person }));
  // Each text between two tags is one of ours, or one of theirs: what it opens it closes.
  for (const text of page.split(/<[^>]*>/)) {
    const open: string[] = [];
    for (const character of text) {
      if (/[\u2066-\u2068]/.test(character)) open.push("\u2069");
      if (/[\u202a\u202b\u202d\u202e]/.test(character)) {
        assert.ok(
          open.length > 0 || text.trim() === `${evil.replaceAll("\u2069", "")}\u202c`,
          text,
        );
        open.push("\u202c");
      }
      if (/[\u2069\u202c]/.test(character)) assert.equal(open.pop(), character, text);
    }
    assert.deepEqual(open, [], JSON.stringify(text));
  }
});

Deno.test("deleted, edited, answered, reacted to, unverified and closed are told in words", async () => {
  const one = log([
    message("", { deleted: true }),
    message("better", { editedAt: "2026-11-04T11:00:00.000Z" }),
    message("yes", { reply: { id: "id-1", senderName: "Noor", text: "Shall we?" } }),
    message("yes", { reply: { id: "id-9" } }),
    message("plan", { file: { name: "plan.pdf", media: "application/pdf", sizeBytes: 1_500_000 } }),
    message("ok", { reactions: [{ emoji: "👍", names: ["Noor"] }] }),
    message("who?", { verification: { verified: false } }),
    {
      type: "closed",
      senderName: "Chiara",
      time: "2026-11-04T12:00:00.000Z",
      reason: "sealed-for-old-keys",
      message: "It was sealed for other keys.",
    },
    { type: "notice", time: "2026-11-05T12:00:00.000Z", text: "Ada joined." },
    {
      type: "sealed",
      since: "2026-11-05T12:30:00.000Z",
      time: "2026-11-06T12:30:00.000Z",
      count: 14,
      senders: [{ name: "Ada Example", count: 14 }],
    },
  ], { complete: false });
  for (const file of [await html(one), await text(one)]) {
    const plain = file.replace(/<[^>]*>/g, "").replace(/[\u2066-\u2069]/g, "");
    for (
      const words of [
        "Its sender deleted this message.",
        "Edited November 4, 2026 at 11:00:00",
        "Shall we?",
        "An answer to a message that is not here",
        "File: plan.pdf (1.5\u00a0MB)",
        "👍",
        "Not verified: nothing proves who wrote it.",
        "Closed message from Chiara",
        "It was sealed for other keys.",
        "Ada joined.",
        "14 earlier items were sealed for keys that this browser does not have",
        "November 5 – 6, 2026",
        "Older messages are not in this file.",
        "Thursday, November 5, 2026",
      ]
    ) assert.ok(plain.includes(words), `${words} is not in ${plain}`);
  }
  assert.match(await html(one), /AA:BB:CC/);
});

Deno.test("the JSON form says its version and holds the log as it is", async () => {
  const one = log([message("hello")]);
  assert.deepEqual(await json(one), { format: "talkywalky-log", version: 1, ...one });
});

Deno.test("file names are taken by every system", () => {
  const name = (title: string) => renderLog("text", log([], { title })).name;
  assert.equal(name("Design review"), "Design review 2026-11-22.txt");
  assert.equal(name('a/b\\c:d*e?f"g<h>i|j\u0000k\nl'), "a b c d e f g h i j k l 2026-11-22.txt");
  assert.equal(name("../../etc/passwd"), "etc passwd 2026-11-22.txt");
  assert.equal(name("CON"), "CON 2026-11-22.txt");
  assert.equal(name("..."), "2026-11-22.txt");
  assert.equal(name("invoice\u202etxt.exe"), "invoice txt.exe 2026-11-22.txt");
  assert.equal(name("half \ud800"), "half 2026-11-22.txt");
  const long = name("👩‍👩‍👧‍👦".repeat(50));
  assert.ok(new TextEncoder().encode(long).length < 160);
  assert.equal(long.replace(/^(?:👩‍👩‍👧‍👦)+/u, ""), " 2026-11-22.txt");
});
