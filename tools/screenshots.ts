/**
 * `deno task screenshots [folder]`: pictures of the real screens, from the real server in real
 * Chromium, with made-up people. The whole set goes to `folder` (default `.screenshots/`), the
 * one that the README shows to `docs/screenshots/`.
 *
 * @module
 */
import { copyFile, mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Visitor } from "../tests/support/browser.ts";
import { startFixture } from "../tests/support/fixture.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const WIDTHS = [360, 768, 1440];
const HEIGHTS: Readonly<Record<number, number>> = { 360: 740, 768: 1024, 1440: 900 };
const SHOWN = ["chat-room-1440-light"];

/** Who says what, in the room; the first one is who looks. */
const ROOM: readonly [speaker: number, text: string][] = [
  [1, "Morning! The seed order came in, all but the borage."],
  [0, "Lovely. Who has the key to the shed this week?"],
  [2, "I do. I can open at ten and stay until lunch."],
  [2, "Bring gloves, the brambles have views of their own."],
  [0, "Ten it is. I will bring the labels and a flask of tea."],
  [1, "And I the borage, if the shop has it. See you there!"],
];
const DIRECT: readonly [speaker: number, text: string][] = [
  [1, "Did you see the frost warning for Thursday?"],
  [0, "Just now. Shall we cover the beds on Wednesday evening?"],
  [1, "Yes please. I have fleece for the long ones."],
];
const PEOPLE = [
  ["noor", "Noor Placeholder"],
  ["ada", "Ada Example"],
  ["bruno", "Bruno Beispiel"],
  ["chiara", "Chiara Esempio"],
] as const;

const folder = Deno.args[0] ?? `${ROOT}.screenshots`;
await mkdir(folder, { recursive: true });
await mkdir(`${ROOT}docs/screenshots`, { recursive: true });
const fixture = await startFixture();
const visitors: Visitor[] = [];
try {
  const { origin } = fixture.server;
  const stranger = await Visitor.open(origin);
  visitors.push(stranger);
  for (
    const [name, path] of [
      ["login", "/login"],
      ["register", "/register"],
      ["refused", "/refused?reason=issuer-unknown"],
    ] as const
  ) {
    await stranger.page.goto(path);
    await stranger.page.getByRole("heading").first().waitFor();
    await shoot(stranger, name);
  }

  for (const [uid, fullName] of PEOPLE) {
    const visitor = await Visitor.open(origin);
    visitors.push(visitor);
    await visitor.register(uid, fullName);
  }
  const [, noor, ada, bruno, chiara] = visitors as [Visitor, Visitor, Visitor, Visitor, Visitor];
  const speakers = [noor, ada, bruno];

  await noor.createRoom("Garden", "Open to everyone");
  await Promise.all([ada.joinRoom("Garden"), bruno.joinRoom("Garden")]);
  await chiara.createRoom("Kitchen rota", "Open to everyone");
  for (const [speaker, text] of ROOM) {
    await speakers[speaker]!.send(text);
    await noor.sees(text);
  }
  await bruno.openPerson("Noor Placeholder");
  await bruno.send("Is the shed lock new?");
  await noor.page.getByRole("button", { name: /^Bruno Beispiel.*1/ }).waitFor();
  await shoot(noor, "chat-room");

  await noor.openPerson("Ada Example");
  await ada.openPerson("Noor Placeholder");
  for (const [speaker, text] of DIRECT) {
    await speakers[speaker]!.send(text);
    await noor.sees(text);
    await ada.sees(text);
  }
  await shoot(noor, "chat-direct");

  await noor.page.setViewportSize({ width: 1440, height: 900 });
  await noor.page.getByRole("button", { name: "New room" }).click();
  await noor.page.getByLabel("Room name").fill("Summer party");
  await shoot(noor, "new-room", [1440]);
} finally {
  await Promise.all(visitors.map((visitor) => visitor.close()));
  await fixture.close();
}
for (const name of SHOWN) {
  await copyFile(`${folder}/${name}.png`, `${ROOT}docs/screenshots/${name}.png`);
}
console.log(`The pictures are in ${folder}; the README's is in docs/screenshots.`);

/** Takes the page as it is at every width, in the light and in the dark. */
async function shoot(visitor: Visitor, name: string, widths = WIDTHS): Promise<void> {
  for (const width of widths) {
    await visitor.page.setViewportSize({ width, height: HEIGHTS[width]! });
    for (const colorScheme of ["light", "dark"] as const) {
      await visitor.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await visitor.page.screenshot({
        path: `${folder}/${name}-${width}-${colorScheme}.png`,
        animations: "disabled",
        caret: "hide",
      });
    }
  }
}
