/** The backup script of the operations page, run as it stands there. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ensurePackages } from "../../tools/services/packages.ts";
import { within } from "../support/patience.ts";
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

/** Writes to `database` until it is stopped, with a commit between any two steps of the copy. */
function writeAllTheTime(path: string): { stop(): Promise<number> } {
  const database = new DatabaseSync(path);
  database.exec("PRAGMA synchronous = OFF");
  const update = database.prepare("UPDATE t SET x = hex(randomblob(500)) WHERE rowid = ?");
  let commits = 0;
  let stopped = false;
  const written = (async () => {
    while (!stopped) {
      for (let n = 0; n < 10; n++) update.run(commits++ % ROWS + 1);
      await new Promise((resolve) => setTimeout(resolve));
    }
    database.close();
    return commits;
  })();
  return {
    stop() {
      stopped = true;
      return written;
    },
  };
}

Deno.test("the copy of a database that is written to all the time ends, and is whole", async () => {
  const data = await dataFolder();
  const backup = await Deno.makeTempDir({ prefix: "talkywalky-copy-" });
  const archive = join(data, "archive.db");
  const rows = 40 * ROWS;
  const database = new DatabaseSync(archive);
  database.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
    INSERT INTO t SELECT hex(randomblob(500)) FROM n`);
  const writer = writeAllTheTime(archive);
  try {
    assert.deepEqual(await within(run(data, backup), "the copy"), { code: 0, said: "" });
  } finally {
    const commits = await writer.stop();
    database.close();
    assert.ok(commits > 0);
  }
  const copy = new DatabaseSync(join(backup, "archive.db"));
  const only = (sql: string) => Object.values(copy.prepare(sql).get()!)[0];
  assert.equal(only("PRAGMA integrity_check"), "ok");
  assert.equal(only("SELECT count(*) FROM t"), ROWS + rows);
  copy.close();
  for (const folder of [data, backup]) await Deno.remove(folder, { recursive: true });
});

Deno.test("files that are taken back while they are copied are no failure", async () => {
  const data = await dataFolder();
  const backup = await Deno.makeTempDir({ prefix: "talkywalky-copy-" });
  const names = Array.from({ length: 1_000 }, (_, n) => join(data, "files", "cd", `taken-${n}`));
  await Deno.mkdir(join(data, "files", "cd"));
  for (const name of names) Deno.writeTextFileSync(name, "sealed");
  const copied = () => {
    try {
      return [...Deno.readDirSync(join(backup, "files", "cd"))].length;
    } catch {
      return 0;
    }
  };
  let running = true;
  const copy = run(data, backup).finally(() => running = false);
  // The list of names is read before the first of them is copied.
  while (running && copied() === 0) await new Promise((resolve) => setTimeout(resolve));
  for (const name of names) Deno.removeSync(name);
  assert.equal((await within(copy, "the copy")).code, 0);
  assert.ok(copied() > 0 && copied() < names.length, `${copied()} were copied`);
  assert.equal(await Deno.readTextFile(join(backup, "files/ab/abcd")), "sealed");
  for (const folder of [data, backup]) await Deno.remove(folder, { recursive: true });
});

Deno.test("a file that is taken back between the last look and the copy is no failure", async () => {
  const data = await dataFolder();
  const backup = await Deno.makeTempDir({ prefix: "talkywalky-copy-" });
  const tools = await Deno.makeTempDir({ prefix: "talkywalky-path-" });
  await Deno.writeTextFile(join(data, "files", "ab", "taken"), "sealed");
  const cp = `#!/bin/sh\ncase "$2" in */files/ab/taken) rm "$2" ;; esac\nexec /bin/cp "$@"\n`;
  await Deno.writeTextFile(join(tools, "cp"), cp, { mode: 0o755 });
  const { code, said } = await run(data, backup, { PATH: `${tools}:${Deno.env.get("PATH")}` });
  assert.equal(code, 0);
  assert.match(said, /taken/);
  assert.deepEqual([...Deno.readDirSync(join(backup, "files/ab"))].map(({ name }) => name), [
    "abcd",
  ]);
  for (const folder of [data, backup, tools]) await Deno.remove(folder, { recursive: true });
});

Deno.test("a file for which there is no room is a failure", async () => {
  const data = await dataFolder();
  await Deno.writeFile(join(data, "files", "ab", "large"), new Uint8Array(4_000_000));
  const disk = await mountSmallDisk(5);
  try {
    const { code, said } = await run(data, join(disk.folder, "copy"));
    assert.notEqual(code, 0);
    assert.match(said, /large/);
  } finally {
    await disk.close();
  }
  await Deno.remove(data, { recursive: true });
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
