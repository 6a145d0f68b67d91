import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StartError } from "../start_error.ts";
import { mountSmallDisk } from "../../tests/support/small_disk.ts";
import { openSqliteArchive } from "../archive/sqlite/archive.ts";
import { checkKept, type Kept } from "./kept.ts";

const KEPT: Kept = {
  databases: [
    { file: "a.db", what: "the archive", newest: 2, tables: ["item"], witness: "s.db" },
    { file: "s.db", what: "the list of sessions", newest: 0, tables: ["session"] },
    { file: "ca/auth.db", what: "the authority's database", newest: 1, tables: ["serial"] },
  ],
  authority: { folder: "ca", database: "ca/auth.db", renewal: "anew" },
  files: { folder: "files", database: "f.db" },
};

function make(path: string, sql: string): void {
  Deno.mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}

/** A data folder that was in use. */
async function usedFolder() {
  const path = await Deno.makeTempDir({ prefix: "talkywalky-kept-" });
  make(`${path}/a.db`, "CREATE TABLE item (id TEXT); PRAGMA user_version = 1");
  make(`${path}/s.db`, "CREATE TABLE session (id TEXT); CREATE TABLE more (id TEXT)");
  make(`${path}/ca/auth.db`, "CREATE TABLE serial (id TEXT); PRAGMA user_version = 1");
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

function refusal(folder: string): string {
  try {
    checkKept(folder, KEPT);
    return "";
  } catch (error) {
    assert.ok(error instanceof StartError, String(error));
    return error.message;
  }
}

Deno.test("a folder that is new, and one that was in use, are taken as they are", async () => {
  await using folder = await usedFolder();
  assert.equal(refusal(folder.path), "");
  const empty = await Deno.makeTempDir();
  assert.equal(refusal(empty), "");
  assert.equal(refusal(join(empty, "none")), "");
  // A first start that was cut off left files without anything in them.
  await Deno.mkdir(`${empty}/ca`);
  for (const file of ["ca/auth.db", "ca/root.pem", "a.db"]) {
    await Deno.writeTextFile(`${empty}/${file}`, "");
  }
  assert.equal(refusal(empty), "");
  await Deno.remove(empty, { recursive: true });
});

/** What may lie in a database's place, and what is said of it. */
const WRONG: Record<string, [put: (path: string) => unknown, said: RegExp]> = {
  "nothing but zero bytes": [
    (path) => Deno.writeTextFileSync(path, ""),
    /is empty, and other files of the folder are not\. Restore it/,
  ],
  "a text": [
    (path) => Deno.writeTextFileSync(path, "To whom it may concern".repeat(100)),
    /is no SQLite database\. Move it away/,
  ],
  "a few bytes": [(path) => Deno.writeTextFileSync(path, "x"), /is no SQLite database/],
  "a database that begins like one": [
    (path) => Deno.writeTextFileSync(path, `SQLite format 3\0${"junk".repeat(2000)}`),
    /cannot be read as a database \(.*\)\. Restore it/,
  ],
  "another program's database": [
    (path) => make(path, "CREATE TABLE moz_places (id INTEGER); PRAGMA user_version = 1"),
    /is a database of another kind or program\. Move it away/,
  ],
  "another program's database without a version": [
    (path) => make(path, "CREATE TABLE moz_places (id INTEGER)"),
    /is a database of another kind or program/,
  ],
  "another of our own databases": [
    (path) =>
      make(path, "CREATE TABLE file (id TEXT); CREATE TABLE chunk (n TEXT); PRAGMA user_version=1"),
    /is a database of another kind or program/,
  ],
  "a folder": [(path) => Deno.mkdirSync(path), /is a folder\. Move it away/],
  "a pipe": [
    (path) => new Deno.Command("mkfifo", { args: [path] }).outputSync(),
    /is no file\. Move it away/,
  ],
  "only its journal": [
    (path) => Deno.writeTextFileSync(`${path}-wal`, "pages"),
    /is missing, and its journal .*-wal is there\. Restore it/,
  ],
};

for (const [what, [put, said]] of Object.entries(WRONG)) {
  Deno.test(`${what} in the place of a database is told by its path, and stays as it is`, async () => {
    for (const { file, what: name } of KEPT.databases) {
      await using folder = await usedFolder();
      const path = join(folder.path, file);
      await Deno.remove(path);
      put(path);
      const kept = contentOf(path);
      const message = refusal(folder.path);
      assert.equal(message.split("\n").length, 1, message);
      assert.ok(message.startsWith(`Cannot start: ${path}, ${name}, `), message);
      assert.match(message, said);
      assert.deepEqual(contentOf(path), kept);
    }
  });
}

function contentOf(path: string): Uint8Array | undefined {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  return isFile ? Deno.readFileSync(path) : undefined;
}

Deno.test("a newer program's database is told with both versions", async () => {
  await using folder = await usedFolder();
  make(`${folder.path}/a.db`, "PRAGMA user_version = 99");
  make(`${folder.path}/s.db`, "PRAGMA user_version = 7");
  assert.match(
    refusal(folder.path),
    /a\.db, the archive, was written by a newer version .*\(99; this one knows 2\).*\n.*s\.db.*\(7; this one knows 0\)/,
  );
});

Deno.test("a database that this user may not write is told with what to do", async () => {
  await using folder = await usedFolder();
  const path = `${folder.path}/a.db`;
  await Deno.chmod(path, 0o400);
  // Root may write everything.
  const said = Deno.uid() === 0 ? /^$/ : /may not read and write .*a\.db, the archive\. Give it/;
  assert.match(refusal(folder.path), said);
});

Deno.test("a database that another program holds is told, and nothing is waited for without end", async () => {
  await using folder = await usedFolder();
  const other = new DatabaseSync(`${folder.path}/a.db`);
  other.exec("BEGIN EXCLUSIVE");
  assert.match(refusal(folder.path), /a\.db, the archive, is locked by another program/);
  other.close();
});

Deno.test("what is wrong with several files is told at once", async () => {
  await using folder = await usedFolder();
  for (const { file } of KEPT.databases) await Deno.writeTextFile(join(folder.path, file), "junk");
  assert.equal(refusal(folder.path).split("\n").length, 3);
});

Deno.test("an authority that is gone is asked for, and made anew only where that is asked for", async () => {
  await using folder = await usedFolder();
  const ca = join(folder.path, "ca");
  await Deno.remove(ca, { recursive: true });
  const lost =
    /the authority's folder .*ca is missing or empty beside databases in use \(a\.db, s\.db\).*Restore the folder/;
  assert.match(refusal(folder.path), lost);
  await Deno.mkdir(ca);
  assert.match(refusal(folder.path), lost);
  await Deno.writeTextFile(join(ca, "anew"), "");
  assert.equal(refusal(folder.path), "");
  await Deno.writeTextFile(join(ca, "root.pem"), "");
  assert.match(refusal(folder.path), /asks for a new authority, and an authority is there/);
});

Deno.test("a database that is gone is not begun anew beside those that know of it", async () => {
  await using folder = await usedFolder();
  await Deno.remove(`${folder.path}/a.db`);
  assert.match(
    refusal(folder.path),
    /a\.db, the archive, is missing, and s\.db beside it is in use\. Restore .* move s\.db away/,
  );
  await Deno.remove(`${folder.path}/s.db`);
  assert.equal(refusal(folder.path), "");
});

Deno.test("sealed files without their list are not taken for strays", async () => {
  await using folder = await usedFolder();
  await Deno.mkdir(`${folder.path}/files`);
  assert.equal(refusal(folder.path), "");
  await Deno.mkdir(`${folder.path}/files/ab`);
  assert.match(refusal(folder.path), /f\.db is missing, and all of .*files would be removed/);
});

Deno.test("the journal of a server that was killed is left for whoever opens the archive", async () => {
  const path = await Deno.makeTempDir();
  const archive = openSqliteArchive(`${path}/archive.db`);
  const kept = {
    ...KEPT,
    databases: [{
      file: "archive.db",
      what: "the archive",
      newest: 99,
      tables: ["conversation", "item"],
    }],
  };
  await Deno.mkdir(`${path}/ca`);
  await Deno.writeTextFile(`${path}/ca/root.pem`, "");
  checkKept(path, kept);
  await archive.close();
  checkKept(path, kept);
  await Deno.remove(path, { recursive: true });
});

/** The databases of a used folder, as a server leaves them that was stopped. */
function makeAll(folder: string): void {
  const wal = "PRAGMA journal_mode = WAL;";
  make(`${folder}/a.db`, `${wal} CREATE TABLE item (id TEXT); PRAGMA user_version = 1`);
  make(`${folder}/s.db`, `${wal} CREATE TABLE session (id TEXT)`);
  make(`${folder}/ca/auth.db`, `${wal} CREATE TABLE serial (id TEXT); PRAGMA user_version = 1`);
}

Deno.test("a full disk is told as one, once, and nothing on it is called damaged", async () => {
  const disk = await mountSmallDisk(2);
  try {
    makeAll(disk.folder);
    await disk.fill();
    assert.equal(
      refusal(disk.folder),
      `Cannot start: the disk of the data folder ${disk.folder} is full. Make room on it, and start again.`,
    );
    await disk.free();
    assert.equal(refusal(disk.folder), "");
  } finally {
    await disk.close();
  }
});

Deno.test("a folder or a journal that may not be written is told by its path, and not as damage", async () => {
  if (Deno.uid() !== 0) return; // Nobody else can give files to others.
  await using folder = await usedFolder();
  for (const { file } of KEPT.databases) await Deno.remove(join(folder.path, file));
  makeAll(folder.path);
  const { path } = folder;
  const asNobody = async () => {
    // The libraries are root's alone here, so that the check itself runs as root without its rights.
    const { stdout, stderr } = await new Deno.Command("setpriv", {
      args: [
        ...["--bounding-set=-all", "--inh-caps=-all", Deno.execPath(), "eval", "--no-lock"],
        `import { checkKept } from ${JSON.stringify(import.meta.resolve("./kept.ts"))};
         try { checkKept(${JSON.stringify(path)}, ${JSON.stringify(KEPT)}); console.log("taken"); }
         catch (error) { console.log(error.message); }`,
      ],
      stdin: "null",
    }).output();
    const decoder = new TextDecoder();
    return decoder.decode(stdout).trim() || decoder.decode(stderr);
  };
  assert.equal(await asNobody(), "taken");
  await Deno.chmod(path, 0o500);
  const lines = (await asNobody()).split("\n");
  assert.deepEqual(lines, [
    `Cannot start: this user may not write in ${path}. Give it to the user that the server runs as ` +
    "(chown, chmod 700).",
  ]);
  await Deno.chmod(path, 0o700);
  for (const journal of ["a.db-wal", "a.db-shm"]) {
    await Deno.writeTextFile(join(path, journal), "");
    await Deno.chmod(join(path, journal), 0);
    assert.equal(
      await asNobody(),
      `Cannot start: this user may not read and write ${join(path, journal)}, the journal of the ` +
        "archive. Give it to the user that the server runs as (chown, chmod 600).",
    );
    await Deno.remove(join(path, journal));
  }
});

Deno.test("a disk that can only be read is told as one", async () => {
  const disk = await mountSmallDisk(2);
  const remount = async (mode: string) => {
    const args = ["-o", `remount,${mode}`, disk.folder];
    assert.ok((await new Deno.Command("mount", { args }).output()).success);
  };
  try {
    makeAll(disk.folder);
    await remount("ro");
    const lines = refusal(disk.folder).split("\n");
    for (const line of lines) {
      assert.match(
        line,
        /lies on a disk that can only be read\. Make it writable, or name another/,
      );
    }
    await remount("rw");
    assert.equal(refusal(disk.folder), "");
  } finally {
    await disk.close();
  }
});
