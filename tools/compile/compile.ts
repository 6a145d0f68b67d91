/** Makes the one binary and makes sure that all it needs is inside. */
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Embedded, readEmbedded } from "./embedded.ts";
import { findWorkers } from "./workers.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Not `tools/start.ts`: a binary has its pages inside and nothing to build them with. */
const ENTRY = "main.ts";
/** The pages, with every file for the browser as data in this module. */
const PAGES = ".build/pages/server/index.mjs";
const CLIENT_FILES = ".build/pages/public";

export interface CompileOptions {
  /** Path of the binary. */
  output: string;
  /** The runtime that the program is put into; by default `DENORT_BIN`, or the one Deno fetches. */
  base?: string;
  /** Gives the compiling up. */
  signal?: AbortSignal;
}

export interface Compiled {
  sizeBytes: number;
  /** Hexadecimal. */
  sha256: string;
  embedded: Embedded;
  workers: string[];
  /** Files for the browser, as paths from the site's root: `assets/x.js`. */
  clientFiles: string[];
}

/** The runtime for compiled programs could not be fetched. */
export class NoBaseError extends Error {
  override readonly name = "NoBaseError";
}

/**
 * Compiles the program with the pages as they are built.
 *
 * The code cache is off: the runtime would keep it under a name that everybody can guess in the
 * folder for temporary files, where another user of the machine could put code of theirs.
 *
 * @throws {NoBaseError} when Deno's runtime for compiled programs is not to be had.
 * @throws {Error} when the program does not compile, or something it needs is not inside.
 */
export async function compile(options: CompileOptions): Promise<Compiled> {
  const { output, base = Deno.env.get("DENORT_BIN"), signal } = options;
  if (base !== undefined && !await isFile(base)) {
    throw new NoBaseError(`there is no file ${base}`);
  }
  const workers = await findWorkers(ROOT);
  await Deno.mkdir(dirname(output), { recursive: true });
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "compile",
      "--allow-all",
      "--frozen",
      "--no-check",
      "--no-code-cache",
      "--node-modules-dir=none",
      "--exclude-unused-npm",
      ...workers.flatMap((worker) => ["--include", worker]),
      "--output",
      output,
      ENTRY,
    ],
    cwd: ROOT,
    env: { NO_COLOR: "1", ...(base === undefined ? {} : { DENORT_BIN: base }) },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    ...(signal === undefined ? {} : { signal }),
  }).output();
  if (!success) {
    if (signal?.aborted) throw new NoBaseError("it was not fetched in time");
    const messages = new TextDecoder().decode(stderr);
    if (!messages.includes("Setting up base binary")) throw new Error(messages.trim());
    throw new NoBaseError(/^ *1: (.*)/m.exec(messages)?.[1] ?? messages.trim());
  }
  const binary = await Deno.readFile(output);
  const embedded = readEmbedded(binary);
  const clientFiles = await filesUnder(join(ROOT, CLIENT_FILES));
  const missing = whatIsMissing(embedded, workers, clientFiles);
  if (missing.length > 0) {
    await Deno.remove(output);
    throw new Error(`The binary lacks ${missing.join(", ")}`);
  }
  return {
    sizeBytes: binary.byteLength,
    sha256: createHash("sha256").update(binary).digest("hex"),
    embedded,
    workers,
    clientFiles,
  };
}

/** Whether a program that was compiled with `base` would be Deno's command line, not ours. */
export async function isDenoItself(base: string): Promise<boolean> {
  const command = new Deno.Command(base, { args: ["--version"], stdin: "null" });
  const { success, stdout } = await command.output();
  return success && new TextDecoder().decode(stdout).startsWith("deno ");
}

async function isFile(path: string): Promise<boolean> {
  const found = await Deno.stat(path).catch(() => undefined);
  return found?.isFile ?? false;
}

function whatIsMissing(embedded: Embedded, workers: string[], clientFiles: string[]): string[] {
  const { files } = embedded;
  const pages = new TextDecoder().decode(files.get(PAGES));
  return [
    ...[ENTRY, PAGES, ...workers].filter((path) => !files.has(path)),
    ...clientFiles.filter((path) => !pages.includes(JSON.stringify(`/${path}`))),
  ];
}

/** Files under `folder`, as paths from there, without those that are never served. */
async function filesUnder(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (name.startsWith(".")) continue;
    if (!isDirectory) paths.push(name);
    else for (const path of await filesUnder(join(folder, name))) paths.push(`${name}/${path}`);
  }
  return paths.sort();
}
