import assert from "node:assert/strict";
import { ensurePackages, type Machine } from "./packages.ts";

interface FakeOptions {
  /** Files in place at first. */
  files?: string[];
  root?: boolean;
  /** Answers to apt-get, in order; 0 puts every file in place when it was an install. */
  codes?: number[];
}

/** A machine that records what is asked of it. */
function fake({ files = [], root = true, codes = [] }: FakeOptions) {
  const present = new Set(["/usr/bin/apt-get", ...files]);
  const calls: string[] = [];
  const lines: string[] = [];
  let everything = false;
  const machine: Machine = {
    exists: (file) => Promise.resolve(everything || present.has(file)),
    isRoot: () => root,
    aptGet(args) {
      calls.push(args.join(" "));
      const code = codes.shift() ?? 0;
      if (args[0] === "install" && code === 0) everything = true;
      return Promise.resolve({ code, output: "E: what apt-get says" });
    },
    async exclusively(work) {
      calls.push("lock");
      const result = await work();
      calls.push("unlock");
      return result;
    },
  };
  return {
    options: { machine, progress: (line: string) => lines.push(line) },
    calls,
    lines,
    present,
  };
}

const SLAPD_FILES = ["/usr/sbin/slapd", "/usr/lib/ldap/argon2.so"];
const INSTALL = "install -y --no-install-recommends slapd slapd-contrib";

Deno.test("nothing is run when all is in place", async () => {
  const { options, calls } = fake({ files: SLAPD_FILES, root: false });
  await ensurePackages(["slapd"], options);
  assert.deepEqual(calls, []);
});

Deno.test("what is missing is installed under the lock, and said", async () => {
  const { options, calls, lines } = fake({ files: ["/usr/bin/ldapsearch"] });
  await ensurePackages(["slapd", "ldap-utils", "slapd"], options);
  assert.deepEqual(calls, ["lock", INSTALL, "unlock"]);
  assert.match(lines.join("\n"), /Installing slapd, slapd-contrib/);
});

Deno.test("old package lists are fetched once, and the installation repeated", async () => {
  const { options, calls } = fake({ codes: [100, 0, 0] });
  await ensurePackages(["slapd"], options);
  assert.deepEqual(calls, ["lock", INSTALL, "update", INSTALL, "unlock"]);
});

Deno.test("what another process installed meanwhile is left alone", async () => {
  const { options, calls, present } = fake({});
  const { exclusively } = options.machine;
  options.machine.exclusively = (work) => {
    for (const file of SLAPD_FILES) present.add(file);
    return exclusively(work);
  };
  await ensurePackages(["slapd"], options);
  assert.deepEqual(calls, ["lock", "unlock"]);
});

Deno.test("who may not install is told the exact command", async () => {
  const { options, calls } = fake({ root: false });
  await assert.rejects(ensurePackages(["slapd"], options), {
    message: /sudo apt-get install -y --no-install-recommends slapd slapd-contrib$/,
  });
  assert.deepEqual(calls, []);
});

Deno.test("a failure of apt-get is an error with its words", async () => {
  await assert.rejects(
    ensurePackages(["slapd"], fake({ codes: [100, 0, 100] }).options),
    /apt-get install slapd slapd-contrib ended with code 100:\nE: what apt-get says/,
  );
  await assert.rejects(
    ensurePackages(["slapd"], fake({ codes: [100, 100] }).options),
    /apt-get update ended with code 100/,
  );
});
