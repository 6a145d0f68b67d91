/** Files in real browsers: how people choose, watch and save them. */

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createHash, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Locator, Route } from "playwright-core";
import type { Visitor } from "./browser.ts";
import { walk } from "./walk.ts";

export const MIB = 1024 * 1024;
export const CHUNKS = "**/api/files/*/chunks/*";

export interface TestFile {
  name: string;
  mimeType: string;
  buffer: Uint8Array;
}

/** A file that a person could have, with bytes that nobody can guess. */
export function someFile(name: string, bytes: number): TestFile {
  return { name, mimeType: "application/octet-stream", buffer: randomBytes(bytes) };
}

/** A real picture of one colour. */
export async function picture(visitor: Visitor, name: string, colour: string): Promise<TestFile> {
  const url = await visitor.page.evaluate((fill) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [320, 200];
    const context = canvas.getContext("2d")!;
    context.fillStyle = fill;
    context.fillRect(0, 0, 320, 200);
    return canvas.toDataURL("image/png");
  }, colour);
  return { name, mimeType: "image/png", buffer: Uint8Array.fromBase64(url.split(",")[1]!) };
}

export async function attach(visitor: Visitor, ...files: TestFile[]): Promise<void> {
  await visitor.page.locator(".composer input[type=file]").setInputFiles(
    files.map((file) => ({ ...file, buffer: Buffer.from(file.buffer) })),
  );
  for (const { name } of files) await visitor.button(`Remove ${name}`).waitFor();
}

/** The card of the file of this name. */
export function card({ log }: Visitor, name: string): Locator {
  return log.getByRole("group", { name, exact: true }).last();
}

/** What is saved when `name` is asked for. */
export async function download(visitor: Visitor, name: string): Promise<Uint8Array> {
  const [saved] = await Promise.all([
    visitor.page.waitForEvent("download"),
    card(visitor, name).getByRole("button", {
      name: new RegExp(`^(Download|Save) ${RegExp.escape(name)}$`),
    }).click(),
  ]);
  assert.equal(saved.suggestedFilename(), name);
  return await readFile(await saved.path());
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Lets the first chunks of an upload through and holds the others until it is told to go on. */
export function holdUpload(visitor: Visitor, after: number) {
  return holdChunks(visitor, "PUT", after);
}

/** The same for a download. */
export function holdDownload(visitor: Visitor, after: number) {
  return holdChunks(visitor, "GET", after);
}

async function holdChunks({ page }: Visitor, method: "PUT" | "GET", after: number) {
  const released = Promise.withResolvers<void>();
  const passed: string[] = [];
  const hold = async (route: Route) => {
    const request = route.request();
    if (request.method() !== method) return await route.continue();
    const path = new URL(request.url()).pathname;
    if (Number(path.split("/").at(-1)) >= after) await released.promise;
    passed.push(path);
    // The page may have given it up meanwhile.
    await route.continue().catch(() => {});
  };
  await page.route(CHUNKS, hold);
  return {
    /** Chunks that went on to the server. */
    passed,
    release: async () => {
      released.resolve();
      await page.unroute(CHUNKS, hold);
    },
  };
}

/** Sealed files on the server's disk, by path. */
export async function filesOnDisk({ dataDir }: { dataDir: string }): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const path of walk(`${dataDir}/files`)) {
    if (/\/[0-9a-f]{32}$/.test(path)) found.add(path);
  }
  return found;
}
