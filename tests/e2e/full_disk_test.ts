/** A server whose disk is full, as the people in front of real browsers meet it. */

import assert from "node:assert/strict";
import { type Account, register } from "../support/account.ts";
import { seedAuthority } from "../support/authorities.ts";
import { Bot } from "../support/bot.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { attach, card, download, MIB, sha256, someFile } from "../support/browser_files.ts";
import { comeIn, settleIn } from "../support/browser_keys.ts";
import { messageOf } from "../support/message_acts.ts";
import { ensureBuilt, type RunningServer, startServer } from "../support/server.ts";
import { mountSmallDisk, type SmallDisk } from "../support/small_disk.ts";

let disk: SmallDisk;
let server: RunningServer;
let browser: SharedBrowser;
let ada: Visitor;
let noor: Visitor;
let noors: Account;

Deno.test.beforeAll(async () => {
  await ensureBuilt();
  disk = await mountSmallDisk(48);
  await seedAuthority(disk.folder);
  server = await startServer({ dataDir: disk.folder });
  browser = await SharedBrowser.launch();
  const { origin } = server;
  noors = await register(origin, "noor", { fullName: "Noor Placeholder" });
  [ada, noor] = await Promise.all([browser.visitor(origin), browser.visitor(origin)]);
  await settleIn(ada, origin, "ada", "Ada Example");
  await comeIn(noor, noors);
  await ada.openPerson("Noor Placeholder");
  await noor.openPerson("Ada Example");
});
Deno.test.afterAll(async () => {
  await browser.close();
  await server.stop();
  await disk.close();
});

/** The first words of all that the archive gives a reader who comes now, in order. */
async function archived(): Promise<string[]> {
  const bot = await Bot.connect(server.origin, noors);
  const { people } = await bot.wire.ask({
    type: "people",
  });
  const { id } = people.find(({ uid }) => uid === "ada")!;
  const conv = await bot.openDirect(id as Bot["id"]);
  const texts = bot.texts(conv).map((text) => text.split(":")[0]!);
  await bot.wire.close();
  return texts;
}

Deno.test("a full disk refuses messages and files in words, keeps what was sent, and takes the rest once there is room", async () => {
  const sent = ["Room enough"];
  await ada.send("Room enough: while it lasts.");
  await messageOf(noor, "Room enough:").waitFor();
  await disk.fill();

  // The journal has a little room of its own.
  let refused: string | undefined;
  for (let i = 0; refused === undefined && i < 1_000; i++) {
    const name = `Long letter ${i}`;
    await ada.send(`${name}: ${"x".repeat(9_000)}`);
    const row = messageOf(ada, `${name}:`);
    const taken = row.getByTitle(/^(Sent|Delivered|Read)$/);
    await taken.or(row.getByText(/The server's disk is full/)).first().waitFor();
    if (await taken.count() > 0) sent.push(name);
    else refused = name;
  }
  assert.ok(refused !== undefined, "nothing was refused");
  assert.deepEqual(await archived(), sent);

  const file = someFile("heavy.bin", 2 * MIB);
  await attach(ada, file);
  await ada.press("Send");
  await card(ada, "heavy.bin").getByRole("status").filter({ hasText: /disk is full/ }).waitFor();
  await ada.button("Retry heavy.bin").waitFor();
  // One reads on, also from the beginning.
  await noor.page.reload();
  await noor.openPerson("Ada Example");
  await messageOf(noor, `${sent.at(-1)}:`).waitFor();

  await disk.free();
  await messageOf(ada, `${refused}:`).getByRole("button", { name: /Retry|Try again/ }).click();
  await messageOf(noor, `${refused}:`).waitFor();
  await ada.press("Retry heavy.bin");
  await card(noor, "heavy.bin").waitFor();
  assert.equal(sha256(await download(noor, "heavy.bin")), sha256(file.buffer));
  assert.deepEqual(await archived(), [...sent, refused]);
  for (const { violations } of [ada, noor]) assert.deepEqual(violations, []);
});
