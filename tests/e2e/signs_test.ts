/** What people see of each other's doings: that one writes, and how far a message came. */

import assert from "node:assert/strict";
import { register } from "../support/account.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { settleIn } from "../support/browser_keys.ts";
import { eventually } from "../support/eventually.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { messageOf, setSwitch } from "../support/message_acts.ts";

let fixture: Fixture;
let browser: SharedBrowser;
let ada: Visitor;
let noor: Visitor;

Deno.test.beforeAll(async () => {
  fixture = await startFixture();
  const { origin } = fixture.server;
  browser = await SharedBrowser.launch();
  [ada, noor] = await Promise.all([browser.visitor(origin), browser.visitor(origin)]);
  await Promise.all([
    settleIn(ada, origin, "ada", "Ada Example"),
    settleIn(noor, origin, "noor", "Noor Placeholder"),
    // Never comes.
    register(origin, "omar", { fullName: "Omar Absent" }),
  ]);
  // Where noor looks when she does not look at what ada says.
  await noor.createRoom("Harbour", "Open to everyone");
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

Deno.test("one sees that the other is writing, unless either does not want it", async () => {
  await ada.openPerson("Noor Placeholder");
  await noor.openPerson("Ada Example");
  const hint = noor.page.getByText("Ada Example is typing…");
  await ada.writing.pressSequentially("Hm");
  await hint.waitFor();
  await ada.writing.press("Enter");
  await hint.waitFor({ state: "detached" });

  await setSwitch(ada, "Privacy", "Say that I am writing", false);
  const sent: string[] = [];
  const received: string[] = [];
  const session = await ada.context.newCDPSession(ada.page);
  await session.send("Network.enable");
  session.on("Network.webSocketFrameSent", ({ response }) => sent.push(response.payloadData));
  session.on(
    "Network.webSocketFrameReceived",
    ({ response }) => received.push(response.payloadData),
  );
  await ada.writing.pressSequentially("Nobody shall know");
  await ada.writing.press("Enter");
  await noor.sees("Nobody shall know");
  assert.ok(sent.length > 0);
  assert.deepEqual(sent.filter((frame) => frame.includes('"typing"')), []);
  // Who hides it does not see it either: the hint comes, before the answer to what ada says.
  const hints = () => received.filter((frame) => frame.includes('"typing"'));
  assert.deepEqual(hints(), []);
  await noor.writing.pressSequentially("I do not hide it");
  // One, or more where the typing took longer than one is good for.
  await eventually(() => assert.ok(hints().length > 0));
  await ada.send("And I see nothing.");
  await ada.handedIn("And I see nothing.");
  assert.equal(await ada.page.getByText("Noor Placeholder is typing…").count(), 0);
  await noor.writing.press("Enter");
  await ada.sees("I do not hide it");
  await setSwitch(ada, "Privacy", "Say that I am writing", true);
  await session.detach();
});

Deno.test("the ticks say sent, delivered and read, and read only where the reader agrees", async () => {
  const tick = (text: string, state: string) =>
    messageOf(ada, text).getByTitle(state, { exact: true }).waitFor();
  await ada.openPerson("Omar Absent");
  await ada.send("Are you there?");
  await tick("Are you there?", "Sent");

  await noor.openRoom("Harbour");
  await ada.openPerson("Noor Placeholder");
  await ada.send("Has it arrived?");
  await tick("Has it arrived?", "Delivered");
  await noor.openPerson("Ada Example");
  await tick("Has it arrived?", "Read");

  await setSwitch(noor, "Privacy", "Say what I have read", false);
  await ada.send("And this one?");
  await noor.sees("And this one?");
  await tick("And this one?", "Delivered");
  await setSwitch(noor, "Privacy", "Say what I have read", true);
  await noor.openRoom("Harbour");
  await noor.openPerson("Ada Example");
  await tick("And this one?", "Read");

  // Who does not tell does not see either.
  await setSwitch(ada, "Privacy", "Say what I have read", false);
  await tick("And this one?", "Delivered");
  await setSwitch(ada, "Privacy", "Say what I have read", true);
  await tick("And this one?", "Read");
});

Deno.test("the pages had nothing to complain about", () => {
  for (const visitor of [ada, noor]) assert.deepEqual(visitor.complaints, []);
});
