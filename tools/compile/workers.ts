/** Which modules run as workers. `deno compile` does not follow `new Worker`, so it must be told. */

/** Folders that never run inside the server. */
const NOT_THE_SERVER = /^(?:\..*|bench|client|data|dist|docs|node_modules|static|tests|tools)$/;
const WORKER = /^(?:.+_)?worker\.tsx?$/;

/**
 * The worker modules of the tree under `root`, sorted, as paths from there with forward slashes.
 * A worker is known by its name: `worker.ts` or `..._worker.ts`.
 */
export async function findWorkers(root: string): Promise<string[]> {
  const workers: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(root)) {
    if (isDirectory && !NOT_THE_SERVER.test(name)) {
      for (const path of await findWorkers(`${root}/${name}`)) workers.push(`${name}/${path}`);
    } else if (!isDirectory && WORKER.test(name)) workers.push(name);
  }
  return workers.sort();
}
