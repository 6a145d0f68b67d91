/** The bytes of sealed files on disk, chunk by chunk. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fromBase64Url, toBase64Url, toHex } from "../../../protocol/encoding.ts";

/** `<32 hexadecimal digits>`: ids differ in case, and some file systems see none. */
const NAME = /^[0-9a-f]{32}$/;
const PROBE = ".probe";
/** Of what browsers send in one part. */
const PROBE_BYTES = 256 * 1024;

/**
 * The bytes of sealed files: `<folder>/xx/<id in hexadecimal>`, readable by this user only, the
 * chunks one after the other as they will be in the whole file.
 */
export class ChunkFiles {
  readonly #folder: string;
  #probing: Promise<void> | undefined;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Writes at `offset` and waits for the disk. A file that is new is on the disk by name, too. */
  async write(id: string, offset: number, bytes: Uint8Array): Promise<void> {
    const path = this.#path(id);
    const { file, made } = await this.#openForWriting(path);
    using opened = file;
    await opened.seek(offset, Deno.SeekMode.Start);
    for (let at = 0; at < bytes.length;) at += await opened.write(bytes.subarray(at));
    await opened.syncData();
    if (made) await syncFolders(this.#folder, join(path, ".."));
  }

  /** @returns undefined when the file is not there or too short. */
  async read(
    id: string,
    offset: number,
    length: number,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    let file: Deno.FsFile;
    try {
      file = await Deno.open(this.#path(id));
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
    using opened = file;
    await opened.seek(offset, Deno.SeekMode.Start);
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length;) {
      const read = await opened.read(bytes.subarray(at));
      if (read === null) return undefined;
      at += read;
    }
    return bytes;
  }

  /** Whether there was anything to remove. */
  async remove(id: string): Promise<boolean> {
    try {
      await Deno.remove(this.#path(id));
      return true;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return false;
      throw error;
    }
  }

  /** Ids of the files that are there. */
  async *ids(): AsyncGenerator<string> {
    for await (const { name: subfolder, isDirectory } of Deno.readDir(this.#folder)) {
      if (!isDirectory) continue;
      for await (const { name } of Deno.readDir(join(this.#folder, subfolder))) {
        if (NAME.test(name)) yield idOf(name);
      }
    }
  }

  /**
   * Writes as much as a part of a file has and takes it away again. All who ask at once share one
   * writing, or each would take the other's away.
   *
   * @throws when that is not possible.
   */
  probe(): Promise<void> {
    return this.#probing ??= this.#writeProbe().finally(() => this.#probing = undefined);
  }

  async #writeProbe(): Promise<void> {
    const path = join(this.#folder, PROBE);
    try {
      await Deno.writeFile(path, new Uint8Array(PROBE_BYTES), { mode: 0o600 });
    } catch (error) {
      // What there was room for must not stay.
      await Deno.remove(path).catch(() => {});
      throw error;
    }
    await Deno.remove(path);
  }

  async #openForWriting(path: string): Promise<{ file: Deno.FsFile; made: boolean }> {
    try {
      return { file: await Deno.open(path, { write: true }), made: false };
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
    await Deno.mkdir(join(path, ".."), { recursive: true, mode: 0o700 });
    return { file: await Deno.open(path, { write: true, create: true, mode: 0o600 }), made: true };
  }

  #path(id: string): string {
    const name = toHex(fromBase64Url(id));
    return join(this.#folder, name.slice(0, 2), name);
  }
}

function idOf(name: string): string {
  return toBase64Url(Uint8Array.from(name.match(/../g)!, (byte) => parseInt(byte, 16)));
}

/** A new name is safe once the folder that holds it is. Windows has no such call. */
async function syncFolders(...folders: string[]): Promise<void> {
  if (Deno.build.os === "windows") return;
  for (const folder of folders) {
    using opened = await Deno.open(folder);
    await opened.sync();
  }
}
