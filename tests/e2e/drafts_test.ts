/** Drafts: the same in all tabs, with what they answer and change, and of nothing that is gone. */

import assert from "node:assert/strict";
import { register } from "../support/account.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { comeIn } from "../support/browser_keys.ts";
import { eventually } from "../support/eventually.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";

let fixture: Fixture;
let browser: SharedBrowser;
let ada: Visitor;
let noor: Visitor;

Deno.test.beforeAll(async () => {
  [fixture, browser] = await Promise.all([startFixture(), SharedBrowser.launch()]);
  const { origin } = fixture.server;
  [ada, noor] = await Promise.all([browser.visitor(origin), browser.visitor(origin)]);
  const accounts = [
    await register(origin, "ada", { fullName: "Ada Example" }),
    await register(origin, "noor", { fullName: "Noor Placeholder" }),
  ] as const;
  await register(origin, "omar", { fullName: "Omar Absent" });
  await Promise.all([comeIn(ada, accounts[0]), comeIn(noor, accounts[1])]);
  await Promise.all([ada.openPerson("Noor Placeholder"), noor.openPerson("Ada Example")]);
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

const bar = ({ page }: Visitor) => page.locator(".composing");
const hint = ({ page }: Visitor) => page.locator(".composer__hint");

async function writes(visitor: Visitor, text: string | RegExp): Promise<void> {
  await eventually(async () => {
    const written = await visitor.writing.inputValue();
    if (typeof text === "string") assert.equal(written, text);
    else assert.match(written, text);
  });
}

/** By the key of the message, wherever the tools stand. */
async function act(visitor: Visitor, text: string, key: string): Promise<void> {
  await visitor.log.locator(".message", { hasText: text }).last().focus();
  await visitor.page.keyboard.press(key);
}

/** Another tab of Ada's on the conversation with Noor. */
async function second(): Promise<Visitor> {
  const tab = await ada.tab();
  await tab.page.goto("/chat");
  await tab.ready();
  await tab.openPerson("Noor Placeholder");
  return tab;
}

Deno.test("what is typed in one tab stands in the other, and what is sent there is gone here", async () => {
  const tab = await second();
  await ada.writing.pressSequentially("The bus leaves");
  await writes(tab, "The bus leaves");
  await tab.writing.pressSequentially(" at noon");
  await writes(ada, "The bus leaves at noon");
  await tab.press("Send");
  await writes(ada, "");
  await writes(tab, "");
  // Enter in the other tab finds nothing to be sent a second time.
  await ada.writing.press("Enter");
  await noor.sees("The bus leaves at noon");
  await ada.handedIn("The bus leaves at noon");
  assert.equal(await noor.count("The bus leaves at noon"), 1);
  await tab.page.close();
});

Deno.test("two tabs that type and send at once lose nothing and send nothing twice", async () => {
  const tab = await second();
  const [lower, upper] = ["abcdefghij", "KLMNOPQRST"];
  /** Each letter after the last one of its own, or at the end. */
  const type = (visitor: Visitor, words: string, own: string) =>
    visitor.writing.evaluate(async (field: HTMLTextAreaElement, [words, own]) => {
      for (const letter of words) {
        const before = [...field.value.matchAll(new RegExp(own, "g"))].at(-1)?.index;
        const at = (before ?? field.value.length - 1) + 1;
        field.setRangeText(letter, at, at, "end");
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }, [words, own] as const);
  await Promise.all([type(ada, lower!, "[a-z]"), type(tab, upper!, "[A-Z]")]);
  await eventually(async () => {
    const both = await Promise.all([ada.writing.inputValue(), tab.writing.inputValue()]);
    assert.equal(both[0], both[1]);
    assert.equal(both[0].match(/[a-z]/g)?.join(""), lower);
    assert.equal(both[0].match(/[A-Z]/g)?.join(""), upper);
  });
  await ada.writing.fill("Only one of us");
  await writes(tab, "Only one of us");
  await Promise.all([ada, tab].map(({ writing }) => writing.press("Enter")));
  await noor.sees("Only one of us");
  await writes(ada, "");
  await writes(tab, "");
  await ada.send("After that");
  await noor.sees("After that");
  assert.equal(await noor.count("Only one of us"), 1);
  await tab.page.close();
});

Deno.test("an edit in progress outlives a look elsewhere and a reload, and so does an answer", async () => {
  for (const text of ["Shall we go?", "See you at too"]) {
    await ada.send(text);
    await noor.sees(text);
    await ada.handedIn(text);
  }
  await ada.writing.pressSequentially("And the tickets?");
  await act(ada, "Shall we go?", "r");
  await bar(ada).getByText("Reply to Ada Example").waitFor();
  await act(ada, "See you at too", "e");
  await writes(ada, "See you at too");
  await ada.writing.fill("See you at two");
  await ada.openPerson("Omar Absent");
  await writes(ada, "");
  assert.equal(await bar(ada).count(), 0);
  const row = ada.page.locator(".row", { hasText: "Noor Placeholder" });
  await row.locator(".row__line", { hasText: "Draft: See you at two" }).waitFor();
  for (const again of ["look", "reload"]) {
    if (again === "reload") {
      await ada.page.reload();
      await ada.ready();
    }
    await ada.openPerson("Noor Placeholder");
    await writes(ada, "See you at two");
    await bar(ada).getByText("Editing your message").waitFor();
    await bar(ada).getByText("See you at too").waitFor();
  }
  await ada.press("Save changes");
  await noor.sees("See you at two");
  await bar(ada).getByText("Reply to Ada Example").waitFor();
  await writes(ada, "And the tickets?");
  await bar(ada).getByText("Shall we go?").waitFor();
  await ada.press("Send");
  await noor.log.locator(".message", { hasText: "And the tickets?" }).getByText("Shall we go?")
    .waitFor();
  assert.equal(await bar(ada).count(), 0);
});

Deno.test("of a message that is taken back or changed, nothing stays in what is open", async () => {
  await noor.send("The code is 1234");
  await ada.sees("The code is 1234");
  await noor.handedIn("The code is 1234");
  await ada.writing.fill("Thank you");
  await act(ada, "The code is 1234", "r");
  await bar(ada).getByText("The code is 1234").waitFor();
  await act(noor, "The code is 1234", "e");
  await noor.writing.fill("The code is 9876");
  await noor.press("Save changes");
  await bar(ada).getByText("The code is 9876").waitFor();
  assert.equal(await ada.page.getByText("1234").count(), 0);
  // Its menu is open, too.
  await act(ada, "The code is 9876", "+");
  await ada.page.locator(".popup").waitFor();
  await act(noor, "The code is 9876", "Delete");
  await noor.press("Delete for everybody");
  await bar(ada).waitFor({ state: "detached" });
  await ada.page.locator(".popup").waitFor({ state: "detached" });
  await hint(ada).getByText("The message that you were answering was taken back.").waitFor();
  assert.equal(await ada.page.getByText("9876").count(), 0);
  await writes(ada, "Thank you");
  await ada.writing.fill("");
});

Deno.test("details and edits of a message that its own person takes back elsewhere close", async () => {
  const tab = await second();
  for (const text of ["First version", "To be changed"]) {
    await ada.send(text);
    await ada.handedIn(text);
  }
  await act(ada, "First version", "e");
  await ada.writing.fill("Second version");
  await ada.press("Save changes");
  await ada.sees("Second version");
  await act(tab, "To be changed", "e");
  await writes(tab, "To be changed");
  await writes(ada, "To be changed");
  await act(tab, "Second version", "i");
  await tab.page.getByRole("dialog").getByText("First version").waitFor();
  for (const text of ["Second version", "To be changed"]) {
    await act(ada, text, "Delete");
    await ada.press("Delete for everybody");
  }
  await tab.page.getByRole("dialog").getByText("First version").waitFor({ state: "detached" });
  await bar(tab).waitFor({ state: "detached" });
  await writes(tab, "");
  await writes(ada, "");
  await tab.page.close();
});

Deno.test("what is typed is sent as it stands, and what cannot be is said", async () => {
  const code = "    if (late) {\n      run();\n    }";
  await ada.writing.fill(`\n\n${code}\n\n`);
  await ada.press("Send");
  const shown = noor.log.locator(".message__text").last();
  await eventually(async () => assert.equal(await shown.evaluate((one) => one.textContent), code));
  await ada.writing.fill("red\u001b[31m");
  await hint(ada).getByText("Control characters are left out").waitFor();
  await ada.writing.fill("\u200b\u2800\u3164");
  await hint(ada).getByText("Nobody could see anything of this message.").waitFor();
  await ada.writing.press("Enter");
  assert.equal(await ada.writing.inputValue(), "\u200b\u2800\u3164", "it stays in the field");
  await ada.writing.fill("");
});

Deno.test("an edit of which nothing is left asks whether the message shall go", async () => {
  await ada.send("Short lived");
  await ada.handedIn("Short lived");
  await act(ada, "Short lived", "e");
  await writes(ada, "Short lived");
  await ada.writing.fill("");
  await hint(ada).getByText("Nothing is left of this message.").waitFor();
  await ada.writing.press("Enter");
  await ada.page.getByRole("dialog", { name: "Delete this message?" }).waitFor();
  await ada.press("Cancel");
  await bar(ada).getByText("Editing your message").waitFor();
  await ada.writing.press("Enter");
  await ada.press("Delete for everybody");
  await bar(ada).waitFor({ state: "detached" });
  await eventually(async () => assert.equal(await noor.page.getByText("Short lived").count(), 0));
});

Deno.test("a folder that is dropped is named, and the files beside it are attached", async () => {
  const parent = await Deno.makeTempDir({ prefix: "talkywalky-drop-" });
  try {
    await Deno.mkdir(`${parent}/Holidays`);
    await Deno.writeTextFile(`${parent}/Holidays/one.txt`, "one");
    await Deno.writeTextFile(`${parent}/list.txt`, "list");
    const session = await ada.context.newCDPSession(ada.page);
    const { x, y } = (await ada.log.boundingBox())!;
    for (const type of ["dragEnter", "dragOver", "drop"] as const) {
      await session.send("Input.dispatchDragEvent", {
        type,
        x: x + 100,
        y: y + 100,
        data: {
          items: [],
          files: [`${parent}/Holidays`, `${parent}/list.txt`],
          dragOperationsMask: 1,
        },
      });
    }
    await hint(ada).getByText("Folders cannot be sent, only the files in them: Holidays").waitFor();
    await ada.button("Remove list.txt").click();
  } finally {
    await Deno.remove(parent, { recursive: true });
  }
  for (const visitor of [ada, noor]) assert.deepEqual(visitor.violations, []);
});
