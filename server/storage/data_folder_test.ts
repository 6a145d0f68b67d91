import assert from "node:assert/strict";
import { join } from "node:path";
import { AppError } from "../../protocol/errors.ts";
import { StartError } from "../start_error.ts";
import { mountSmallDisk } from "../../tests/support/small_disk.ts";
import { checkDataFolder, openDataFolder, startErrorOf } from "./data_folder.ts";

async function tempFolder() {
  const path = await Deno.makeTempDir({ prefix: "talkywalky-folder-" });
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof StartError, String(error));
    assert.doesNotMatch(error.message, /\n/);
    return error.message;
  }
  throw new Error("nothing was refused");
}

Deno.test("a missing folder is made, for its owner alone, and is new until it was served from", async () => {
  await using folder = await tempFolder();
  const path = join(folder.path, "a", "data");
  assert.deepEqual(openDataFolder(path), { isNew: true });
  if (Deno.build.os !== "windows") {
    assert.equal((await Deno.stat(path)).mode! & 0o777, 0o700);
    assert.equal((await Deno.stat(join(path, "lock"))).mode! & 0o777, 0o600);
  }
  const used = join(folder.path, "used");
  await Deno.mkdir(used);
  await Deno.writeTextFile(join(used, "archive.db"), "");
  assert.deepEqual(openDataFolder(used), { isNew: false });
});

Deno.test("a folder that is open already is refused to the second", async () => {
  await using folder = await tempFolder();
  openDataFolder(folder.path);
  assert.equal(
    refusalOf(() => openDataFolder(folder.path)),
    `Cannot start: another process uses the data folder ${folder.path}. Stop it, or name another ` +
      "folder in TW_DATA.",
  );
});

Deno.test("the folder stays taken when the file of its lock is removed, or another put in its place", async () => {
  if (Deno.build.os === "windows") return; // There nobody removes a file that is open.
  await using folder = await tempFolder();
  openDataFolder(folder.path);
  const lock = join(folder.path, "lock");
  await Deno.remove(lock);
  const second = () => refusalOf(() => openDataFolder(folder.path));
  assert.match(second(), /another process uses the data folder/);
  await Deno.writeTextFile(lock, "");
  assert.match(second(), /another process uses the data folder/);
  // Also by another name of the same folder.
  const link = `${folder.path}-link`;
  await Deno.symlink(folder.path, link);
  assert.match(refusalOf(() => openDataFolder(link)), /another process uses the data folder/);
  await Deno.remove(link);
});

Deno.test("what is no file in the place of the lock is told, and not waited for", async () => {
  for (const make of ["mkdir", "mkfifo"]) {
    await using folder = await tempFolder();
    const lock = join(folder.path, "lock");
    assert.ok((await new Deno.Command(make, { args: [lock] }).output()).success);
    assert.equal(
      refusalOf(() => openDataFolder(folder.path)),
      `Cannot start: ${lock} must be a file, and is none. Remove it.`,
    );
  }
});

Deno.test("a path that no folder can have is told in a sentence", () => {
  assert.match(refusalOf(() => openDataFolder(`/tmp/${"x".repeat(300)}`)), /path .* is too long/);
  if (Deno.build.os !== "linux") return;
  assert.match(
    refusalOf(() => openDataFolder("/proc/none")),
    /^Cannot start: the data folder \/proc\/none cannot be used \(.*\)\. Name another folder/,
  );
});

Deno.test("another user's folder is refused, and nothing is written into it", async () => {
  await using folder = await tempFolder();
  const owner = (await Deno.stat(folder.path)).uid;
  if (owner === null) return; // A system without user ids has no other users' folders.
  assert.match(
    refusalOf(() => openDataFolder(folder.path, owner + 1)),
    new RegExp(
      `belongs to another user \\(uid ${owner}, and this process runs as uid ${owner + 1}\\)`,
    ),
  );
  assert.deepEqual(await Array.fromAsync(Deno.readDir(folder.path)), []);
});

Deno.test("a file in the folder's place, or on the way to it, is told as one", async () => {
  await using folder = await tempFolder();
  const file = join(folder.path, "file");
  await Deno.writeTextFile(file, "");
  assert.match(
    refusalOf(() => openDataFolder(file)),
    /^Cannot start: the data folder .* is a file\./,
  );
  assert.match(
    refusalOf(() => openDataFolder(join(file, "data"))),
    /^Cannot start: a part of the path of the data folder .* is a file\./,
  );
});

Deno.test("a folder that others may look into is a warning with what closes it", async () => {
  await using folder = await tempFolder();
  assert.deepEqual(checkDataFolder(folder.path), []);
  for (const mode of [0o755, 0o710, 0o704]) {
    await Deno.chmod(folder.path, mode);
    const [finding, ...more] = checkDataFolder(folder.path);
    assert.deepEqual([finding?.verdict, finding?.settings, more], ["warning", ["TW_DATA"], []]);
    assert.equal(finding?.change, `Close it: chmod 700 ${folder.path}`);
    assert.ok(finding?.saw.includes(mode.toString(8)), finding?.saw);
  }
  await Deno.chmod(folder.path, 0o700);
  assert.deepEqual([...Deno.readDirSync(folder.path)], [], "nothing is left behind");
});

Deno.test("a full disk is a warning, and nothing is left on it", async () => {
  const disk = await mountSmallDisk(1);
  try {
    await disk.fill();
    const [finding, ...more] = checkDataFolder(disk.folder);
    assert.deepEqual([finding?.verdict, finding?.saw, more], ["warning", "its disk is full", []]);
    await disk.free();
    assert.deepEqual(checkDataFolder(disk.folder), []);
    assert.deepEqual([...Deno.readDirSync(disk.folder)], []);
  } finally {
    await disk.close();
  }
});

Deno.test("a link to a folder that is not there is told as one", async () => {
  await using folder = await tempFolder();
  const link = join(folder.path, "link");
  await Deno.symlink(join(folder.path, "none"), link);
  for (const path of [link, join(link, "data")]) {
    assert.equal(
      refusalOf(() => openDataFolder(path)),
      `Cannot start: the data folder's path leads over ${link}, a link to ${folder.path}/none, ` +
        "which is not there. Make that folder, or name another folder in TW_DATA.",
    );
  }
  await Deno.mkdir(join(folder.path, "none"));
  assert.deepEqual(openDataFolder(link), { isNew: true });
});

Deno.test("a disk that is full at the first start is one sentence that says to make room", async () => {
  const disk = await mountSmallDisk(1);
  try {
    // A tmpfs finds room for an empty file always, but not for more of them than it was told.
    const args = ["-o", "remount,nr_inodes=1", disk.folder];
    assert.ok((await new Deno.Command("mount", { args }).output()).success);
    assert.equal(
      refusalOf(() => openDataFolder(join(disk.folder, "data"))),
      `Cannot start: the disk of the data folder ${
        join(disk.folder, "data")
      } is full. Make room on it, and start ` +
        "again.",
    );
  } finally {
    await disk.close();
  }
});

Deno.test("what a full disk ended a start with is told as a full disk, and anything else as it is", async () => {
  const disk = await mountSmallDisk(1);
  try {
    const other = new Error("something else");
    const said =
      `Cannot start: the disk of the data folder ${disk.folder} is full. Make room on it, and start again.`;
    assert.equal(startErrorOf(other, disk.folder), other);
    const full = new AppError("storage-full", "The authority's disk is full.");
    for (const error of [full, new Error("it failed", { cause: full })]) {
      assert.equal((startErrorOf(error, disk.folder) as Error).message, said);
    }
    await disk.fill();
    const unavailable = new AppError("unavailable", "The authority cannot use its database.");
    for (const error of [unavailable, other]) {
      const told = startErrorOf(error, disk.folder);
      assert.ok(told instanceof StartError);
      assert.deepEqual([told.message, told.exitCode], [said, 1]);
    }
    const told = new StartError("Cannot start: the port is in use.");
    assert.equal(startErrorOf(told, disk.folder), told);
    assert.equal(startErrorOf(other, join(disk.folder, "none")), other);
  } finally {
    await disk.close();
  }
});
