/**
 * `deno task test`: everything, on real parts. Installs what is missing (Debian's RabbitMQ, slapd,
 * Chromium ...) where it may, runs the checks of `deno task ok`, then every test, and ends with a
 * line `N passed, N failed`. Nothing is skipped: what cannot run fails.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { ensurePackages } from "./services/packages.ts";
import { countJunit, type TestCount } from "./junit.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Kept apart: the first share the processors, the others would take each other's time. */
const GROUPS: readonly { name: string; args: string[] }[] = [
  {
    name: "unit tests",
    args: [
      "--parallel",
      "--ignore=tests/conformance,tests/integration,tests/faults,tests/e2e,bench",
    ],
  },
  { name: "conformance", args: ["tests/conformance"] },
  { name: "integration", args: ["tests/integration"] },
  { name: "faults", args: ["tests/faults"] },
  { name: "browsers", args: ["tests/e2e"] },
];

const total: TestCount = { passed: 0, failed: 0 };
const startedAt = performance.now();

await step(
  "packages",
  () =>
    ensurePackages(["rabbitmq", "slapd", "ldap-utils", "openssl", "chromium", "fonts"], {
      progress: console.log,
    }),
);
await step("format", () => deno("fmt", "--check"));
await step("lint", () => deno("lint", "--quiet"));
await step("build", () => deno("run", "-A", "tools/build.ts", "--if-needed"));
await step("types", () => deno("check", "--quiet"));
for (const group of GROUPS) await runGroup(group);

console.log(`\nTook ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
console.log(`${total.passed} passed, ${total.failed} failed`);
Deno.exit(total.failed === 0 ? 0 : 1);

/** One check: counts as one test. */
async function step(name: string, work: () => Promise<void>): Promise<void> {
  console.log(`\n=== ${name}`);
  try {
    await work();
    total.passed++;
  } catch (error) {
    total.failed++;
    console.log(`FAILED ${name}: ${error instanceof Error ? error.message : error}`);
  }
}

async function runGroup({ name, args }: { name: string; args: string[] }): Promise<void> {
  console.log(`\n=== ${name}`);
  const junit = await Deno.makeTempFile({ suffix: ".xml" });
  let failure: Error | undefined;
  try {
    await deno("test", "-A", "--no-check", "--quiet", `--junit-path=${junit}`, ...args);
  } catch (error) {
    failure = error as Error;
  }
  const count = countJunit(await Deno.readTextFile(junit));
  await Deno.remove(junit);
  // A file that does not load, or a runner that died, is a failure that no test tells of.
  if (failure !== undefined && count.failed === 0) count.failed = 1;
  if (count.passed + count.failed === 0) count.failed = 1;
  total.passed += count.passed;
  total.failed += count.failed;
}

/** Runs deno with these arguments and shows what it prints. @throws when it fails. */
async function deno(...args: string[]): Promise<void> {
  const { success, code } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn().status;
  if (!success) throw new Error(`deno ${args.join(" ")} ended with ${code}`);
}
