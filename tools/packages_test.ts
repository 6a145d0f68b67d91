import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL(".", import.meta.url));
/** Nobody listens on the port of nothing: what asks a registry fails at once. */
const NO_REGISTRY = "http://127.0.0.1:9/";

/** A project of its own in a folder of its own, with these imports and no network. */
class Project implements AsyncDisposable {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<Project> {
    const folder = await Deno.makeTempDir({ prefix: "talkywalky-packages-" });
    await Deno.mkdir(join(folder, "tools"));
    for (const name of ["packages.ts", "step.ts"]) {
      await Deno.copyFile(join(HERE, name), join(folder, "tools", name));
    }
    await Deno.writeTextFile(join(folder, "deno.lock"), `{"version":"5"}`);
    return new Project(folder);
  }

  async imports(imports: Record<string, string>): Promise<void> {
    const config = { nodeModulesDir: "manual", imports };
    await Deno.writeTextFile(join(this.folder, "deno.json"), JSON.stringify(config));
  }

  async install(): Promise<{ code: number; said: string }> {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-lock", "tools/packages.ts"],
      cwd: this.folder,
      env: { NPM_CONFIG_REGISTRY: NO_REGISTRY, NO_COLOR: "1" },
      stdin: "null",
    }).output();
    const decoder = new TextDecoder();
    return { code, said: decoder.decode(stdout) + decoder.decode(stderr) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.folder, { recursive: true });
  }
}

Deno.test("packages are installed once, and again when others are wanted", async () => {
  await using project = await Project.make();
  await project.imports({});
  const first = await project.install();
  assert.equal(first.code, 0, first.said);
  assert.match(first.said, /^Fetching the packages from npm \.\.\. \d+\.\d s\n$/);
  assert.deepEqual(await project.install(), { code: 0, said: "" });
  await project.imports({ "server": "./server.ts" });
  assert.match((await project.install()).said, /^Fetching the packages from npm/);
});

Deno.test("packages that cannot be had are told with Deno's reason, without a stack", async () => {
  await using project = await Project.make();
  await project.imports({ "talkywalky-nothing": "npm:talkywalky-nothing@1.0.0" });
  const { code, said } = await project.install();
  assert.equal(code, 1);
  assert.match(
    said,
    /^Fetching the packages from npm \.\.\. failed\nCannot fetch the packages from/,
  );
  assert.doesNotMatch(said, /\n\s+at /);
  // What failed is tried again.
  assert.equal((await project.install()).code, 1);
});
