/** The texts of this project, read out of its sources. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SourceFile } from "./syntax.ts";
import { type Texts, textsOf } from "./texts.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDERS = [
  "broker",
  "ca",
  "client",
  "components",
  "directory",
  "e2ee",
  "i18n",
  "islands",
  "protocol",
  "routes",
  "server",
  "workers",
];

/** Every source of the program, tests aside, in the order of the paths. */
export async function sourceFiles(): Promise<SourceFile[]> {
  const found = await Promise.all(FOLDERS.map((folder) => Array.fromAsync(filesUnder(folder))));
  return found.flat().sort((a, b) => a.path < b.path ? -1 : 1);
}

async function* filesUnder(folder: string): AsyncGenerator<SourceFile> {
  for await (const { name, isDirectory } of Deno.readDir(join(ROOT, folder))) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* filesUnder(path);
    else if (/(?<!_test)\.tsx?$/.test(name)) {
      yield { path, text: await Deno.readTextFile(join(ROOT, path)) };
    }
  }
}

export async function sourceTexts(): Promise<Texts> {
  return textsOf(await sourceFiles());
}
