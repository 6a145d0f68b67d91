/**
 * The program as one binary. Where Deno's runtime for compiled programs can be had (fetched, or
 * named in `DENORT_BIN`), the binary itself is run. Where it cannot, Deno stands in for it as the
 * base of the binary, and the same entry is run from a folder that holds only the files which were
 * read back from that binary. The first line of the output says which of the two it was.
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compile, type Compiled, isDenoItself, NoBaseError } from "../../tools/compile/compile.ts";
import { register } from "../support/account.ts";
import { Bot } from "../support/bot.ts";
import { writeEmbedded } from "../support/embedded_folder.ts";
import { ensureBuilt, startServer } from "../support/server.ts";

const FETCH_TIMEOUT_MS = 30_000;
/** Nobody listens on the port of nothing: what asks a registry fails at once. */
const NO_REGISTRY = "http://127.0.0.1:9/";
/** A module of ours: packages bring types and sources of their own. */
const SOURCE = /^(?!\.).*\.tsx?$/;
/** Static imports of packages, types and `node:` aside. */
const PACKAGE_IMPORT = /^(?:import|export)(?! type\b)(?:[^"';]*? from)? "([@\w][^":]*)";$/gm;
const NEW_WORKER = /new Worker\(\s*new URL\(\s*"([^"]+)",\s*import\.meta\.url/g;

let folder: string;
let binary: string;
let compiled: Compiled;
/** Whether `binary` is the server, and not the stand-in. */
let runs: boolean;

Deno.test.beforeAll(async () => {
  await ensureBuilt();
  folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "talkywalky-compile-" }));
  binary = join(folder, Deno.build.os === "windows" ? "talkywalky.exe" : "talkywalky");
  ({ compiled, runs } = await compileHere());
});
Deno.test.afterAll(() => Deno.remove(folder, { recursive: true }));

async function compileHere(): Promise<{ compiled: Compiled; runs: boolean }> {
  const given = Deno.env.get("DENORT_BIN");
  try {
    const compiled = await compile({
      output: binary,
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    });
    const runs = given === undefined || !await isDenoItself(given);
    console.log(runs ? "Way taken: the binary itself" : "Way taken: a folder, DENORT_BIN is Deno");
    return { compiled, runs };
  } catch (error) {
    // A base that was named and does not serve is a mistake, not a machine without one.
    if (!(error instanceof NoBaseError) || given !== undefined) throw error;
    console.log(`Way taken: a folder, as Deno's runtime cannot be had here (${error.message})`);
    return { compiled: await compile({ output: binary, base: Deno.execPath() }), runs: false };
  }
}

function* sources(): Generator<[path: string, text: string]> {
  for (const [path, content] of compiled.embedded.files) {
    if (SOURCE.test(path)) yield [path, new TextDecoder().decode(content)];
  }
}

Deno.test("every worker that the program starts is in the binary", () => {
  const started = [...sources()].flatMap(([path, text]) =>
    [...text.matchAll(NEW_WORKER)].map(([, to]) =>
      new URL(to!, `file:///${path}`).pathname.slice(1)
    )
  );
  assert.ok(started.length >= 3, `only ${started} were found`);
  for (const path of started) assert.ok(compiled.embedded.files.has(path), `${path} is not inside`);
});

Deno.test("every package that the program imports is in the binary, with what it needs", () => {
  const { files, packages, roots, importMap } = compiled.embedded;
  const { imports } = JSON.parse(importMap) as { imports: Record<string, string> };
  const wanted = new Set<string>();
  for (const [path, text] of sources()) {
    for (const [, specifier] of text.matchAll(PACKAGE_IMPORT)) {
      const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier!)![0];
      assert.ok(imports[name], `${path} imports ${specifier}, which deno.json does not name`);
      wanted.add(imports[name].replace(/^npm:/, ""));
    }
  }
  for (const name of ["amqplib", "hash-wasm", "ldapts", "ws"]) {
    assert.ok([...wanted].some((requirement) => requirement.startsWith(`${name}@`)), name);
  }
  for (const requirement of wanted) assert.ok(roots.has(requirement), `${requirement} is missing`);

  for (const { name, version, dependencies } of packages.values()) {
    const suffix = `/${name}/${version}/package.json`;
    const manifest = [...files].find(([path]) => path.endsWith(suffix))?.[1];
    assert.ok(manifest, `${name}@${version} is not inside`);
    const needs = JSON.parse(new TextDecoder().decode(manifest)).dependencies ?? {};
    for (const needed of Object.keys(needs)) {
      assert.ok(dependencies.has(needed), `${name} needs ${needed}`);
    }
  }
});

Deno.test("nothing that only builds or tests is in the binary, and no key", () => {
  const { files, packages } = compiled.embedded;
  const strangers = [...files.keys()].filter((path) =>
    /^(?:bench|data|dist|docs|static|tests|tools|\.services)\/|_test\.tsx?$|\.(?:db|pem|key)$/
      .test(path)
  );
  assert.deepEqual(strangers, []);
  const names = [...packages.values()].map(({ name }) => name);
  for (const name of ["@frsh/fresh", "nitro", "playwright-core", "rolldown", "vite"]) {
    assert.ok(!names.includes(name), `${name} is inside`);
  }
});

Deno.test("in an empty folder it serves the pages, carries a chat and ends on SIGTERM", async () => {
  const home = join(folder, "home");
  const program = join(folder, "program");
  const cache = join(folder, "cache");
  for (const path of [home, program, cache]) await Deno.mkdir(path);
  const command: [string, ...string[]] = runs
    ? [binary]
    : [Deno.execPath(), ...await writeEmbedded(compiled.embedded, program)];
  const before = await listing(program);
  const server = await startServer({
    root: pathToFileURL(`${home}/`),
    command,
    env: { DENO_DIR: cache, NPM_CONFIG_REGISTRY: NO_REGISTRY, DENO_NO_UPDATE_CHECK: "1" },
  });
  try {
    const { origin } = server;
    await servesEveryClientFile(origin);
    const [ana, bo] = await Promise.all(
      ["ana", "bo"].map(async (uid) => Bot.connect(origin, await register(origin, uid))),
    ) as [Bot, Bot];
    const dm = await ana.openDirect(bo.id);
    await bo.openDirect(ana.id);
    await ana.send(dm, "Are you in there?");
    await bo.waitForText(dm, "Are you in there?");
    await bo.send(dm, "All of me 🌱");
    await ana.waitForText(dm, "All of me 🌱");
    await Promise.all([ana.wire.close(), bo.wire.close()]);
  } finally {
    const code = await server.stop();
    assert.equal(code, 0, server.log());
  }
  const log = server.log();
  assert.match(log, new RegExp(`^TalkyWalky listens on ${server.origin}$`, "m"));
  assert.match(log, /^ {2}directory {2}embedded \(SQLite\)$/m);
  assert.ok(log.includes(`\n  data       ${join(home, "data")}\n`), log);
  assert.doesNotMatch(log, /Building|Download/);

  // All that it keeps is in `data`, for its owner alone; the program itself is as it was.
  assert.deepEqual([...Deno.readDirSync(home)].map(({ name }) => name), ["data"]);
  assert.equal((await Deno.stat(join(home, "data"))).mode! & 0o777, 0o700);
  assert.deepEqual(await listing(program), before);
  const fetched = (await listing(cache)).filter((path) => /^(?:npm|remote|dl)\/./.test(path));
  assert.deepEqual(fetched, []);
});

/** Compares what the server sends with what was built. */
async function servesEveryClientFile(origin: string): Promise<void> {
  const built = new URL("../../.build/pages/public/", import.meta.url);
  assert.ok(compiled.clientFiles.length > 10, `only ${compiled.clientFiles}`);
  for (const path of compiled.clientFiles.filter((path) => !/\.(?:br|gz)$/.test(path))) {
    const response = await fetch(`${origin}/${path}`);
    const sent = new Uint8Array(await response.arrayBuffer());
    assert.equal(response.status, 200, path);
    assert.deepEqual(sent, await Deno.readFile(new URL(path, built)), path);
  }
  const page = await fetch(`${origin}/login`);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<title>/);
}

async function listing(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    paths.push(name);
    if (!isDirectory) continue;
    for (const path of await listing(join(folder, name))) paths.push(`${name}/${path}`);
  }
  return paths.sort();
}
