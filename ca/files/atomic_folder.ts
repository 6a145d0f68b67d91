/** Makes a folder with its files in one step, so that a crash leaves all or nothing. */

import { dirname, join } from "node:path";

/**
 * Makes the folder `path` (0700) with these text files (0600) in one step: a crash leaves either
 * all of it, on the disk, or nothing under that name. The folder must be missing or empty.
 *
 * @throws {Error} of the file system; also when something is in the folder already.
 */
export async function makeFolderAtOnce(
  path: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const parent = dirname(path);
  await Deno.mkdir(parent, { recursive: true, mode: 0o700 });
  const draft = await Deno.makeTempDir({ dir: parent, prefix: ".making-" });
  try {
    await Deno.chmod(draft, 0o700);
    for (const [name, text] of Object.entries(files)) {
      await writeDurably(join(draft, name), text);
    }
    await syncFolder(draft);
    await Deno.rename(draft, path);
  } catch (error) {
    await Deno.remove(draft, { recursive: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(parent);
}

async function writeDurably(path: string, text: string): Promise<void> {
  await Deno.writeTextFile(path, text, { createNew: true, mode: 0o600 });
  using file = await Deno.open(path, { read: true, write: true });
  await file.sync();
}

/** So that the names in it survive the loss of power, too; Windows cannot and need not. */
async function syncFolder(path: string): Promise<void> {
  if (Deno.build.os === "windows") return;
  using folder = await Deno.open(path);
  await folder.sync();
}
