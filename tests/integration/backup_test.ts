/** The backup script of the operations page, run as it stands there. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ensurePackages } from "../../tools/services/packages.ts";
import { mountSmallDisk } from "../support/small_disk.ts";

const DATABASES = ["archive.db", "directory.db", "sessions.db", "files.db", "ca/authority.sqlite"];
const ROWS = 500;

/** The one script of the page that begins with an interpreter. */
const PAGE = new URL("../../docs/operations.md", import.meta.url);
const script = /^```sh\n(#!\/bin\/sh\n[\s\S]*?)^```$/m.exec(await Deno.readTextFile(PAGE))![1]!;

Deno.test.beforeAll(() => ensurePackages(["sqlite"]));

/** A data folder with something in each file. */
async function dataFolder(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-backup-" });
  await Deno.mkdir(join(folder, "ca"));
  await Deno.mkdir(join(folder, "files", "ab"), { recursive: true });
  for (const name of DATABASES) {
    const database = new DatabaseSync(join(folder, name));
    database.exec("PRAGMA journal_mode = WAL; CREATE TABLE t (x TEXT); BEGIN");
    const insert = database.prepare("INSERT INTO t VALUES (?)");
    for (let i = 0; i < ROWS; i++) insert.run("x".repeat(1000));
    database.exec("COMMIT");
    database.close();
  }
  for (const name of ["ca/root.pem", "ca/issuing.pem", "ca/issuing.key", "ca/root.key"]) {
    await Deno.writeTextFile(join(folder, name), name);
  }
  await Deno.writeTextFile(join(folder, "files", "ab", "abcd"), "sealed");
  return folder;
}

async function run(data: string, backup: string, env: Record<string, string> = {}) {
  const { code, stderr } = await new Deno.Command("/bin/sh", {
    args: ["-c", script],
    env: { TW_DATA: data, BACKUP: backup, ...env },
    stdin: "null",
  }).output();
  return { code, said: new TextDecoder().decode(stderr) };
}

Deno.test("the copy has all that a data folder has, but the root's key", async () => {
  const data = await dataFolder();
  const backup = await Deno.makeTempDir({ prefix: "talkywalky-copy-" });
  assert.deepEqual(await run(data, backup), { code: 0, said: "" });
  const authority = [...Deno.readDirSync(join(backup, "ca"))].map(({ name }) => name).sort();
  assert.deepEqual(authority, ["authority.sqlite", "issuing.key", "issuing.pem", "root.pem"]);
  for (const name of DATABASES) {
    const database = new DatabaseSync(join(backup, name), { readOnly: true });
    assert.deepEqual({ ...database.prepare("SELECT count(*) AS n FROM t").get() }, { n: ROWS });
    database.close();
  }
  assert.equal(await Deno.readTextFile(join(backup, "files/ab/abcd")), "sealed");
  await Deno.remove(join(data, "directory.db"));
  assert.equal((await run(data, backup)).code, 0, "with LDAP there is none");
  for (const folder of [data, backup]) await Deno.remove(folder, { recursive: true });
});

Deno.test("a step that fails is the script's own failure", async () => {
  const faults: Record<string, (data: string) => Promise<unknown>> = {
    "a database is missing": (data) => Deno.remove(join(data, "archive.db")),
    "a database is broken": (data) =>
      Deno.writeFile(join(data, "sessions.db"), new Uint8Array(9_000).fill(7)),
    "the files are missing": (data) => Deno.remove(join(data, "files"), { recursive: true }),
    "the key is missing": (data) => Deno.remove(join(data, "ca/issuing.key")),
  };
  for (const [what, fault] of Object.entries(faults)) {
    const data = await dataFolder();
    await fault(data);
    const { code, said } = await run(data, join(data, "copy"));
    assert.notEqual(code, 0, what);
    assert.notEqual(said, "", what);
    await Deno.remove(data, { recursive: true });
  }
});

Deno.test("without sqlite3, without room and without a target it fails", async () => {
  const data = await dataFolder();
  const bare = await Deno.makeTempDir({ prefix: "talkywalky-path-" });
  for (const tool of ["mkdir", "cp"]) await Deno.symlink(`/bin/${tool}`, join(bare, tool));
  const missing = await run(data, join(data, "copy"), { PATH: bare });
  assert.notEqual(missing.code, 0);
  assert.match(missing.said, /sqlite3/);
  const disk = await mountSmallDisk(1);
  try {
    assert.notEqual((await run(data, join(disk.folder, "copy"))).code, 0, "1 MB for 2.5");
  } finally {
    await disk.close();
  }
  for (const folder of [data, bare]) await Deno.remove(folder, { recursive: true });
});

Deno.test("a copy that was given no place is made nowhere", async () => {
  // Not the script itself but its first steps, or a mistake here would write to the root folder.
  const first = script.slice(0, script.indexOf("umask"));
  for (const env of [{ TW_DATA: "/data", BACKUP: "" }, { TW_DATA: "", BACKUP: "/backup" }]) {
    const { code } = await new Deno.Command("/bin/sh", {
      args: ["-c", first],
      env,
      stderr: "null",
    }).output();
    assert.notEqual(code, 0, JSON.stringify(env));
  }
  assert.ok(script.indexOf("mkdir") > script.indexOf(":?"), "asked before anything is written");
});
