/** Small values that a service's folder keeps from one start to the next, readable by us only. */

/** 192 random bits as 48 hexadecimal digits: nothing to escape in a URL or a configuration file. */
export function randomPassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The text of `file`; made once by `make` when there is none. The file's mode is `mode`. */
export async function storedValue(file: string, make: () => string, mode = 0o600): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const value = make();
  await writePrivate(file, value, mode);
  return value;
}

/** Writes `file` so that it is never, even briefly, readable by others or half-written. */
export async function writePrivate(file: string, text: string, mode = 0o600): Promise<void> {
  const fresh = `${file}.new`;
  await Deno.remove(fresh).catch(() => {});
  await Deno.writeTextFile(fresh, text, { mode, createNew: true });
  await Deno.rename(fresh, file);
}

/** Makes `folder` for us alone (0700), with its parents. @returns its absolute path. */
export async function privateFolder(folder: string): Promise<string> {
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  await Deno.chmod(folder, 0o700);
  return await Deno.realPath(folder);
}
