/** What is being written, copied and printed in one engine. */

import assert from "node:assert/strict";
import { eventually } from "../support/eventually.ts";
import type { EngineVisitor } from "../support/engines/engine_visitor.ts";
import type { Target } from "../support/engines/look.ts";
import type { Cast } from "./stage.ts";

const FIELD: Target = { role: "field", name: "Message" };
/** More than are drawn at once. */
const LONG_MESSAGES = 25;
const BAR: Target = { css: ".composing" };

/** What one writes, and what the browser's own functions make of what was written. */
export function writingJourneys(cast: Cast): void {
  const { adaName, bobName } = cast;

  cast.journey(
    "a draft is the same in two tabs, and what is sent in one is gone from the other",
    async () => {
      const [ada, bob] = await Promise.all([cast.ada(), cast.bob()]);
      await ada.openPerson(bobName);
      await bob.openPerson(adaName);
      const tab = await ada.tab("/chat");
      await tab.ready();
      await tab.openPerson(bobName);
      await ada.fill("Message", "Half a line");
      await holds(tab, "Half a line");
      await tab.fill("Message", "Half a line, and the rest.");
      await holds(ada, "Half a line, and the rest.");
      await tab.pressButton("Send");
      await bob.sees("Half a line, and the rest.");
      for (const one of [ada, tab]) await holds(one, "");
      await tab.close();
    },
  );

  cast.journey("an edit in progress outlives a reload", async () => {
    const ada = await cast.ada();
    await ada.openPerson(bobName);
    await ada.send("Words to be changed.");
    await ada.sees("Words to be changed.");
    await ada.handedIn();
    await ada.press(FIELD);
    await ada.window.pressKeys("ArrowUp");
    await holds(ada, "Words to be changed.");
    await ada.fill("Message", "Words that are changed.");
    await ada.window.reload();
    await ada.ready();
    await ada.openPerson(bobName);
    await holds(ada, "Words that are changed.");
    await ada.shows({ text: "Words to be changed.", within: BAR });
    await ada.pressButton("Save changes");
    await ada.sees("Words that are changed.");
    await ada.hides(BAR);
  });

  cast.journey("several messages are copied as one would write them into a letter", async () => {
    const ada = await cast.ada();
    await ada.openPerson(bobName);
    const texts = ["First for the letter.", "Second for the letter."];
    for (const text of texts) {
      await ada.send(text);
      await ada.sees(text);
    }
    await ada.window.run(focusLastMessage);
    await ada.window.pressKeys("Control+a");
    // What copying takes is loaded when something is selected.
    await eventually(async () => {
      await ada.window.run(focusLastMessage);
      await ada.window.pressKeys("Control+c");
      await ada.press(FIELD);
      await ada.window.pressKeys("Control+a");
      await ada.window.pressKeys("Control+v");
      const { value } = await ada.shows(FIELD);
      const blocks = value.split("\n\n").slice(-2).map((block) => block.split("\n"));
      assert.deepEqual(blocks.map(([, ...lines]) => lines), texts.map((text) => [text]));
      for (const [head] of blocks) assert.ok(head?.startsWith(`${adaName}, `), `${head}`);
      assert.doesNotMatch(value, /Sent|Delivered|Read\b/);
      await ada.window.run(focusLastMessage);
      await ada.window.pressKeys("Control+a");
    }, 30_000);
    await ada.fill("Message", "");
  });

  cast.journey("all that is loaded is drawn before it is printed", async () => {
    const ada = await cast.ada();
    await ada.openPerson(bobName);
    for (let i = 1; i <= LONG_MESSAGES; i++) {
      const text = `${i}. ${"Of this there is much more to be read. ".repeat(20)}The end of ${i}.`;
      await ada.window.run(write, text);
      await ada.pressButton("Send");
      await holds(ada, "");
    }
    await ada.handedIn();
    const { before, printed, after } = await ada.window.run(printedRows);
    assert.ok(before < printed, `${before} of ${printed} were drawn before`);
    assert.ok(printed >= LONG_MESSAGES);
    assert.ok(after < printed, `${after} of ${printed} are drawn after it`);
  });
}

async function holds(visitor: EngineVisitor, text: string): Promise<void> {
  await visitor.until(FIELD, `filled with "${text}"`, ({ value }) => value === text);
}

/** All at once: a key for each letter would take its time. */
function write(text: string): void {
  const field = document.querySelector<HTMLTextAreaElement>(".composer textarea")!;
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function focusLastMessage(): void {
  [...document.querySelectorAll<HTMLElement>(".message")].at(-1)?.focus();
}

async function printedRows() {
  const rows = () => document.querySelectorAll(".message").length;
  const before = rows();
  dispatchEvent(new Event("beforeprint"));
  const printed = rows();
  dispatchEvent(new Event("afterprint"));
  await new Promise((resolve) => setTimeout(resolve));
  return { before, printed, after: rows() };
}
