/** The texts of this project, read out of its sources. */

import { fileURLToPath } from "node:url";
import type { SourceFile } from "./import_rules.ts";
import { type Texts, textsOf } from "./texts.ts";
import { walk } from "./walk.ts";

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
];

async function* sources(): AsyncGenerator<SourceFile> {
  for (const folder of FOLDERS) {
    for await (const path of walk(ROOT + folder)) {
      if (!/\.tsx?$/.test(path)) continue;
      yield { path: path.slice(ROOT.length), text: await Deno.readTextFile(path) };
    }
  }
}

export async function sourceTexts(): Promise<Texts> {
  return textsOf(await Array.fromAsync(sources()));
}
