/**
 * Builds the pages into `.build/`. With `--if-needed` only when they are missing or when something
 * that feeds them has changed since.
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hashBuildInputs } from "./build_inputs.ts";
import { requireWritable, step, StepError } from "./step.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const OUTPUT = join(ROOT, ".build");
/** Holds the hash of the sources that the build was made of; written last, so it vouches for all. */
const STAMP = join(OUTPUT, "sources.sha256");
/** Files that Nitro leaves in its output for a server of its own, which we do not run. */
const LEFTOVERS = ["pages/deno.json", "pages/nitro.json"];

/** Whether the build exists and is made of the sources as they are now. */
async function isBuildCurrent(): Promise<boolean> {
  const stamp = await Deno.readTextFile(STAMP).catch(() => null);
  return stamp !== null && stamp === await hashBuildInputs(ROOT);
}

/**
 * Builds when needed, in a process of its own, so that the caller's memory stays free of the
 * bundler. What the bundler has to say is shown when it fails.
 *
 * @throws {StepError} when the pages cannot be built.
 */
export async function buildIfNeeded(): Promise<void> {
  if (await isBuildCurrent()) return;
  await requireWritable(OUTPUT);
  await step("Building the pages", async () => {
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", fileURLToPath(import.meta.url), "--if-needed"],
      cwd: ROOT,
      stdin: "null",
    }).output();
    if (success) return;
    const said = [stdout, stderr].map((output) => new TextDecoder().decode(output)).join("");
    throw new StepError(`Cannot build the pages. The build says:\n${said.trim()}`);
  });
}

async function build(): Promise<void> {
  const { createBuilder } = await import("vite");
  await Deno.remove(STAMP).catch(() => {});
  // Taken first: a source that changes during the build makes it old at once.
  const sources = await hashBuildInputs(ROOT);
  // "native": Deno runs the configuration as it is; Vite's own loader writes a copy beside it.
  const builder = await createBuilder({ root: ROOT, configLoader: "native", logLevel: "warn" });
  await builder.buildApp();
  for (const path of LEFTOVERS) await Deno.remove(join(OUTPUT, path)).catch(() => {});
  await Deno.writeTextFile(STAMP, sources);
}

async function main(): Promise<void> {
  const ifNeeded = Deno.args.includes("--if-needed");
  await Deno.mkdir(OUTPUT, { recursive: true });
  // Two builds at once would write over each other.
  using lock = await Deno.open(join(OUTPUT, "lock"), { create: true, write: true });
  await lock.lock(true);
  if (ifNeeded && await isBuildCurrent()) return;
  const startedAt = performance.now();
  await build();
  console.log(`Built the pages in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

if (import.meta.main) await main();
