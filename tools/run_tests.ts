/**
 * `deno task test`: everything, on real parts. Installs what is missing (Debian's RabbitMQ, slapd,
 * browsers ...) where it may, runs the checks of `deno task ok`, then every test, and ends with a
 * line `N passed, N failed`. Nothing is skipped: what cannot run fails.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { ensurePackages } from "./services/packages.ts";
import { countJunit, type TestCount } from "./junit.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

interface Group {
  name: string;
  args: string[];
}

/** These share the processors among themselves. */
const UNIT_TESTS: Group = {
  name: "unit tests",
  args: [
    "--parallel",
    "--ignore=tests/conformance,tests/integration,tests/faults,tests/e2e,tests/engines,bench",
  ],
};
/** One after the other: each has servers of its own. */
const SERVER_TESTS: readonly Group[] = [
  { name: "conformance", args: ["tests/conformance"] },
  { name: "integration", args: ["tests/integration"] },
  { name: "faults", args: ["tests/faults"] },
];
const BROWSER_TESTS: readonly Group[] = [
  { name: "browsers", args: ["tests/e2e"] },
  { name: "engines", args: ["tests/engines"] },
];

const total: TestCount = { passed: 0, failed: 0 };
const startedAt = performance.now();

await step(
  "packages",
  () =>
    ensurePackages(
      ["rabbitmq", "slapd", "ldap-utils", "openssl", "chromium", "firefox", "webkit", "fonts"],
      { progress: console.log },
    ),
);
await step("format", () => deno("fmt", "--check"));
await step("lint", () => deno("lint", "--quiet"));
await step("build", () => deno("run", "-A", "tools/build.ts", "--if-needed"));
await step("types", () => deno("check", "--quiet"));
await runGroup(UNIT_TESTS);
// Most of their time these two wait, so they go beside each other; what one says stands together.
const said: string[] = [];
await Promise.all([
  (async () => {
    for (const group of BROWSER_TESTS) await runGroup(group);
  })(),
  (async () => {
    for (const group of SERVER_TESTS) await runGroup(group, (text) => void said.push(text));
  })(),
]);
for (const text of said) console.log(text);

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

/** @param onSaid gets all that the tests say, when they have ended; else it is shown at once. */
async function runGroup(
  { name, args }: Group,
  onSaid?: (text: string) => void,
): Promise<void> {
  if (onSaid === undefined) console.log(`\n=== ${name}`);
  const junit = await Deno.makeTempFile({ suffix: ".xml" });
  const command = ["test", "-A", "--no-check", "--quiet", `--junit-path=${junit}`, ...args];
  let failure: Error | undefined;
  try {
    if (onSaid === undefined) await deno(...command);
    else {
      const { success, code, text } = await denoSaying(command);
      onSaid(`\n=== ${name}\n${text}`);
      if (!success) throw new Error(`deno ${command.join(" ")} ended with ${code}`);
    }
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
  const { success, code } = await commandOf(args, "inherit").spawn().status;
  if (!success) throw new Error(`deno ${args.join(" ")} ended with ${code}`);
}

/** Runs deno with these arguments and answers what it printed, errors last. */
async function denoSaying(
  args: string[],
): Promise<{ success: boolean; code: number; text: string }> {
  const { success, code, stdout, stderr } = await commandOf(args, "piped").output();
  const decoder = new TextDecoder();
  return { success, code, text: decoder.decode(stdout) + decoder.decode(stderr) };
}

function commandOf(args: string[], output: "inherit" | "piped"): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args,
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: output,
    stderr: output,
  });
}
