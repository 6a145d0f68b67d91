/** Files whose server, session or disk fails in mid-transfer, and pictures that are none to show. */

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import { crc32, deflateSync } from "node:zlib";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { settleIn } from "../support/browser_keys.ts";
import {
  attach,
  card,
  CHUNKS,
  download,
  filesOnDisk,
  holdDownload,
  holdUpload,
  MIB,
  picture,
  sha256,
  someFile,
} from "../support/browser_files.ts";
import { eventually } from "../support/eventually.ts";
import { type Fixture, killAndRestart, startFixture } from "../support/fixture.ts";
import { stretched } from "../support/patience.ts";

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
  ]);
  await ada.openPerson("Noor Placeholder");
  await noor.openPerson("Ada Example");
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

/** A PNG of one colour, one bit a pixel: some kilobytes, whatever its size. */
function flatPng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 1;
  const pixels = deflateSync(Buffer.alloc((1 + Math.ceil(width / 8)) * height));
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("IDAT", pixels),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

Deno.test("an upload goes on by itself when the server was killed in between", async () => {
  const file = someFile("shaken.bin", 3 * MIB);
  const held = await holdUpload(ada, 4);
  await attach(ada, file);
  await ada.press("Send");
  await card(ada, "shaken.bin").getByText("Uploading: 1 MB of").waitFor();
  const there = new Set(held.passed);
  await fixture.server.kill();
  await held.release();
  const again: string[] = [];
  ada.page.on("requestfinished", (one) => again.push(new URL(one.url()).pathname));
  await killAndRestart(fixture);
  await card(noor, "shaken.bin").waitFor();
  assert.deepEqual(again.filter((path) => there.has(path)), []);
  assert.equal(sha256(await download(noor, "shaken.bin")), sha256(file.buffer));
});

Deno.test("a download goes on by itself when the server was killed in between and is back soon", async () => {
  const file = someFile("cut-short.bin", 12 * MIB);
  await attach(ada, file);
  await ada.press("Send");
  await card(noor, "cut-short.bin").waitFor();
  const held = await holdDownload(noor, 8);
  const [saved] = await Promise.all([
    noor.page.waitForEvent("download", { timeout: stretched(60_000) }),
    (async () => {
      await noor.press("Download cut-short.bin");
      await card(noor, "cut-short.bin").getByText("Downloading: 2.1 MB of").waitFor();
      await fixture.server.kill();
      await held.release();
      await killAndRestart(fixture);
    })(),
  ]);
  assert.equal(sha256(await readFile(await saved.path())), sha256(file.buffer));
});

Deno.test("a download whose server stays away says so, and goes on where it ended when it is retried", async () => {
  const file = someFile("left-alone.bin", 12 * MIB);
  await attach(ada, file);
  await ada.press("Send");
  await card(noor, "left-alone.bin").waitFor();
  const held = await holdDownload(noor, 8);
  await noor.press("Download left-alone.bin");
  await card(noor, "left-alone.bin").getByText("Downloading: 2.1 MB of").waitFor();
  const there = new Set(held.passed);
  assert.equal(there.size, 8);
  await fixture.server.kill();
  try {
    await held.release();
    // It is tried again for half a minute first, and can be given up meanwhile.
    await noor.button("Cancel the download of left-alone.bin").waitFor();
    await card(noor, "left-alone.bin").getByRole("status").filter({
      hasText: "The server cannot be reached. Check your connection and try again.",
    }).waitFor({ timeout: stretched(60_000) });
  } finally {
    await killAndRestart(fixture);
  }
  const again: string[] = [];
  noor.page.on("request", (one) => again.push(new URL(one.url()).pathname));
  const [saved] = await Promise.all([
    noor.page.waitForEvent("download"),
    noor.press("Retry left-alone.bin"),
  ]);
  // It goes on where it ended.
  assert.deepEqual(again.filter((path) => there.has(path)), []);
  assert.equal(saved.suggestedFilename(), "left-alone.bin");
  assert.equal(sha256(await readFile(await saved.path())), sha256(file.buffer));
});

Deno.test("a download that a middle box answers in part says so, and comes when retried", async () => {
  const file = someFile("partial.bin", MIB);
  await attach(ada, file);
  await ada.press("Send");
  await card(noor, "partial.bin").waitFor();
  let asked = 0;
  // No waiting for seven tries: the person cancels, and tries again.
  await noor.page.route(CHUNKS, async (route) => {
    asked++;
    const response = await route.fetch();
    const body = (await response.body()).subarray(0, 100);
    await route.fulfill({ status: 206, headers: { "content-range": "bytes 0-99/300" }, body });
  });
  try {
    await noor.press("Download partial.bin");
    await eventually(() => assert.ok(asked >= 6, String(asked)));
    await noor.press("Cancel the download of partial.bin");
    await card(noor, "partial.bin").getByRole("status").filter({ hasText: "Stopped." }).waitFor();
  } finally {
    await noor.page.unroute(CHUNKS);
  }
  await noor.press("Retry partial.bin");
  assert.equal(sha256(await download(noor, "partial.bin")), sha256(file.buffer));
});

Deno.test("a file that was cut off on the server's disk says so, and offers another try", async () => {
  const before = await filesOnDisk(fixture);
  await attach(ada, someFile("cut.bin", MIB));
  await ada.press("Send");
  await card(noor, "cut.bin").waitFor();
  const [path] = [...await filesOnDisk(fixture)].filter((one) => !before.has(one));
  await Deno.truncate(path!, MIB / 2);
  await noor.press("Download cut.bin");
  await card(noor, "cut.bin").getByRole("status").filter({
    hasText: "This file was damaged on the server's disk.",
  }).waitFor();
  await noor.button("Retry cut.bin").waitFor();
});

Deno.test("two windows get the same file at the same time, and each has it whole", async () => {
  const file = someFile("both.bin", 2 * MIB);
  await attach(ada, file);
  await ada.press("Send");
  await card(noor, "both.bin").waitFor();
  const other = await noor.tab();
  await other.page.goto(`${fixture.server.origin}/chat`);
  await card(other, "both.bin").waitFor();
  const got = await Promise.all([download(noor, "both.bin"), download(other, "both.bin")]);
  assert.deepEqual(got.map(sha256), [sha256(file.buffer), sha256(file.buffer)]);
  await other.page.close();
});

Deno.test("an image with more pixels than a page has memory for is a file to save", async () => {
  const buffer = flatPng(20_000, 20_000);
  assert.ok(buffer.length < MIB);
  await attach(ada, { name: "vast.png", mimeType: "image/png", buffer });
  assert.equal(await ada.page.locator(".attached__picture").count(), 0);
  await ada.press("Send");
  assert.equal(sha256(await download(noor, "vast.png")), sha256(buffer));
  for (const visitor of [ada, noor]) {
    assert.equal(await card(visitor, "vast.png").locator("img").count(), 0);
  }
});

Deno.test("arrows lead through the pictures, also to one that is not here yet", async () => {
  await attach(ada, await picture(ada, "one.png", "teal"), await picture(ada, "two.png", "gold"));
  await ada.press("Send");
  await card(noor, "two.png").locator("img").waitFor();
  await noor.press("View one.png");
  const viewer = noor.page.getByRole("dialog");
  await viewer.getByRole("img", { name: "one.png" }).waitFor();
  await noor.page.keyboard.press("ArrowRight");
  await viewer.getByRole("img", { name: "two.png" }).waitFor();
  await viewer.getByText("2 of 2").waitFor();
  await noor.page.keyboard.press("ArrowLeft");
  await viewer.getByRole("img", { name: "one.png" }).waitFor();
  await noor.page.keyboard.press("Escape");
  await viewer.waitFor({ state: "detached" });
  assert.equal(
    await noor.button("View one.png").evaluate((one) => one === document.activeElement),
    true,
  );
});

Deno.test("a picture that nobody asked for and that does not come is told of on its card alone", async () => {
  // What the tests above met is still told; this one's own telling is asked for.
  const dismiss = noor.page.locator(".toast").getByRole("button", { name: "Dismiss" });
  while (await dismiss.count() > 0) await dismiss.first().click();
  await noor.page.route(CHUNKS, (route) => route.fulfill({ status: 404, body: "{}" }));
  try {
    await attach(ada, await picture(ada, "gone.png", "teal"));
    await ada.press("Send");
    await card(noor, "gone.png").getByRole("status").filter({ hasText: /\w/ }).waitFor();
    assert.equal(await noor.page.locator(".toast").count(), 0);
  } finally {
    await noor.page.unroute(CHUNKS);
  }
});

Deno.test("a session that ends in mid-upload loses no file: it goes on after the next sign-in", async () => {
  const file = someFile("evicted.bin", 2 * MIB);
  const held = await holdUpload(ada, 2);
  await attach(ada, file);
  await ada.press("Send");
  await card(ada, "evicted.bin").getByText("Uploading: 524 kB of").waitFor();
  await ada.context.clearCookies();
  await held.release();
  await ada.page.goto(`${fixture.server.origin}/login`);
  await ada.signIn("ada");
  await card(noor, "evicted.bin").waitFor();
  assert.equal(sha256(await download(noor, "evicted.bin")), sha256(file.buffer));
});
