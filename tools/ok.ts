/**
 * `deno task ok`: every check that needs no server. All of them run, so that one look shows
 * everything that is wrong; the exit code is 1 when one failed.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

interface Check {
  name: string;
  args: string[];
  /** What is shown of its output also when it passes. */
  shows?: RegExp;
}

/** Folders of tests that need servers, browsers or minutes; `deno task test` runs them. */
const SLOW_TESTS = [
  "bench",
  "tests/conformance",
  "tests/e2e",
  "tests/engines",
  "tests/faults",
  "tests/integration",
];

/** In this order: the types of the pages come out of the build. */
const CHECKS: readonly Check[] = [
  { name: "format", args: ["fmt", "--check"] },
  { name: "lint", args: ["lint", "--quiet"] },
  { name: "build", args: ["run", "-A", "tools/build.ts", "--if-needed"] },
  { name: "types", args: ["check", "--quiet"] },
  {
    name: "unit tests and import directions",
    args: [
      "test",
      "-A",
      "--no-check",
      "--parallel",
      `--ignore=${SLOW_TESTS.join(",")}`,
    ],
    shows: /^Areas of the import rules.*\n(?: .*\n)+/m,
  },
];

const failed: string[] = [];
for (const { name, args, shows } of CHECKS) {
  const startedAt = performance.now();
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    env: { NO_COLOR: "1" },
  }).output();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${success ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
  if (success) {
    const shown = shows?.exec(new TextDecoder().decode(stdout))?.[0];
    if (shown !== undefined) console.log(shown.trimEnd());
    continue;
  }
  failed.push(name);
  console.log(reasons(stdout, stderr));
}

if (failed.length > 0) {
  console.log(`\nFailed: ${failed.join(", ")}. The reasons are above.`);
  Deno.exit(1);
}

/** What a failed check wrote, without the list of tests that passed before. */
function reasons(...outputs: Uint8Array[]): string {
  const text = outputs.map((output) => new TextDecoder().decode(output)).join("");
  return text.slice(Math.max(text.indexOf("\n ERRORS "), 0)).trim();
}
