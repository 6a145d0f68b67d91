/** Marks piled up on letters, wherever somebody can write: they stay in their own row. */

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { DatabaseSync } from "node:sqlite";
import { register } from "../support/account.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { stretched, within } from "../support/patience.ts";
import { adaAndNoor } from "../support/two_people.ts";

let fixture: Fixture;
let browser: SharedBrowser;
let ada: Visitor;
let noor: Visitor;

Deno.test.beforeAll(async () => {
  fixture = await startFixture();
  browser = await SharedBrowser.launch();
  [ada, noor] = await adaAndNoor(browser, fixture.server.origin);
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

/** `letters`, each under and over a tower of marks. */
function piled(letters: string, high = 60): string {
  const tower = "\u0302".repeat(high) + "\u0323".repeat(high);
  return [...letters].map((letter) => letter + tower).join("");
}

/** What is painted where the elements of `around` stand must not change when `what` is not drawn. */
async function staysInItsPlace({ page }: Visitor, what: string, around: string[]): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  const boxes = await Promise.all(around.map((one) => page.locator(one).last().boundingBox()));
  const shots = () =>
    Promise.all(boxes.map((clip) => page.screenshot({ clip: clip!, animations: "disabled" })));
  const drawn = await shots();
  const put = async (visibility: string) =>
    await page.locator(what).last().evaluate(
      (element, visibility) => (element as HTMLElement).style.visibility = visibility,
      visibility,
    );
  await put("hidden");
  const without = await shots();
  await put("");
  drawn.forEach((shot, i) => {
    assert.ok(shot.equals(without[i]!), `${what} is painted over ${around[i]}`);
  });
}

Deno.test("a message with piled marks leaves the rows above and below it as they are", async () => {
  await ada.send("The line above.");
  await ada.handedIn("The line above.");
  await noor.send(piled("towers"));
  await noor.send("The line below.");
  await ada.sees("The line below.");
  const text = (n: number) => `.message:nth-last-child(${n} of .message) .message__text`;
  await ada.page.locator(text(2)).waitFor();
  const above = ".message:has-text('The line above.') .message__text";
  const below = ".message:has-text('The line below.') .message__text";
  const towers = ".message:has-text('\u0302') .message__text";
  await staysInItsPlace(noor, towers, [above, below]);
  await staysInItsPlace(ada, towers, [above, below]);
});

Deno.test("the names of a room and of a file are shown with as many marks as a script needs", async () => {
  await ada.press("New room");
  await ada.page.getByLabel("Room name").fill(piled("Qfqfq", 4));
  await ada.page.getByRole("radio", { name: "Open to everyone" }).check();
  await ada.press("Create room");
  await ada.page.getByRole("dialog").getByText(/more of them on one letter than any script needs/)
    .first().waitFor();
  await ada.page.getByLabel("Room name").fill(piled("Qfqfq", 2));
  await ada.press("Create room");
  const title = ada.page.getByRole("heading", { level: 1 });
  await title.filter({ hasText: "Q" }).waitFor();
  const rooms = noor.page.getByRole("navigation", { name: "Rooms" });
  await rooms.getByRole("button", { name: /Join$/ }).waitFor();
  for (const one of [title, rooms]) assert.doesNotMatch(await one.innerText(), /\p{M}{5}/u);
  assert.doesNotMatch(await ada.log.innerText(), /\p{M}{5}/u);

  await ada.openPerson("Noor Placeholder");
  await ada.page.locator(".composer input[type=file]").setInputFiles({
    name: `${piled("report", 10)}.txt`,
    mimeType: "text/plain",
    buffer: Buffer.from("x"),
  });
  await ada.press("Send");
  const file = noor.log.locator(".file-name").last();
  await file.waitFor();
  assert.doesNotMatch(await file.innerText(), /\p{M}{5}/u);
});

Deno.test("a name that the directory has with piled marks is shown without the pile", async () => {
  await register(fixture.server.origin, "omar", { fullName: "Omar Absent" });
  const directory = new DatabaseSync(`${fixture.dataDir}/directory.db`);
  directory.prepare("UPDATE person SET full_name = ? WHERE uid = ?").run(piled("Qfq", 20), "omar");
  directory.close();
  const people = noor.page.getByRole("navigation", { name: "People" });
  await eventually(async () => {
    await noor.page.reload();
    await noor.ready();
    await people.getByRole("button", { name: /^Q/ }).waitFor({ timeout: stretched(2_000) });
  });
  assert.doesNotMatch(await people.innerText(), /\p{M}{5}/u);
  await noor.openPerson("Ada Example");
});

Deno.test("a message that is marks and nothing else, and a draft of them, hold no page up", async () => {
  const { page } = ada;
  const goOn = async () => {
    await ada.writing.fill(piled("x", 2_000));
    await staysInItsPlace(ada, ".composer__field", [".message .message__text", ".composer__hint"]);
    await ada.press("Send");
    await noor.send("Still here.");
    await ada.sees("Still here.");
  };
  await within(goOn(), "what others say", 15_000);
  assert.deepEqual([...ada.violations, ...noor.violations], []);
  await page.close();
});
