import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import { openMemoryAuthority } from "../../tests/support/authorities.ts";
import { TEST_TIME } from "../../tests/support/certificates.ts";
import { parseCertificate } from "../../x509/certificate.ts";
import { type HealthParts, looksAt } from "./looks.ts";

const DAY_MS = 86_400_000;

/** Parts that are all well, but for what the test gives instead. */
async function parts(changes: Partial<HealthParts> = {}): Promise<HealthParts> {
  const { authority } = await openMemoryAuthority();
  return {
    directory: { check: () => Promise.resolve() },
    authority,
    bridge: {
      archive: { state: () => Promise.resolve("up") } as HealthParts["bridge"]["archive"],
      checkBroker: () => Promise.resolve(),
    },
    files: { state: () => Promise.resolve("up") },
    clock: () => TEST_TIME.getTime(),
    ...changes,
  };
}

Deno.test("parts that are well are seen to be", async () => {
  const looks = looksAt(await parts());
  for (const look of Object.values(looks)) await look();
});

Deno.test("an authority is down from the end of its certificate on, and before its beginning", async () => {
  const all = await parts();
  const { issuing } = await all.authority.chain();
  const { notBefore, notAfter } = parseCertificate(issuing);
  const at = async (ms: number) => {
    const look = looksAt({ ...all, clock: () => ms }).authority;
    return await look().then(() => "up", (error: Error) => error.message);
  };
  assert.equal(await at(notAfter.getTime()), "up");
  assert.match(await at(notAfter.getTime() + 1), /^its issuing certificate ended at /);
  assert.match(
    await at(notBefore.getTime() - DAY_MS),
    /certificate begins at .* clock of this machine/,
  );
});

Deno.test("an authority that has no list that holds now, or cannot write, is down", async () => {
  const { authority, issuer } = await openMemoryAuthority();
  let broken = false;
  const { authority: failing, clock } = await openMemoryAuthority({
    signer: (data) => {
      if (broken) throw new AppError("unavailable", "The key is gone.");
      return issuer.signer(data);
    },
  });
  const look = looksAt(await parts({ authority: failing, clock: () => clock.now.getTime() }))
    .authority;
  await look();
  broken = true;
  clock.now = new Date(TEST_TIME.getTime() + 30 * DAY_MS / 24);
  await assert.rejects(look(), /revocation list cannot be used/);
  broken = false;
  await look();
  await authority.close();
  await failing.close();
});

Deno.test("each part that cannot be written, or says why, is down with that", async () => {
  const state = () => Promise.resolve("down" as const);
  const { bridge } = await parts();
  const looks = looksAt(
    await parts({
      files: { state },
      bridge: {
        archive: { ...bridge.archive, state },
        checkBroker: () => Promise.reject(new Error("no majority")),
      },
      directory: { check: () => Promise.reject(new Error("result code 49")) },
    }),
  );
  await assert.rejects(looks.files(), /files\/ cannot be written/);
  await assert.rejects(looks.archive(), /cannot be written: is the disk full/);
  await assert.rejects(looks.broker(), /no majority/);
  await assert.rejects(looks.directory(), /result code 49/);
});
