/** Files and images between two people, in real browsers. */

import assert from "node:assert/strict";
import type { Route } from "playwright-core";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import {
  attach,
  card,
  CHUNKS,
  download,
  filesOnDisk,
  holdUpload,
  MIB,
  picture,
  sha256,
  someFile,
} from "../support/browser_files.ts";
import { eventually } from "../support/eventually.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { messageOf } from "../support/message_acts.ts";
import { readableUnder } from "../support/plaintext.ts";
import { adaAndNoor } from "../support/two_people.ts";

/** Stands readable in files that are sent. */
const SECRET = "The recipe needs saffron and patience";

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

Deno.test("a file of five megabytes shows how far it is, and arrives byte for byte", async () => {
  const file = someFile("atlas.bin", 5 * MIB);
  const held = await holdUpload(ada, 4);
  await attach(ada, file);
  await ada.writing.fill("The whole atlas.");
  await ada.press("Send");
  const bar = ada.page.getByRole("progressbar", { name: "Upload of atlas.bin" });
  await eventually(async () => assert.equal(Number(await bar.getAttribute("value")), MIB));
  assert.equal(Number(await bar.getAttribute("max")), 5 * MIB);
  await card(ada, "atlas.bin").getByText("Uploading: 1 MB of 5.2 MB").waitFor();
  assert.equal(await noor.log.getByText("atlas.bin").count(), 0);
  await held.release();
  await messageOf(noor, "The whole atlas.").waitFor();
  assert.equal(sha256(await download(noor, "atlas.bin")), sha256(file.buffer));
});

Deno.test("an upload that was stopped is not sent, and goes on where it was when asked to", async () => {
  const file = someFile("halted.bin", 2 * MIB);
  const held = await holdUpload(ada, 3);
  await attach(ada, file);
  await ada.press("Send");
  await card(ada, "halted.bin").getByText("Uploading: 786 kB of").waitFor();
  await ada.press("Cancel the upload of halted.bin");
  await card(ada, "halted.bin").getByText("Stopped.").waitFor();
  await held.release();
  const before = new Set(held.passed.filter((path) => Number(path.split("/").at(-1)) < 3));
  const again: string[] = [];
  ada.page.on("request", (request) => {
    if (request.method() === "PUT") again.push(new URL(request.url()).pathname);
  });
  await ada.press("Retry halted.bin");
  assert.equal(sha256(await download(noor, "halted.bin")), sha256(file.buffer));
  assert.deepEqual(again.filter((path) => before.has(path)), []);
  // The same upload, not another one from its beginning.
  const [begun] = [...before].map((path) => path.slice(0, path.lastIndexOf("/") + 1));
  assert.ok(again.length >= 5 && again.every((path) => path.startsWith(begun!)), again.join());
});

Deno.test("an upload that was given up leaves no row, and nothing on the server", async () => {
  const before = await filesOnDisk(fixture);
  const held = await holdUpload(ada, 3);
  await attach(ada, someFile("unwanted.bin", 2 * MIB));
  await ada.press("Send");
  await card(ada, "unwanted.bin").getByText("Uploading: 786 kB of").waitFor();
  assert.ok((await filesOnDisk(fixture)).size > before.size);
  await ada.press("Cancel the upload of unwanted.bin");
  await ada.press("Discard");
  await card(ada, "unwanted.bin").waitFor({ state: "detached" });
  await held.release();
  await eventually(async () => assert.deepEqual(await filesOnDisk(fixture), before));
  assert.equal(await noor.log.getByText("unwanted.bin").count(), 0);
});

Deno.test("an upload goes on by itself when the network was gone in between", async () => {
  const file = someFile("tunnel.bin", 3 * MIB);
  const held = await holdUpload(ada, 3);
  await attach(ada, file);
  await ada.press("Send");
  await card(ada, "tunnel.bin").getByText("Uploading: 786 kB of").waitFor();
  const there = [...held.passed];
  assert.ok(there.length >= 3);
  await ada.context.setOffline(true);
  const failing = ada.page.waitForEvent("requestfailed", (one) => one.url().includes("/chunks/"));
  await held.release();
  await failing;
  assert.equal(await noor.log.getByText("tunnel.bin").count(), 0);
  const again: string[] = [];
  ada.page.on("requestfinished", (one) => again.push(new URL(one.url()).pathname));
  await ada.context.setOffline(false);
  // By itself: nobody presses anything.
  await card(noor, "tunnel.bin").waitFor();
  assert.deepEqual(again.filter((path) => there.includes(path)), []);
  assert.equal(sha256(await download(noor, "tunnel.bin")), sha256(file.buffer));
});

Deno.test("a picture is shown in its place to the other, and large when it is pressed", async () => {
  await attach(ada, await picture(ada, "harbour.png", "teal"));
  await ada.press("Send");
  const image = card(noor, "harbour.png").locator("img");
  await image.waitFor();
  assert.match((await image.getAttribute("src"))!, /^blob:/);
  await eventually(async () =>
    assert.deepEqual(
      await image.evaluate((one: HTMLImageElement) => [one.naturalWidth, one.naturalHeight]),
      [320, 200],
    )
  );
  await noor.press("View harbour.png");
  const viewer = noor.page.getByRole("dialog", { name: "Image harbour.png" });
  await viewer.getByRole("img", { name: "harbour.png" }).waitFor();
  await noor.page.keyboard.press("+");
  await viewer.getByText("150%").waitFor();
  await noor.page.keyboard.press("Escape");
  await viewer.waitFor({ state: "detached" });
});

Deno.test("what was altered on the server's disk is refused with its reason, and never shown", async () => {
  await noor.openPerson("Ada Example");
  // Noor looks elsewhere, so that nothing is got before it was altered.
  await noor.createRoom("Elsewhere", "By invitation");
  const before = await filesOnDisk(fixture);
  await attach(ada, await picture(ada, "forged.png", "crimson"));
  await ada.press("Send");
  await ada.handedIn("forged.png");
  const [path] = [...await filesOnDisk(fixture)].filter((one) => !before.has(one));
  const bytes = await Deno.readFile(path!);
  bytes[bytes.length >> 1]! ^= 1;
  await Deno.writeFile(path!, bytes);
  await noor.openPerson("Ada Example");
  const forged = card(noor, "forged.png");
  await forged.getByRole("status").filter({
    hasText: "This file was damaged on the server's disk.",
  }).waitFor();
  assert.equal(await forged.locator("img").count(), 0);
  assert.equal(await forged.getByRole("button", { name: /Save|View/ }).count(), 0);
});

Deno.test("what a server hands out in its place is refused by the browser, and never shown", async () => {
  await noor.openRoom("Elsewhere");
  await attach(ada, await picture(ada, "swapped.png", "gold"));
  await ada.press("Send");
  await ada.handedIn("swapped.png");
  const swap = async (route: Route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[body.length >> 1]! ^= 1;
    await route.fulfill({ response, body });
  };
  await noor.page.route(CHUNKS, swap);
  await noor.openPerson("Ada Example");
  const swapped = card(noor, "swapped.png");
  await swapped.getByRole("status").filter({
    hasText: "This file is not the one that was sent, so it is not opened.",
  }).waitFor();
  assert.equal(await swapped.locator("img").count(), 0);
  assert.equal(await swapped.getByRole("button").count(), 0);
  await noor.page.unroute(CHUNKS, swap);
});

Deno.test("files come by pasting and by dropping, too", async () => {
  const given = await ada.page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["pasted words"], "pasted.txt", { type: "text/plain" }));
    return data;
  });
  await ada.writing.evaluate((field, clipboardData) =>
    field.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    ), given);
  await ada.button("Remove pasted.txt").waitFor();
  const dropped = await ada.page.evaluateHandle((words) => {
    const data = new DataTransfer();
    data.items.add(new File([words], "dropped.txt", { type: "text/plain" }));
    return data;
  }, SECRET);
  await ada.log.dispatchEvent("dragenter", { dataTransfer: dropped });
  await ada.page.getByText("Drop the files to attach them").waitFor();
  await ada.log.dispatchEvent("drop", { dataTransfer: dropped });
  await ada.button("Remove dropped.txt").waitFor();
  await ada.press("Send");
  const text = new TextDecoder();
  assert.equal(text.decode(await download(noor, "pasted.txt")), "pasted words");
  assert.equal(text.decode(await download(noor, "dropped.txt")), SECRET);
});

Deno.test("more than a hundred megabytes are refused at once", async () => {
  const asked: string[] = [];
  ada.page.on("request", (request) => asked.push(request.url()));
  await ada.page.locator(".composer input[type=file]").evaluate((input: HTMLInputElement) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(100 * 1024 * 1024 + 1)], "film.bin"));
    input.files = data.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await ada.page.getByRole("alert").filter({ hasText: "“film.bin” is larger than 100 MiB" })
    .waitFor();
  assert.equal(await ada.button("Remove film.bin").count(), 0);
  assert.deepEqual(asked.filter((url) => url.includes("/api/files")), []);
});

Deno.test("nothing on the server's disk can be read, neither contents nor names", async () => {
  const { found, bytes } = await readableUnder(fixture.dataDir, [
    SECRET,
    "pasted words",
    "dropped.txt",
    "atlas.bin",
    "harbour.png",
    "The whole atlas.",
  ]);
  assert.deepEqual(found, []);
  assert.ok(bytes > 5 * MIB, `${bytes} bytes`);
});

Deno.test("the pages broke no rule of their content security policy", () => {
  for (const visitor of [ada, noor]) assert.deepEqual(visitor.violations, []);
  // The server's own word about the file that was altered on its disk.
  const [damaged, ...others] = noor.complaints;
  assert.match(damaged ?? "", /status of 500/);
  assert.deepEqual(others, []);
});
