/**
 * Brings the npm packages that `deno.lock` names into `node_modules/`, when they are missing or are
 * not the ones of this lock. Every task that needs packages runs it first: where Deno does it by
 * itself, it writes a line for each of some 130 packages. It is a process of its own because Deno
 * looks for the folder once, when a process begins.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { orPlainSentence, requireWritable, step, StepError } from "./step.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = join(ROOT, "node_modules");
/** Holds the hash of what the packages were installed from; written last, so it vouches for all. */
const STAMP = join(FOLDER, ".installed.sha256");

/** @throws {StepError} when the packages cannot be had; its message holds Deno's reason. */
async function installPackages(): Promise<void> {
  if (await areInstalled()) return;
  await requireWritable(FOLDER);
  await step("Fetching the packages from npm", async () => {
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["install", "--quiet"],
      cwd: ROOT,
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).output();
    if (!success) {
      const reason = new TextDecoder().decode(stderr).trim();
      throw new StepError(`Cannot fetch the packages from npm. Deno says:\n${reason}`);
    }
    await Deno.mkdir(FOLDER, { recursive: true });
    await Deno.writeTextFile(STAMP, await wanted());
  });
}

async function areInstalled(): Promise<boolean> {
  const stamp = await Deno.readTextFile(STAMP).catch(() => null);
  return stamp !== null && stamp === await wanted();
}

/** One hash over what says which packages there should be. */
async function wanted(): Promise<string> {
  const { imports } = JSON.parse(await Deno.readTextFile(join(ROOT, "deno.json")));
  const lock = await Deno.readTextFile(join(ROOT, "deno.lock"));
  return createHash("sha256").update(`${JSON.stringify(imports)}\0${lock}`).digest("hex");
}

await orPlainSentence(installPackages);
