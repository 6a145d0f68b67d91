/** A file system of a few megabytes, to see what happens when it is full. */

export interface SmallDisk {
  folder: string;
  /** Takes all the space that is left. */
  fill(): Promise<void>;
  /** Gives it back. */
  free(): Promise<void>;
  close(): Promise<void>;
}

/** @throws {Error} where mounting is not allowed: this needs root. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk> {
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-disk-" });
  await run("mount", "-t", "tmpfs", "-o", `size=${megabytes}m,mode=0700`, "tmpfs", folder);
  const ballast = `${folder}/ballast`;
  return {
    folder,
    fill: async () => {
      const file = await Deno.open(ballast, { write: true, create: true, truncate: true });
      const block = new Uint8Array(4096);
      try {
        while (true) await file.write(block);
      } catch {
        // Full, as it was meant to be.
      } finally {
        file.close();
      }
    },
    free: () => Deno.remove(ballast),
    close: async () => {
      await run("umount", folder);
      await Deno.remove(folder);
    },
  };
}

async function run(command: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, { args, stdin: "null" }).output();
  if (success) return;
  const why = new TextDecoder().decode(stderr).trim();
  throw new Error(`Cannot run ${command} for a small disk (run the tests as root): ${why}`);
}
