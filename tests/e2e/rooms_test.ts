/** What happens in rooms and conversations, in real browsers in three zones of the world. */

import assert from "node:assert/strict";
import { type Account, enrol, register } from "../support/account.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { comeIn, settleIn } from "../support/browser_keys.ts";
import { eventually } from "../support/eventually.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { keepsWidth } from "../support/message_acts.ts";

/** 25 hours apart, so that it is never the same date for both. */
const EAST = "Pacific/Kiritimati";
const WEST = "Pacific/Pago_Pago";

let fixture: Fixture;
let browser: SharedBrowser;
let ida: Visitor;
let jonas: Visitor;
let kaya: Visitor;
/** Without a browser, but for tests that carry the keys into one. */
let lee: Account;

Deno.test.beforeAll(async () => {
  // A revocation list that also holds for a sender whose clock is a day ahead.
  fixture = await startFixture({ env: { TW_CRL_HOURS: "240" } });
  const { origin } = fixture.server;
  browser = await SharedBrowser.launch();
  [ida, jonas, kaya] = await Promise.all([
    browser.visitor(origin),
    browser.visitor(origin, { timezoneId: EAST }),
    browser.visitor(origin, { timezoneId: WEST }),
  ]);
  [, , , lee] = await Promise.all([
    settleIn(ida, origin, "ida", "Ida Marble"),
    settleIn(jonas, origin, "jonas", "Jonas Fern"),
    settleIn(kaya, origin, "kaya", "Kaya Elm"),
    register(origin, "lee", { fullName: "Lee Sample" }),
  ]);
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

/** Tries to send `text` in a conversation that is closed to this person: it stays in the field. */
async function cannotSend(visitor: Visitor, text: string): Promise<void> {
  assert.equal(await visitor.button("Send").getAttribute("aria-disabled"), "true");
  await visitor.writing.fill(text);
  await visitor.writing.press("Enter");
  assert.equal(await visitor.writing.inputValue(), text);
  assert.equal(await visitor.count(text), 0);
}

Deno.test("a room by invitation is seen and read only by those who were invited", async () => {
  await ida.createRoom("Kitchen", "By invitation");
  await ida.send("Before anybody came.");
  await ida.handedIn("Before anybody came.");
  await ida.createRoom("Courtyard", "Open to everyone");
  await ida.openRoom("Kitchen");
  // Those who see the later room would see the earlier one, too.
  for (const visitor of [jonas, kaya]) {
    await visitor.joining("Courtyard").waitFor();
    assert.equal(await visitor.page.getByText("Kitchen").count(), 0);
  }
  await ida.invite("Jonas Fern");
  await ida.send("Welcome to the kitchen.");
  await jonas.openRoom("Kitchen");
  await jonas.sees("Welcome to the kitchen.");
  await jonas.log.getByText("What was said before you came in was not sealed for you").waitFor();
  assert.equal(await jonas.count("Before anybody came."), 0);
  await jonas.send("Smells good in here.");
  await ida.sees("Smells good in here.");
  await kaya.page.reload();
  await kaya.joining("Courtyard").waitFor();
  assert.equal(await kaya.page.getByText("Kitchen").count(), 0);
});

Deno.test("somebody who was removed is told, reads nothing more and can send nothing", async () => {
  await ida.createRoom("Cellar", "By invitation");
  await ida.invite("Jonas Fern");
  await ida.send("Mind the stairs.");
  await jonas.openRoom("Cellar");
  await jonas.sees("Mind the stairs.");

  await ida.press("Members");
  await ida.press("Remove Jonas Fern");
  await ida.press("Remove now");
  await ida.log.getByText("Ida Marble removed Jonas Fern.").waitFor();
  await ida.press("Close members");
  await jonas.page.getByText("You are no longer in this conversation.").waitFor();
  await cannotSend(jonas, "Let me back in.");
  await ida.send("Now among ourselves.");
  await ida.handedIn("Now among ourselves.");
  await jonas.page.reload();
  await jonas.ready();
  assert.equal(await jonas.room("Cellar").count(), 0);
  assert.equal(await jonas.page.getByText("Now among ourselves.").count(), 0);
});

Deno.test("somebody who leaves an open room finds it among those to join, and may come back", async () => {
  await ida.createRoom("Attic", "Open to everyone");
  await kaya.joinRoom("Attic");
  await ida.log.getByText("Kaya Elm joined.").waitFor();
  await kaya.press("Leave room");
  await kaya.press("Leave now");
  await kaya.joining("Attic").waitFor();
  assert.equal(await kaya.room("Attic").count(), 0);
  await ida.log.getByText("Kaya Elm left.").waitFor();
  await ida.send("Said while she was away.");
  await ida.handedIn("Said while she was away.");

  await kaya.joinRoom("Attic");
  await ida.send("Said when she was back.");
  await kaya.sees("Said when she was back.");
  assert.equal(await kaya.count("Said while she was away."), 0);
});

Deno.test("messages that are not on the screen are counted in the list and in the title", async () => {
  await ida.openPerson("Jonas Fern");
  await jonas.openPerson("Kaya Elm");
  const row = jonas.person("Ida Marble");
  const counts = jonas.page.locator(".count");
  const total = async () => {
    const shown = await counts.allInnerTexts();
    return shown.reduce((sum, text) => sum + Number(/\d+/.exec(text)![0]), 0);
  };
  const before = await total();
  assert.doesNotMatch(await row.textContent() ?? "", /unread/);
  await ida.send("One.");
  await ida.send("Two.");
  await row.and(jonas.page.getByRole("button", { name: /, 2 unread/ })).waitFor();
  await eventually(async () =>
    assert.match(await jonas.page.title(), new RegExp(`^\\(${before + 2}\\) `))
  );
  await jonas.page.reload();
  await jonas.ready();
  await row.and(jonas.page.getByRole("button", { name: /, 2 unread/ })).waitFor();

  await jonas.openPerson("Ida Marble");
  await jonas.sees("Two.");
  await eventually(async () => assert.equal(await total(), before));
  await jonas.page.reload();
  await jonas.ready();
  await eventually(async () => assert.equal(await total(), before));
});

Deno.test("others see at once that somebody has come, and that they have closed their browser", async () => {
  const visitor = await browser.visitor(fixture.server.origin);
  await ida.openPerson("Lee Sample");
  const state = ida.page.getByText("@lee · ");
  await state.getByText("Offline").or(state.getByText("Last seen")).waitFor();
  await comeIn(visitor, lee);
  await state.getByText("Online").waitFor();
  await ida.person("Lee Sample").and(ida.page.getByRole("button", { name: /, Online/ })).waitFor();
  await visitor.close();
  await state.getByText("Last seen").waitFor();
  await ida.person("Lee Sample").and(ida.page.getByRole("button", { name: /, Last seen/ }))
    .waitFor();
});

Deno.test("two tabs of one profile write into one conversation without refusing each other", async () => {
  const other = await ida.tab();
  try {
    await other.page.goto("/chat");
    await other.ready();
    await ida.openPerson("Kaya Elm");
    await other.openPerson("Kaya Elm");
    await kaya.openPerson("Ida Marble");
    const texts = Array.from({ length: 12 }, (_, i) => `Line ${i + 1} of the two tabs.`);
    for (const [i, text] of texts.entries()) {
      // What is begun is one for both: each begins when the other has sent what was there.
      for (const tab of [ida, other]) {
        await eventually(async () => assert.equal(await tab.writing.inputValue(), ""));
      }
      const tab = i % 2 === 0 ? ida : other;
      await tab.writing.fill(text);
      // By key: a tab in the background is drawn once a second, which a click waits for.
      await tab.writing.press("Enter");
    }
    for (const visitor of [ida, other, kaya]) {
      for (const text of texts) await visitor.sees(text);
    }
    // Every one of them was acknowledged, and each stands there once.
    for (const tab of [ida, other]) {
      await eventually(async () => {
        assert.equal(await tab.log.getByTitle("Sending").count(), 0);
        assert.equal(await tab.button("Retry").count(), 0);
      });
    }
    for (const visitor of [ida, other, kaya]) {
      assert.equal(await visitor.log.getByText(/of the two tabs\.$/).count(), texts.length);
      assert.equal(await visitor.log.locator("[data-reason]").count(), 0);
    }
  } finally {
    await other.page.close();
  }
});

Deno.test("markup, emoji, right-to-left script and ten thousand characters are shown as text", async () => {
  await ida.openPerson("Jonas Fern");
  await jonas.openPerson("Ida Marble");
  const texts = [
    `<img src=x onerror="document.title='marked'"><b>bold</b><script>document.title='run'</script>`,
    "</p><style>*{display:none}</style>&lt;&amp;{{7*7}}${7*7}",
    "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 नमस्ते 你好",
    "مرحبا، كيف حالك اليوم؟",
    "A long one: " + "abcdefghi ".repeat(998) + "the end.",
  ];
  assert.equal(texts.at(-1)!.length, 10_000);
  for (const text of texts) {
    await ida.send(text);
    await jonas.sees(text);
    const shown = jonas.log.locator(".message__text").last();
    assert.equal(await shown.textContent(), text);
    // Nothing but the plain elements that hold text here.
    assert.equal(await shown.locator(":not(div, p, span)").count(), 0);
    const direction = await shown.locator("p").evaluate((element) =>
      getComputedStyle(element).direction
    );
    assert.equal(direction, text.startsWith("مرحبا") ? "rtl" : "ltr", text.slice(0, 20));
  }
  assert.doesNotMatch(await jonas.page.title(), /marked|run/);
  // The long one must not push the page sideways.
  await keepsWidth(jonas);
});

Deno.test("hours and days stand in the reader's zone", async () => {
  await ida.createRoom("Clockwork", "Open to everyone");
  await ida.send("What time is it?");
  const days = new Set<string>();
  for (const [visitor, timeZone] of [[jonas, EAST], [kaya, WEST]] as const) {
    await visitor.joinRoom("Clockwork");
    await ida.send(`Welcome, ${timeZone}.`);
    await visitor.sees(`Welcome, ${timeZone}.`);
    const group = visitor.log.locator(".group", { hasText: `Welcome, ${timeZone}.` });
    const iso = (await group.locator("time").first().getAttribute("datetime"))!;
    const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone });
    assert.equal(await group.locator("time").first().innerText(), clock.format(new Date(iso)));
    const date = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone });
    const heading = visitor.log.getByRole("heading");
    assert.deepEqual(await heading.allInnerTexts(), ["Today"]);
    const day = (await heading.locator("time").getAttribute("datetime"))!;
    assert.equal(day, date.format(new Date(iso)));
    days.add(day);
  }
  // The same hour of the world; on its two edges the day is never the same.
  assert.equal(days.size, 2);
});

/** While `work` runs nothing goes out from the visitor's browser or comes in. */
async function offline({ context }: Visitor, work: () => Promise<void>): Promise<void> {
  await context.setOffline(true);
  await work();
  await context.setOffline(false);
}

/** Lee sets up a new browser, and reads there. */
async function leeReads(text: string): Promise<void> {
  const visitor = await browser.visitor(fixture.server.origin);
  await comeIn(visitor, lee);
  await visitor.openPerson("Kaya Elm");
  await visitor.sees(text);
  await visitor.close();
}

Deno.test("a message that fails says why, offers to retry, and then goes through", async () => {
  // The two have met, in a room.
  const old = await browser.visitor(fixture.server.origin);
  await comeIn(old, lee);
  await old.joinRoom("Clockwork");
  await old.send("Always nine.");
  await kaya.openRoom("Clockwork");
  await kaya.sees("Always nine.");
  await old.close();
  await kaya.openPerson("Lee Sample");
  await offline(kaya, async () => {
    await kaya.send("At nine, as always?");
    await kaya.log.getByTitle("Sending").waitFor();
    lee = await enrol(fixture.server.origin, lee);
  });
  await kaya.log.getByText("Lee Sample uses other keys than before.").waitFor();
  await kaya.press("Accept new keys");
  // They are taken when the server was asked once more: before, it would fail as it did.
  await kaya.button("Accept new keys").waitFor({ state: "detached" });
  assert.equal(await kaya.log.getByTitle("Sent").count(), 0);
  await kaya.press("Retry");
  await kaya.handedIn("At nine, as always?");
  assert.equal(await kaya.button("Retry").count(), 0);
  assert.equal(await kaya.count("At nine, as always?"), 1);
  await leeReads("At nine, as always?");
});

Deno.test("a message sealed for keys that were replaced meanwhile waits until the new ones are accepted", async () => {
  await kaya.openPerson("Lee Sample");
  await kaya.send("Bring the map.");
  await kaya.handedIn("Bring the map.");
  await offline(kaya, async () => {
    await kaya.send("And a torch.");
    await kaya.log.getByTitle("Sending").waitFor();
    lee = await enrol(fixture.server.origin, lee);
  });
  await kaya.button("Accept new keys").waitFor();
  await kaya.log.getByTitle("Sending").waitFor();
  await kaya.press("Accept new keys");
  await kaya.handedIn("And a torch.");
  assert.equal(await kaya.count("And a torch."), 1);
  await leeReads("And a torch.");
});

Deno.test("none of the pages broke a rule of its content security policy", () => {
  for (const visitor of [ida, jonas, kaya]) assert.deepEqual(visitor.violations, []);
});
