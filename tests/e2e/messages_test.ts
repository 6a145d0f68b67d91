/** What people do with messages, in real browsers. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { type Account, register } from "../support/account.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { comeIn, settleIn, storedInBrowser } from "../support/browser_keys.ts";
import { eventually } from "../support/eventually.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import {
  chooseFor,
  chooseInHeader,
  glimpses,
  isInView,
  keepsWidth,
  messageOf,
  openMessageMenu,
  useTool,
} from "../support/message_acts.ts";

/** Higher than a screen. */
const TALL = Array.from({ length: 60 }, (_, i) => `Line ${i + 1}`).join("\n");

let fixture: Fixture;
let browser: SharedBrowser;
let ada: Visitor;
let noor: Visitor;
/** Known before the browser is, so that certificates can be compared. */
let adaAccount: Account;

Deno.test.beforeAll(async () => {
  fixture = await startFixture();
  const { origin } = fixture.server;
  browser = await SharedBrowser.launch();
  [ada, noor] = await Promise.all([browser.visitor(origin), browser.visitor(origin)]);
  [adaAccount] = await Promise.all([
    register(origin, "ada", { fullName: "Ada Example" }),
    settleIn(noor, origin, "noor", "Noor Placeholder"),
    // Never comes.
    register(origin, "omar", { fullName: "Omar Absent" }),
  ]);
  await comeIn(ada, adaAccount);
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

/** Both look at what they say to each other. */
async function together(): Promise<void> {
  await ada.openPerson("Noor Placeholder");
  await noor.openPerson("Ada Example");
}

/** Sends, and waits until the other sees it. */
async function say(from: Visitor, to: Visitor, text: string): Promise<void> {
  await from.send(text);
  const line = text.split("\n", 1)[0]!;
  await messageOf(to, line).waitFor();
  await from.handedIn(line);
}

Deno.test("a reply quotes what it answers, and leads back to it", async () => {
  await together();
  await say(ada, noor, "Which colour for the door?");
  await noor.send(TALL);
  await useTool(noor, "Which colour", "Reply");
  await noor.page.getByText("Reply to Ada Example").waitFor();
  await noor.send("Blue, like the sea.");
  const quote = messageOf(ada, "Blue, like").locator(".quote");
  await quote.waitFor();
  assert.match(await quote.innerText(), /Ada Example\s+Which colour for the door\?/);
  assert.equal(await noor.page.getByText("Reply to Ada Example").count(), 0);

  const mark = messageOf(ada, "Which colour").and(ada.page.locator(".message--reached"));
  await glimpses(mark, () => quote.click());
  await isInView(ada, "Which colour");
  await messageOf(ada, "Which colour").getByRole("button", { name: "1 reply" }).click();
  await isInView(ada, "Blue, like");
});

Deno.test("only one's own message can be edited; others see the new words and that it was edited", async () => {
  await together();
  await say(ada, noor, "The bus leaves at nine.");
  await useTool(ada, "The bus leaves", "Edit");
  await ada.writing.fill("The bus leaves at ten.");
  await ada.press("Save changes");
  for (const visitor of [ada, noor]) {
    await visitor.sees("The bus leaves at ten.");
    await messageOf(visitor, "The bus leaves").getByText("edited", { exact: true }).waitFor();
    assert.equal(await visitor.count("The bus leaves at nine."), 0);
  }
  const menu = await openMessageMenu(noor, "The bus leaves");
  assert.equal(
    await messageOf(noor, "The bus leaves").getByRole("button", { name: "Edit" }).count(),
    0,
  );
  await menu.getByRole("button", { name: "Message details" }).waitFor();
  assert.equal(await menu.getByRole("button", { name: "Edit" }).count(), 0);
  assert.equal(await menu.getByRole("button", { name: "Delete" }).count(), 0);
  await menu.getByRole("button", { name: "Message details" }).click();
  const details = noor.page.getByRole("dialog", { name: "Message details" });
  await details.getByText("The bus leaves at nine.").waitFor();
  await noor.page.keyboard.press("Escape");
  await details.waitFor({ state: "hidden" });
});

Deno.test("a message that was deleted is gone from every screen, and stays gone", async () => {
  await together();
  await say(ada, noor, "The key is under the mat.");
  await chooseFor(ada, "The key is under", "Delete");
  await ada.press("Delete for everybody");
  await ada.log.getByText("You took this message back").waitFor();
  await noor.log.getByText("Ada Example took this message back").waitFor();
  // Not even the words for screen readers, which had said it.
  const left = () => noor.page.getByText("The key is under the mat.").count();
  await eventually(async () => assert.equal(await left(), 0));
  await noor.page.reload();
  await noor.ready();
  await noor.openPerson("Ada Example");
  await noor.log.getByText("Ada Example took this message back").waitFor();
  for (const visitor of [ada, noor]) {
    assert.equal(await visitor.page.getByText("The key is under the mat.").count(), 0);
  }
});

Deno.test("reactions are counted over people, and pressing one's own takes it back", async () => {
  await together();
  await say(ada, noor, "We are going to the lake.");
  const under = (visitor: Visitor) => messageOf(visitor, "to the lake").locator(".reaction");
  await useTool(noor, "to the lake", "React");
  await noor.press("React with 👍");
  const adas = under(ada);
  await adas.waitFor();
  assert.equal(await adas.getAttribute("aria-pressed"), "false");
  assert.equal(await adas.locator(".said").textContent(), "👍 by Noor Placeholder");
  await adas.click();
  for (const visitor of [ada, noor]) {
    await eventually(async () => {
      assert.equal(await under(visitor).locator(".reaction__count").innerText(), "2");
      assert.equal(await under(visitor).getAttribute("aria-pressed"), "true");
    });
  }
  await under(noor).click();
  for (const visitor of [ada, noor]) {
    await eventually(async () =>
      assert.equal(await under(visitor).locator(".reaction__count").innerText(), "1")
    );
  }
  await adas.click();
  for (const visitor of [ada, noor]) await under(visitor).waitFor({ state: "detached" });
});

Deno.test("a mention is completed while one types, stands out for whom it names, and is counted", async () => {
  await ada.createRoom("Harbour", "Open to everyone");
  await noor.joinRoom("Harbour");
  await ada.log.getByText("Noor Placeholder joined.").waitFor();
  await noor.openPerson("Ada Example");
  await ada.writing.pressSequentially("Ask @noo");
  await ada.page.getByRole("option", { name: /Noor Placeholder/ }).waitFor();
  await ada.writing.press("Tab");
  assert.equal(await ada.writing.inputValue(), "Ask @noor ");
  await ada.writing.pressSequentially("about the boat.");
  await ada.writing.press("Enter");
  await noor.room("Harbour").and(noor.page.getByRole("button", { name: /1 mention/ })).waitFor();
  await noor.openRoom("Harbour");
  const row = messageOf(noor, "about the boat");
  await row.and(noor.page.locator(".message--mention")).waitFor();
  assert.equal(await row.locator(".rich__mention--own").innerText(), "@noor");
  assert.equal(await messageOf(ada, "about the boat").locator(".rich__mention--own").count(), 0);
  assert.equal(await messageOf(ada, "about the boat").locator(".rich__mention").count(), 1);
  await eventually(async () =>
    assert.doesNotMatch(await noor.room("Harbour").innerText(), /mention/)
  );
});

Deno.test("a pinned message stands in the bar of everybody until it is unpinned", async () => {
  await together();
  await say(ada, noor, "Meet at the fountain.");
  await chooseFor(ada, "Meet at the fountain", "Pin");
  const bar = noor.page.getByRole("region", { name: "Pinned messages" });
  await bar.getByText("Meet at the fountain.").waitFor();
  await say(ada, noor, TALL);
  await bar.getByTitle("Go to this message").click();
  await isInView(noor, "Meet at the fountain");
  await messageOf(noor, "Meet at the fountain").getByTitle("Pinned").waitFor();
  await chooseFor(noor, "Meet at the fountain", "Unpin");
  await ada.page.getByRole("region", { name: "Pinned messages" }).waitFor({ state: "detached" });
  await bar.waitFor({ state: "detached" });
  await noor.button("Jump to newest").click();
  await isInView(noor, "Line 60");
});

Deno.test("what was begun waits in its own conversation, also over a reload", async () => {
  await ada.openPerson("Noor Placeholder");
  await ada.writing.fill("Dear Noor, I meant to");
  await ada.openPerson("Omar Absent");
  assert.equal(await ada.writing.inputValue(), "");
  await ada.person("Noor Placeholder").and(ada.page.getByRole("button", { name: /Draft/ }))
    .waitFor();
  await eventually(async () =>
    assert.ok((await storedInBrowser(ada)).some((key) => key.startsWith("drafts/")))
  );
  await ada.page.reload();
  await ada.ready();
  await ada.openPerson("Noor Placeholder");
  await eventually(async () =>
    assert.equal(await ada.writing.inputValue(), "Dear Noor, I meant to")
  );
  await ada.writing.fill("");
  await ada.openPerson("Omar Absent");
  await eventually(async () =>
    assert.doesNotMatch(
      await ada.person("Noor Placeholder").innerText(),
      /Draft/,
    )
  );
});

Deno.test("an address can be followed, fetches nothing by itself, and never runs anything", async () => {
  await together();
  const asked: string[] = [];
  for (const visitor of [ada, noor]) {
    visitor.context.on("request", (request) => asked.push(request.url()));
  }
  await say(
    ada,
    noor,
    "Look: https://example.com/a?b=1 and javascript:alert(1) [x](javascript:alert(2)) " +
      "data:text/html,hi vbscript:x",
  );
  for (const visitor of [ada, noor]) {
    const links = messageOf(visitor, "Look:").locator("a");
    const hrefs = await links.evaluateAll((all) =>
      all.map((one) => [one.getAttribute("href"), one.getAttribute("rel")])
    );
    assert.ok(hrefs.some(([href]) => href === "https://example.com/a?b=1"), String(hrefs));
    for (const [href, rel] of hrefs) {
      assert.match(href!, /^https:\/\/example\.com\//);
      assert.match(rel!, /noopener noreferrer/);
    }
  }
  await say(ada, noor, "Nothing came of it.");
  const { host } = new URL(fixture.server.origin);
  assert.deepEqual(asked.filter((url) => /^(http|ws)/.test(url) && new URL(url).host !== host), []);
});

Deno.test("bold, italic, code and quotes are drawn as what they are", async () => {
  await together();
  await ada.send("This is **bold**, this *leans*, and `x < 1` is code.");
  await ada.send("> Said before\n\nAnd now:\n```js\nconst a = '<b>';\n**not bold**\n```");
  const plain = messageOf(noor, "this leans");
  await plain.waitFor();
  assert.equal(await plain.locator("strong").innerText(), "bold");
  assert.equal(await plain.locator("em").innerText(), "leans");
  assert.equal(await plain.locator("code").innerText(), "x < 1");
  const blocks = messageOf(noor, "And now:");
  assert.equal((await blocks.locator("blockquote").innerText()).trim(), "Said before");
  assert.equal(
    (await blocks.locator("pre code").textContent())?.trim(),
    "const a = '<b>';\n**not bold**",
  );
  assert.equal(await blocks.locator("strong").count(), 0);
});

Deno.test("a line stands above the first message that is new", async () => {
  await together();
  await noor.openRoom("Harbour");
  await ada.send("New is this.");
  await ada.send("And this.");
  await noor.person("Ada Example").and(noor.page.getByRole("button", { name: /2 unread/ }))
    .waitFor();
  await noor.openPerson("Ada Example");
  const line = noor.log.getByText("New messages", { exact: true });
  await line.waitFor();
  const [above, first, second] = await Promise.all([
    line.boundingBox(),
    messageOf(noor, "New is this.").boundingBox(),
    messageOf(noor, "And this.").boundingBox(),
  ]);
  assert.ok(above!.y < first!.y && first!.y < second!.y);
  assert.equal(
    await noor.log.locator(".newline + .group .message").first().innerText().then(
      (text) => text.includes("New is this."),
    ),
    true,
  );
});

Deno.test("a date leads to the first message of that day, and one without says so", async () => {
  await ada.createRoom("Calendar", "Open to everyone");
  await ada.send("The first word of the day.");
  await ada.send(TALL);
  await ada.send("The last word of the day.");
  await ada.handedIn("The last word of the day.");
  const jump = async (date: string) => {
    await ada.field("Date").fill(date);
    await ada.press("Jump");
  };
  await chooseInHeader(ada, "Jump to date");
  await jump("2999-01-01");
  await ada.page.getByText("Nothing was written on or after that date.").waitFor();
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(new Date());
  await jump(today);
  await ada.page.getByRole("dialog").waitFor({ state: "hidden" });
  await isInView(ada, "The first word of the day.");
});

Deno.test("the details of a message name the certificate that signed it", async () => {
  await together();
  await say(ada, noor, "Signed by me.");
  await chooseFor(noor, "Signed by me.", "Message details");
  const details = noor.page.getByRole("dialog", { name: "Message details" });
  await details.getByText("Signature and certificate hold").waitFor();
  const hash = createHash("sha256").update(adaAccount.certificates.sign).digest("hex");
  const shown = await details.locator(".details__fact", { hasText: "SHA-256 fingerprint" })
    .locator("code").innerText();
  assert.equal(shown.replaceAll(/[:\s]/g, "").toLowerCase(), hash);
  await details.getByText("@ada", { exact: true }).waitFor();
  await noor.page.keyboard.press("Escape");
  await details.waitFor({ state: "hidden" });
});

Deno.test("markup and ten thousand characters stay harmless", async () => {
  await together();
  const nasty = [
    `<img src=x onerror="document.title='ran'"> [a](javascript:document.title='ran')`,
    "*_~`[(".repeat(1_600) + "end of brackets",
    "> ".repeat(4_900) + "end of quotes",
    "a".repeat(9_990) + "endlessly",
  ];
  for (const text of nasty) {
    await ada.send(text);
    await noor.log.getByText(text.slice(-9)).last().waitFor();
  }
  assert.equal(await noor.log.locator("img, script, iframe").count(), 0);
  assert.doesNotMatch(await noor.page.title(), /ran/);
  await keepsWidth(noor);
  await say(noor, ada, "Still here.");
});

Deno.test("the pages had nothing to complain about", () => {
  for (const visitor of [ada, noor]) assert.deepEqual(visitor.complaints, []);
});
