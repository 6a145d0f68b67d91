/**
 * `deno task test`: everything, on real parts. Installs what is missing (Debian's RabbitMQ, slapd,
 * browsers ...) where it may, runs the checks of `deno task ok`, then every test, and ends with a
 * line `N passed, N failed`. Nothing is skipped: what cannot run fails.
 *
 * @module
 */
import { fileURLToPath, pathToFileURL } from "node:url";
import { inLanes } from "./lanes.ts";
import { ensurePackages } from "./services/packages.ts";
import { readJunit, type TestCount } from "./junit.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

const PACKAGES = [
  "rabbitmq",
  "slapd",
  "samba",
  "nginx",
  "ldap-utils",
  "openssl",
  "chromium",
  "firefox",
  "webkit",
  "fonts",
] as const;
/** Each file there has servers and browsers of its own, and so a process of its own. */
const SERVED_TESTS: readonly string[] = [
  "tests/conformance",
  "tests/e2e",
  "tests/engines",
  "tests/faults",
  "tests/integration",
];
/** The files that take longest: they begin first, so that none is still at it when all else ended. */
const LONGEST_FIRST: readonly string[] = [
  "tests/engines/engines_test.ts",
  "tests/faults/half_done_test.ts",
  "tests/faults/kills_test.ts",
  "tests/e2e/accessibility_test.ts",
  "tests/e2e/sign_in_test.ts",
  "tests/e2e/rooms_test.ts",
  "tests/integration/rabbitmq_faults_test.ts",
  "tests/e2e/notifications_test.ts",
  "tests/e2e/offline_test.ts",
  "tests/e2e/keyboard_test.ts",
  "tests/e2e/files_faults_test.ts",
  "tests/e2e/states_test.ts",
  "tests/faults/outages_test.ts",
];
/** Modules that the files are put into which need no server. */
const UNIT_MODULES = 8;
const TEST_FILE = /_test\.tsx?$/;
/** They wait for their servers a part of their time, so one lane more than there are processors. */
const LANES = Math.min(navigator.hardwareConcurrency + 1, 8);

/** Tests that need the pages need not look again whether they are made of these sources. */
let isBuilt = false;
const total: TestCount = { passed: 0, failed: 0 };
/** What failed, to be said once more at the end: who sees no more than that knows where to look. */
const failures: string[] = [];
const elapsed = stopwatch();

await check("packages", () => ensurePackages([...PACKAGES], { progress: console.log }));
await Promise.all([
  check("build", () => deno("run", "-A", "tools/build.ts", "--if-needed")),
  check("format", () => deno("fmt", "--check")),
  check("lint", () => deno("lint", "--quiet")),
]);
isBuilt = total.failed === 0;
// The types of the pages come out of the build.
await Promise.all([
  check("types", () => deno("check", "--quiet")),
  unitTests(),
]);
await inLanes(LANES, servedFiles(), (file) => runTests(file, [file]));

console.log(`\nTook ${elapsed()}`);
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
Deno.exit(total.failed === 0 ? 0 : 1);

/** All other tests, in a few modules: to begin one anew for each file takes a third of their time. */
async function unitTests(): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-units-" });
  try {
    const ignored = [...SERVED_TESTS, "bench", "node_modules"];
    const files = (await testFilesIn("", ignored)).sort();
    const modules = Array.from({ length: UNIT_MODULES }, (_, at) => `${folder}/${at}_test.ts`);
    for (const [at, module] of modules.entries()) {
      const own = files.filter((_, index) => index % UNIT_MODULES === at);
      const imports = own.map((file) => `import "${pathToFileURL(`${ROOT}${file}`)}";\n`);
      await Deno.writeTextFile(module, imports.join(""));
    }
    await runTests("unit tests", ["--config=deno.json", "--parallel", ...modules]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Paths from the root. Folders whose names begin with a dot hold nothing of the project's. */
async function testFilesIn(folder: string, ignored: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(ROOT + folder)) {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (name.startsWith(".") || ignored.includes(path)) continue;
    if (isDirectory) files.push(...await testFilesIn(path, ignored));
    else if (TEST_FILE.test(name)) files.push(path);
  }
  return files;
}

/** The test files of `SERVED_TESTS`, in the order in which they begin. */
function servedFiles(): string[] {
  const files = SERVED_TESTS.flatMap((folder) =>
    [...Deno.readDirSync(`${ROOT}/${folder}`)]
      .filter(({ name }) => TEST_FILE.test(name))
      .map(({ name }) => `${folder}/${name}`)
  ).sort();
  return [...LONGEST_FIRST, ...files.filter((file) => !LONGEST_FIRST.includes(file))];
}

/** One check: counts as one test. */
async function check(name: string, work: () => Promise<void>): Promise<void> {
  const elapsed = stopwatch();
  try {
    await work();
    total.passed++;
    console.log(`\n=== ${name} (${elapsed()})`);
  } catch (error) {
    total.failed++;
    failures.push(name);
    const why = error instanceof Error ? error.message : error;
    console.log(`\n=== ${name} (${elapsed()})\nFAILED ${name}: ${why}`);
  }
}

/** Runs tests and counts them; what they say is shown when they have ended, all of it together. */
async function runTests(name: string, args: readonly string[]): Promise<void> {
  const elapsed = stopwatch();
  const junit = await Deno.makeTempFile({ suffix: ".xml" });
  const command = ["test", "-A", "--no-check", "--quiet", `--junit-path=${junit}`, ...args];
  const { success, text } = await saying(command);
  console.log(`\n=== ${name} (${elapsed()})\n${text}`);
  const report = readJunit(await Deno.readTextFile(junit));
  await Deno.remove(junit);
  // A file that does not load, or a runner that died, is a failure that no test tells of.
  if (report.failed === 0 && (!success || report.passed === 0)) {
    report.failed = 1;
    report.failures.push("as a whole");
  }
  total.passed += report.passed;
  total.failed += report.failed;
  failures.push(...report.failures.map((failure) => `${name}: ${failure}`));
}

/** Runs deno with these arguments. @throws what it said when it fails. */
async function deno(...args: string[]): Promise<void> {
  const { success, text } = await saying(args);
  if (!success) throw new Error(`deno ${args.join(" ")} says:\n${text}`);
}

/** Runs deno with these arguments and answers what it printed, errors last. */
async function saying(args: string[]): Promise<{ success: boolean; text: string }> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: ROOT,
    env: { NO_COLOR: "1", ...(isBuilt ? { TALKYWALKY_TESTS_BUILT: "1" } : {}) },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { success, text: decoder.decode(stdout) + decoder.decode(stderr) };
}

/** @returns how long ago it was made, to be read. */
function stopwatch(): () => string {
  const startedAt = performance.now();
  return () => `${((performance.now() - startedAt) / 1000).toFixed(0)} s`;
}
