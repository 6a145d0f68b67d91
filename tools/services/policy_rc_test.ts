import assert from "node:assert/strict";
import { withoutServiceStarts } from "./policy_rc.ts";

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-policy-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const filesOf = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name);

async function policyAnswer(folder: string): Promise<number> {
  return (await new Deno.Command(`${folder}/policy-rc.d`, { args: ["slapd", "start"] }).output())
    .code;
}

Deno.test("starting services is forbidden while the work lasts, and only then", () =>
  withFolder(async (folder) => {
    const answer = await withoutServiceStarts(folder, () => policyAnswer(folder));
    assert.equal(answer, 101);
    assert.deepEqual(filesOf(folder), []);
  }));

Deno.test("the machine's own policy comes back, also when the work fails", () =>
  withFolder(async (folder) => {
    const own = `${folder}/policy-rc.d`;
    await Deno.writeTextFile(own, "#!/bin/sh\nexit 104\n", { mode: 0o755 });
    await assert.rejects(
      withoutServiceStarts(folder, async () => {
        assert.equal(await policyAnswer(folder), 101);
        throw new Error("apt-get failed");
      }),
      /apt-get failed/,
    );
    assert.equal(await policyAnswer(folder), 104);
    assert.deepEqual(filesOf(folder), ["policy-rc.d"]);
  }));

Deno.test("what a killed run left is put right by the next", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/policy-rc.d`, "#!/bin/sh\nexit 104\n", { mode: 0o755 });
    await withoutServiceStarts(folder, async () => {
      // The files as a SIGKILL would leave them here; the next run begins from them.
      await withoutServiceStarts(folder, () => Promise.resolve());
      assert.equal(await policyAnswer(folder), 104);
    });
    assert.equal(await policyAnswer(folder), 104);
    assert.deepEqual(filesOf(folder), ["policy-rc.d"]);
  }));
