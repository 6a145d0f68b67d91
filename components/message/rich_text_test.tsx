import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import { RichText } from "./rich_text.tsx";

const MEMBERS = [
  { uid: "ada", fullName: "Ada Example" },
  { uid: "noor", fullName: "Noor Placeholder" },
];
const draw = (text: string) => render(<RichText text={text} members={MEMBERS} selfUid="noor" />);

Deno.test("markup of others is drawn as text", () => {
  const drawn = draw('<img src=x onerror="alert(1)"> **<b>**');
  assert.ok(!drawn.includes("<img") && !drawn.includes("<b>"));
  assert.ok(drawn.includes("&lt;img") && drawn.includes("<strong>&lt;b></strong>"));
});

Deno.test("links open apart, tell nobody where from, and are no endorsement", () => {
  const drawn = draw("https://a.example/ javascript:alert(1)");
  assert.match(
    drawn,
    /<a class="rich__link" href="https:\/\/a\.example\/" target="_blank" rel="noopener noreferrer nofollow"/,
  );
  assert.equal(drawn.match(/<a /g)?.length, 1);
});

Deno.test("members that are named stand out, oneself the most, others not at all", () => {
  const drawn = draw("@Ada @noor @nobody");
  assert.ok(drawn.includes('<bdi class="rich__mention" title="Ada Example">@Ada</bdi>'));
  assert.ok(drawn.includes('class="rich__mention rich__mention--own"'));
  assert.ok(drawn.endsWith(" @nobody</p></div>"));
});

Deno.test("typed numbers stay", () => {
  assert.match(draw("3. a\n7. b"), /<li value="3">.*<li value="7">/);
});

Deno.test("emoji alone are big, and with a word they are not", () => {
  assert.match(draw("🎉 🚀"), /rich--emoji/);
  assert.doesNotMatch(draw("🎉 yes"), /rich--emoji/);
});
