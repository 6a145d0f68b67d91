import assert from "node:assert/strict";
import { workMs } from "../../tests/support/work_time.ts";
import { isLoneEmoji } from "./lone_emoji.ts";
import { parseRichText } from "./parse.ts";
import { mentionsIn, plainLine, plainText } from "./plain_text.ts";
import type { Block, Inline } from "./tree.ts";

/** The tree in one line, such as `p(b(x) y)`. */
function draw(text: string): string {
  return parseRichText(text).map(drawBlock).join("");
}

function drawBlock(block: Block): string {
  switch (block.type) {
    case "paragraph":
      return `p(${drawInline(block.children)})`;
    case "code":
      return `pre:${block.language}(${block.text})`;
    case "quote":
      return `q(${block.blocks.map(drawBlock).join("")})`;
    case "list":
      return `${block.ordered ? "ol" : "ul"}(${
        block.items.map(({ number = "", blocks }) =>
          `li${number}(${blocks.map(drawBlock).join("")})`
        ).join("")
      })`;
  }
}

function drawInline(children: readonly Inline[]): string {
  return children.map((one) => {
    switch (one.type) {
      case "text":
        return one.text;
      case "code":
        return `c(${one.text})`;
      case "link":
        return `a(${one.text}|${one.href})`;
      case "mention":
        return `@(${one.uid})`;
      default:
        return `${one.type[0]}(${drawInline(one.children)})`;
    }
  }).join("");
}

const CASES: readonly (readonly [typed: string, drawn: string])[] = [
  ["", ""],
  ["a **b** c", "p(a b(b) c)"],
  ["*a* ~~b~~ `c`", "p(i(a) s(b) c(c))"],
  ["**a *b* c**", "p(b(a i(b) c))"],
  ["***a***", "p(i(b(a)))"],
  ["***a** b*", "p(i(b(a) b))"],
  ["**a *b***", "p(b(a i(b)))"],
  ["**a ~~b** c~~", "p(b(a ~~b) c~~)"],
  ["*a **b *c* d** e*", "p(i(a b(b c d) e))"],
  ["**中**文 and **ก**ข", "p(b(中)文 and b(ก)ข)"],
  ["*a\nb*", "p(i(a\nb))"],
  // Unclosed, or not meant.
  ["**a", "p(**a)"],
  ["a*", "p(a*)"],
  ["* a", "ul(li(p(a)))"],
  ["*a\n\nb*", "p(*a\n\nb*)"],
  ["2*3*4 and snake_case_name and __init__", "p(2*3*4 and snake_case_name and __init__)"],
  ["2 * 3 * 4", "p(2 * 3 * 4)"],
  ["****a****", "p(****a****)"],
  ["~a~ and ~5 minutes", "p(~a~ and ~5 minutes)"],
  ["**foo*", "p(**foo*)"],
  ["** a **", "p(** a **)"],
  ["\\*a\\* C:\\dir ¯\\_(ツ)_/¯", "p(*a* C:\\dir ¯\\_(ツ)_/¯)"],
  // Code says everything as it is.
  ["`**a** @ada https://x.example`", "p(c(**a** @ada https://x.example))"],
  ["``a ` b``", "p(c(a ` b))"],
  ["`` `a` ``", "p(c(`a`))"],
  ["`a", "p(`a)"],
  ["`a\nb`", "p(`a\nb`)"],
  ["```\n**a**\n  b\n```", "pre:(**a**\n  b)"],
  ["x\n\n```ts\na\n```\n\n\ny", "p(x)pre:ts(a)p(y)"],
  ["````\n```\n````", "pre:(```)"],
  ["```\na", "p(```\na)"],
  ["```ts\na\n\n```js\nb", "p(```ts\na\n\n```js\nb)"],
  // Quotes and lists.
  ["> a\n> > b\nc", "q(p(a)q(p(b)))p(c)"],
  [">", "q()"],
  ["a > b", "p(a > b)"],
  ["> ```\n> a\n> ```", "q(pre:(a))"],
  ["- a\n- **b**\n\nc", "ul(li(p(a))li(p(b(b))))p(c)"],
  ["1. a\n2. b\n  - c\n  - d\n7. e", "ol(li1(p(a))li2(p(b)ul(li(p(c))li(p(d))))li7(p(e)))"],
  ["- a\n  b", "ul(li(p(a\nb)))"],
  ["-5 degrees\n1.5 litres\n- ", "p(-5 degrees\n1.5 litres\n- )"],
  [">".repeat(9) + "a", "q(q(q(q(p(>>>>>a)))))"],
  // Lines are kept.
  ["a\n\n\nb\n    c  d", "p(a\n\n\nb\n    c  d)"],
  // Addresses.
  [
    "see https://a.example/x_(y)?q=1#f. Or (http://b.example/)",
    "p(see a(https://a.example/x_(y)?q=1#f|https://a.example/x_(y)?q=1#f). " +
    "Or (a(http://b.example/|http://b.example/)))",
  ],
  ["**https://a.example**", "p(b(a(https://a.example|https://a.example/)))"],
  ["mailto:ada@example.org", "p(a(mailto:ada@example.org|mailto:ada@example.org))"],
  [
    "[bank](https://evil.example)",
    "p([bank](a(https://evil.example|https://evil.example/)))",
  ],
  [
    "https://аpple.example/x",
    "p(a(https://xn--pple-43d.example/x|https://xn--pple-43d.example/x))",
  ],
  ["https://0x7f.1/", "p(a(https://127.0.0.1/|https://127.0.0.1/))"],
  ["https://bank.example@evil.example/", "p(https://bank.example@evil.example/)"],
  ["https://a.example/\u202egpj.exe", "p(a(https://a.example/|https://a.example/)\u202egpj.exe)"],
  [
    "javascript:alert(1) data:text/html,x ftp://a.example",
    "p(javascript:alert(1) data:text/html,x ftp://a.example)",
  ],
  ["xhttps://a.example https://", "p(xhttps://a.example https://)"],
  ["<img src=x onerror=alert(1)> &lt;", "p(<img src=x onerror=alert(1)> &lt;)"],
  // People.
  ["@Ada, ask @no.or. Not a@b.example", "p(@(ada), ask @(no.or). Not a@b.example)"],
  // Usernames as directories have them.
  ["@12345 and @x: @ada+chat", "p(@(12345) and @(x): @(ada+chat))"],
  ["(@Ada@Example.org) or @ada@", "p((@(ada@example.org)) or @(ada)@)"],
  ["@Müller, @mu\u0308ller", "p(@(müller), @(müller))"],
  ["@adaさん、@ada+@bob", "p(@(ada)さん、@(ada)+@(bob))"],
  [`@${"x".repeat(40)}!`, `p(@(${"x".repeat(40)})!)`],
  ["**@ada**", "p(b(@(ada)))"],
];

for (const [typed, drawn] of CASES) {
  Deno.test(`${JSON.stringify(typed)} reads as ${drawn}`, () => assert.equal(draw(typed), drawn));
}

const PIECES = [
  ["*a ", "*"],
  ["**a ~~b *c ", "~~"],
  ["***a", "***"],
  ["*a **a ", "a** a* "],
  ["`", "``"],
  ["` `` ``` ", ""],
  ["```a\n", ""],
  ["````a\n```b\n", ""],
  ["> ", ""],
  ["- ", "\n"],
  ["  - a\n", ""],
  ["> - 1. ", "a\n"],
  ["http://", "*"],
  ["http://%", ")"],
  ["(https://a.example/(", ")"],
  ["@a", "@"],
  ["\\*", "\\"],
  ["h", "m"],
  ["\n \n", "*a"],
  ["```\n", ""],
  ["\n", "x"],
] as const;

Deno.test("every text is read in the time its length allows, and none overflows the stack", () => {
  const slow = PIECES.flatMap(([one, other]) =>
    [10_000, 160_000].flatMap((length) => {
      const half = length / 2;
      const text = one.repeat(half / one.length) + other.repeat(half / Math.max(1, other.length));
      const tookMs = workMs(() => JSON.stringify(parseRichText(text)));
      // 160,000 characters are ten times what a message may hold: quadratic work takes minutes.
      return tookMs > 2_000 ? [`${JSON.stringify(one)} × ${length}: ${tookMs} ms`] : [];
    })
  );
  assert.deepEqual(slow, []);
});

Deno.test("no single line takes longer than its length allows", () => {
  // Four times what a message may hold; each took a quarter of a minute and stopped every reader.
  const lines = ["```" + " ".repeat(64_000) + "!", "- " + " ".repeat(64_000), "\n".repeat(64_000)];
  const slow = lines.flatMap((text) => {
    const tookMs = workMs(() => plainLine(`${text}x`));
    return tookMs > 1_000 ? [`${JSON.stringify(text.slice(0, 8))}: ${tookMs} ms`] : [];
  });
  assert.deepEqual(slow, []);
});

Deno.test("no character is lost or made up where nothing is marked", () => {
  for (
    const text of ["a <b> & \"c\" 'd'", "  x", "tab\there", "😀 é \u200f ع", "a\\b", "#5 = _x_"]
  ) {
    assert.equal(plainText(text), text);
  }
});

Deno.test("plain text keeps the lines and drops the marks", () => {
  assert.equal(
    plainText("**Hi** @ada\n> `a`\n> b\n1. x\n  - y\n```\n*z*\n```"),
    "Hi @ada\n> a\n> b\n1. x\n  - y\n*z*",
  );
  assert.equal(plainLine("**Hi**\n\n- a\n- b  c"), "Hi - a - b c");
});

Deno.test("a message names whom it names outside of code, once and in lower case", () => {
  const text = "@Ada and > @noor\n> @bruno @ada\n- **@sam** `@chiara`\n```\n@deniz\n```\nx@yuki";
  assert.deepEqual([...mentionsIn(text)].sort(), ["ada", "bruno", "noor", "sam"]);
});

Deno.test("one to three emoji alone are big, anything else is not", () => {
  for (
    const text of ["😀", "😀 👍🏽", "👩‍👩‍👧‍👦", "🇫🇷🇩🇪", "❤️", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", " 🧑🏿‍🚀\n", "🏳️‍🌈", "☝🏻"]
  ) {
    assert.equal(isLoneEmoji(text), true, text);
  }
  for (const text of ["", " ", "a", "😀a", "😀😀😀😀", "1", "12", "#", "©", "™", "🇫", "!", ":)"]) {
    assert.equal(isLoneEmoji(text), false, text);
  }
});
