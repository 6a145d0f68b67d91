/** Talking in one engine: people, rooms, files, reloads, and without the network. */

import assert from "node:assert/strict";
import { eventually } from "../support/eventually.ts";
import type { EngineVisitor } from "../support/engines/engine_visitor.ts";
import type { Target } from "../support/engines/look.ts";
import type { Cast } from "./stage.ts";

const FILES = ".composer input[type=file]";
const EMOJI: Target = { css: ".emoji-panel" };

/** What people do with each other. */
export function talkJourneys(cast: Cast): void {
  const { name, adaName, bobName } = cast;
  const ROOM = `Kitchen of ${name}`;

  cast.journey("two people talk with each other, both ways", async () => {
    const [ada, bob] = await Promise.all([cast.ada(), cast.bob()]);
    await ada.openPerson(bobName);
    await ada.send("The kettle is on.");
    await bob.openPerson(adaName);
    await bob.sees("The kettle is on.");
    await bob.send("I bring the biscuits.");
    await ada.sees("I bring the biscuits.");
  });

  cast.journey("who is invited to a room finds it, reads in it and is read", async () => {
    const [ada, bob] = await Promise.all([cast.ada(), cast.bob()]);
    await ada.createRoom(ROOM, "By invitation");
    await ada.pressButton("Invite");
    const dialog: Target = { role: "dialog", name: `Invite to ${ROOM}` };
    await ada.press({ role: "button", begins: bobName, within: dialog });
    await ada.shows({ text: `Invited: ${bobName}`, within: dialog });
    await ada.window.pressKeys("Escape");
    await ada.hides(dialog);
    await ada.send("Welcome to the kitchen.");
    await bob.openRoom(ROOM);
    await bob.sees("Welcome to the kitchen.");
    await bob.send("It smells of bread in here.");
    await ada.sees("It smells of bread in here.");
  });

  cast.journey("a picture arrives as it was sent", async () => {
    const [ada, bob] = await Promise.all([cast.ada(), cast.bob()]);
    await ada.openRoom(ROOM);
    await bob.openRoom(ROOM);
    const picture = await ada.window.run(drawSquares);
    const folder = await Deno.makeTempDir({ prefix: "talkywalky-picture-" });
    try {
      const path = `${folder}/squares of ${name}.png`;
      await Deno.writeFile(path, Uint8Array.fromBase64(picture));
      await ada.window.chooseFiles(FILES, [path]);
      await ada.shows({ role: "button", name: `Remove squares of ${name}.png` });
      await ada.pressButton("Send");
      const card: Target = { role: "group", name: `squares of ${name}.png` };
      await bob.shows({ css: "img", within: { ...card, within: { role: "log" } } });
      await eventually(async () => {
        assert.deepEqual(await bob.window.run(coloursOfPicture), [[200, 30, 30], [30, 30, 200]]);
      }, 30_000);
      await ada.handedIn();
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });

  cast.journey("an emoji is found in the table, and sent", async () => {
    const [ada, bob] = await Promise.all([cast.ada(), cast.bob()]);
    await ada.openPerson(bobName);
    await bob.openPerson(adaName);
    await ada.pressButton("Emoji");
    await ada.shows({ role: "option", within: EMOJI });
    await ada.fill("Search emoji", "hedgehog", EMOJI);
    await ada.press({ role: "option", begins: "hedgehog", within: EMOJI });
    await ada.until(
      { role: "field", name: "Message" },
      "filled with the emoji",
      ({ value }) => value.includes("🦔"),
    );
    await ada.window.pressKeys("Escape");
    await ada.hides(EMOJI);
    await ada.pressButton("Send");
    await bob.sees("🦔");
  });

  cast.journey("a reload shows what was said, and so does another tab", async () => {
    const ada = await cast.ada();
    await ada.openPerson(bobName);
    await ada.window.reload();
    await ada.ready();
    await ada.sees("I bring the biscuits.");
    const other = await ada.tab("/chat");
    await other.ready();
    await other.openPerson(bobName);
    await other.sees("The kettle is on.");
    await other.send("From the other tab.");
    await ada.sees("From the other tab.");
    await other.close();
  });

  cast.journey(
    "what is written while the line is cut waits, and leaves in order and once",
    async () => {
      const [ada, bob] = await Promise.all([cast.ada(), cast.bob()]);
      const { line } = cast.stage;
      const texts = ["Written in the tunnel.", "And still in it."];
      await ada.openPerson(bobName);
      await bob.openPerson(adaName);
      line.cut();
      try {
        await ada.shows({ css: ".strip" });
        for (const text of texts) {
          await ada.send(text);
          await ada.sees(text);
        }
        const waiting = await ada.shows({ css: "[title=Sending]", within: { role: "log" } });
        assert.equal(waiting.count, texts.length);
        for (const text of texts) assert.equal(await bob.count(text), 0);
      } finally {
        line.mend();
      }
      for (const text of texts) await bob.sees(text);
      await ada.handedIn();
      for (const visitor of [ada, bob]) await standOnceInOrder(visitor, texts);
      await bob.send("Out of it again?");
      await ada.sees("Out of it again?");
    },
  );

  cast.journey("a word leads to the message that it stands in", async () => {
    const ada = await cast.ada();
    await ada.pressButton("Search messages");
    const dialog: Target = { role: "dialog", name: "Search messages" };
    await ada.fill("Words to search for", "bread", dialog);
    await ada.press({ css: ".hit", within: dialog });
    await ada.hides(dialog);
    await ada.shows({ role: "heading", name: ROOM });
    await ada.sees("It smells of bread in here.");
  });
}

async function standOnceInOrder(visitor: EngineVisitor, texts: readonly string[]): Promise<void> {
  for (const text of texts) assert.equal(await visitor.count(text), 1, text);
  const { text: log } = await visitor.look({ role: "log" });
  const at = texts.map((text) => log.indexOf(text));
  assert.deepEqual(at, at.toSorted((one, other) => one - other), log);
}

/** A PNG of two colours. Runs in the page. */
function drawSquares(): string {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [240, 120];
  const context = canvas.getContext("2d")!;
  context.fillStyle = "rgb(200 30 30)";
  context.fillRect(0, 0, 120, 120);
  context.fillStyle = "rgb(30 30 200)";
  context.fillRect(120, 0, 120, 120);
  return canvas.toDataURL("image/png").split(",")[1]!;
}

/** Of the last picture in the log, left and right. Runs in the page. */
function coloursOfPicture(): number[][] {
  const image = [...document.querySelectorAll<HTMLImageElement>("[role=log] img")].at(-1);
  if (!image?.naturalWidth) return [];
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [240, 120];
  const context = canvas.getContext("2d")!;
  context.drawImage(image, 0, 0, 240, 120);
  return [60, 180].map((x) => [...context.getImageData(x, 60, 1, 1).data.slice(0, 3)]);
}
