import assert from "node:assert/strict";
import { emojiSpelling, isOneEmoji, isSameEmoji } from "./emoji.ts";

Deno.test("an emoji with and without what asks for its colour is one", () => {
  const same: readonly (readonly string[])[] = [
    ["\u{1f44d}", "\u{1f44d}\ufe0f"],
    ["\u2764\ufe0f", "\u2764", "\u2764\ufe0e"],
    ["\u{1f3f3}\ufe0f\u200d\u{1f308}", "\u{1f3f3}\u200d\u{1f308}"],
    [
      "\u{1f441}\ufe0f\u200d\u{1f5e8}\ufe0f",
      "\u{1f441}\u200d\u{1f5e8}",
      "\u{1f441}\u200d\u{1f5e8}\ufe0f",
    ],
    ["1\ufe0f\u20e3", "1\u20e3"],
    ["\u26f9\u{1f3fd}\u200d\u2642\ufe0f", "\u26f9\u{1f3fd}\u200d\u2642"],
    ["\u{1f469}\u200d\u2764\ufe0f\u200d\u{1f468}", "\u{1f469}\u200d\u2764\u200d\u{1f468}"],
    ["\u00a9\ufe0f", "\u00a9"],
  ];
  for (const [qualified, ...others] of same) {
    assert.equal(emojiSpelling(qualified!), qualified!);
    for (const other of others) assert.ok(isSameEmoji(other, qualified!), other);
  }
});

Deno.test("a skin tone, a joined part, another flag or a tag makes another emoji", () => {
  const others: readonly (readonly [string, string])[] = [
    ["\u{1f44d}", "\u{1f44d}\u{1f3fd}"],
    ["\u{1f44d}\u{1f3fb}", "\u{1f44d}\u{1f3fd}"],
    ["\u{1f468}\u200d\u{1f4bb}", "\u{1f468}"],
    ["\u2764", "\u2764\u200d\u{1f525}"],
    ["\u{1f1eb}\u{1f1f7}", "\u{1f1ee}\u{1f1f9}"],
    ["\u{1f3f4}", "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}"],
  ];
  for (const [one, other] of others) assert.ok(!isSameEmoji(one, other), other);
});

Deno.test("the one spelling is its own spelling", () => {
  for (const emoji of ["👍🏽", "❤️", "👁️‍🗨️", "#️⃣", "🇫🇷", "👨‍👩‍👧", "☝🏽", "⛹🏽‍♂️", "🏴‍☠️"]) {
    assert.equal(emojiSpelling(emoji), emoji);
  }
});

Deno.test("one emoji is told from none and from several, whatever hangs on it", () => {
  const tags = (letters: string) =>
    [...letters].map((one) => String.fromCodePoint(0xe0000 + one.charCodeAt(0))).join("");
  const end = "\u{e007f}";
  for (
    const one of [
      ..."👍☺🏽🥦",
      ...["❤️", "☝🏿", "🇫🇷", "3⃣", "#️⃣", "👩🏽‍🚀", "❤️‍🔥", "👩🏻‍❤️‍💋‍👨🏿", "👨‍👩‍👧‍👦", "🏳️‍⚧️"],
      `🏴${tags("gbsct")}${end}`,
    ]
  ) assert.ok(isOneEmoji(one), one);
  for (
    const other of [
      ...[
        "",
        "a",
        "12",
        "€",
        "✓a",
        "\ufe0f",
        "\u200d",
        "🇫",
        "🇫🇷🇫🇷",
        "👍👍",
        "👍 ",
        "👍\u202e",
        "👍\u200b",
      ],
      ...[
        "👍\u200d",
        "\u200d👍",
        "👍\u200d\u200d👍",
        "👍\ufe0f\ufe0f",
        "👍🏽🏽",
        `👍${tags("a")}${end}`,
      ],
      ...[`🏴${tags("gbsct")}`, `🏴${end}`, "👍\ufe0e", Array(6).fill("👍").join("\u200d")],
    ]
  ) assert.ok(!isOneEmoji(other), JSON.stringify(other));
});
