/**
 * `deno task compile`: the whole program as one file, `dist/talkywalky`, with pages, client files,
 * workers and packages inside. It needs neither Deno nor this folder to run.
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildIfNeeded } from "../build.ts";
import { orPlainSentence } from "../step.ts";
import { compile, type Compiled, isDenoItself, NoBaseError } from "./compile.ts";

const OUTPUT = join("dist", Deno.build.os === "windows" ? "talkywalky.exe" : "talkywalky");
const PAGES = ".build/pages/";
const PACKAGES = ".deno_compile_node_modules/";

async function main(): Promise<void> {
  await buildIfNeeded();
  const root = fileURLToPath(new URL("..", import.meta.url));
  console.log(summary(await compile({ output: join(root, OUTPUT) })));
  const base = Deno.env.get("DENORT_BIN");
  if (base !== undefined && await isDenoItself(base)) {
    console.log("\nDENORT_BIN is Deno itself: this file shows what goes in, but does not run it.");
  }
}

function summary({ sizeBytes, sha256, embedded, workers, clientFiles }: Compiled): string {
  const files = [...embedded.files];
  const sizeOf = (some: typeof files) => some.reduce((sum, [, { length }]) => sum + length, 0);
  const pages = files.filter(([path]) => path.startsWith(PAGES));
  const ours = files.filter(([path]) => !path.startsWith(PAGES) && !path.startsWith(PACKAGES));
  const packages = [...embedded.packages.values()].map(({ name, version }) => `${name} ${version}`);
  return [
    OUTPUT,
    `  size      ${megabytes(sizeBytes)}, ${
      megabytes(sizeOf(files))
    } of it in ${files.length} files`,
    `  SHA-256   ${sha256}`,
    `  program   ${embedded.entry} and ${ours.length - 1} other modules`,
    `  workers   ${workers.join(", ")}`,
    `  pages     ${pages.length} modules (${
      megabytes(sizeOf(pages))
    }) with ${clientFiles.length} ` +
    "client files in them",
    `  packages  ${packages.join(", ")}`,
  ].join("\n");
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

if (import.meta.main) {
  try {
    await orPlainSentence(main);
  } catch (error) {
    if (!(error instanceof NoBaseError)) throw error;
    console.error(
      `Cannot compile without Deno's runtime for compiled programs (denort ${Deno.version.deno}): ` +
        `${error.message}\nWhere it cannot be fetched, put it there and name it in DENORT_BIN.`,
    );
    Deno.exit(1);
  }
}
