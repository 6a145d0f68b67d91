import assert from "node:assert/strict";
import {
  closedShortcodeAt,
  completionAt,
  isInFence,
  type MentionCandidate,
  mentionMatches,
} from "./composer_completion.ts";

/** `|` is the caret. */
function at(typed: string) {
  const caret = typed.indexOf("|");
  const found = completionAt(typed.replace("|", ""), caret);
  return found === undefined ? undefined : `${found.type} ${found.start} ${found.query}`;
}

Deno.test("an @ or a colon at the beginning of a word is completed up to the caret", () => {
  for (
    const [typed, found] of [
      ["@|", "mention 0 "],
      ["hi @ad|a", "mention 3 ad"],
      ["(@é|", "mention 1 é"],
      ["**@no.or|", "mention 2 no.or"],
      ["a\n@x|", "mention 2 x"],
      [":sm|", "shortcode 0 sm"],
      ["hm :+1|", "shortcode 3 +1"],
      ["a@b|", undefined],
      ["@ada |", undefined],
      ["@ada@ex|", "mention 0 ada@ex"],
      [`@${"x".repeat(40)}|`, `mention 0 ${"x".repeat(40)}`],
      ["|@ada", undefined],
      [":p|", undefined],
      ["10:30|", undefined],
      ["https://x|", undefined],
      ["`@ad|", undefined],
      ["`x` @ad|", "mention 4 ad"],
      ["```\n@ad|", undefined],
      ["```\nx\n```\n@ad|", "mention 10 ad"],
    ] as const
  ) assert.equal(at(typed), found, typed);
});

Deno.test("a closing colon ends a shortcode, but not in code and not in times", () => {
  const closed = (text: string) => closedShortcodeAt(text, text.length);
  assert.deepEqual(closed("ok :Smile:"), { start: 3, code: "smile" });
  assert.deepEqual(closed(":+1:"), { start: 0, code: "+1" });
  assert.deepEqual(closed("😀:tada:"), { start: 2, code: "tada" });
  for (const text of ["10:30:", "a:b:", "::", "`:smile:", "```\n:smile:", ":a b:"]) {
    assert.equal(closed(text), undefined, text);
  }
});

Deno.test("a fence is open until its end", () => {
  assert.equal(isInFence("```\na", 5), true);
  assert.equal(isInFence("```\na\n```\n", 10), false);
  assert.equal(isInFence("a", 1), false);
});

const person = (
  uid: string,
  fullName: string,
  presence: MentionCandidate["presence"] = "offline",
  isSelf = false,
): MentionCandidate => ({ uid, fullName, presence, isSelf });

Deno.test("members are found by uid and by the words of their names, never oneself", () => {
  const members = [
    person("zoe", "Zoë Example"),
    person("bruno", "Ada Beispiel", "online"),
    person("ada", "Noor Sample"),
    person("emeka", "Émeka Ad-Hoc", "away"),
    person("adam", "Me", "online", true),
    person("wk", "Łukasz Cœur"),
  ];
  const uids = (query: string, limit = 8) =>
    mentionMatches(members, query, limit).map(({ uid }) => uid);
  assert.deepEqual(uids("ad"), ["ada", "bruno", "emeka"]);
  assert.deepEqual(uids("AD"), ["ada", "bruno", "emeka"]);
  assert.deepEqual(uids("zoë"), ["zoe"]);
  assert.deepEqual(uids("emeka"), ["emeka"]);
  assert.deepEqual(uids("x"), []);
  assert.deepEqual([uids("luk"), uids("coe"), uids("uk")], [["wk"], ["wk"], []]);
  assert.deepEqual(uids(""), ["bruno", "emeka", "ada", "wk", "zoe"]);
  assert.deepEqual(uids("", 2), ["bruno", "emeka"]);
});
