import assert from "node:assert/strict";
import { join } from "node:path";
import { makeForeignAuthority, seedAuthority } from "../../tests/support/authorities.ts";
import { within } from "../../tests/support/patience.ts";
import type { Bytes } from "../../protocol/encoding.ts";
import {
  AUTHORITY_FILES,
  authorityDir,
  openAuthorityFiles,
  RENEWAL_FILE,
} from "./authority_files.ts";
import { toPem } from "./pem.ts";

async function inDataDir(run: (dataDir: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await run(join(folder, "data"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const open = (dataDir: string, now = new Date()) =>
  openAuthorityFiles({
    dataDir,
    organisation: "Example",
    clock: () => now,
    random: (length): Bytes => crypto.getRandomValues(new Uint8Array(length)),
  });

const modeOf = (path: string) => (Deno.statSync(path).mode ?? 0) & 0o777;

Deno.test("the first start makes an authority that only its owner can read, the second keeps it", () =>
  inDataDir(async (dataDir) => {
    const made = await open(dataDir);
    const dir = authorityDir(dataDir);
    assert.equal(modeOf(dir), 0o700);
    const names = [...Deno.readDirSync(dir)].map(({ name }) => name).sort();
    assert.deepEqual(names, [
      "authority.sqlite",
      "issuing.key",
      "issuing.pem",
      "root.key",
      "root.pem",
    ]);
    for (const name of names) assert.equal(modeOf(join(dir, name)), 0o600);
    assert.deepEqual([...Deno.readDirSync(dataDir)].map(({ name }) => name), ["ca"]);
    const loaded = await open(dataDir);
    assert.deepEqual(loaded.chain, made.chain);
  }));

Deno.test("at a clock that cannot be right no authority is made", () =>
  inDataDir(async (dataDir) => {
    await assert.rejects(open(dataDir, new Date("1970-01-02T00:00:00Z")), {
      kind: "internal",
      message: /Set the clock and start again\.$/,
    });
    await assert.rejects(Deno.stat(authorityDir(dataDir)), Deno.errors.NotFound);
  }));

Deno.test("a folder with nothing but the wish for a new authority gets one, and the wish goes", () =>
  inDataDir(async (dataDir) => {
    const dir = authorityDir(dataDir);
    await Deno.mkdir(dir, { recursive: true });
    await Deno.writeTextFile(join(dir, RENEWAL_FILE), "");
    await open(dataDir);
    const names = [...Deno.readDirSync(dir)].map(({ name }) => name);
    assert.ok(names.includes(AUTHORITY_FILES.rootKey));
    assert.ok(!names.includes(RENEWAL_FILE));
  }));

Deno.test("a pipe in the place of a key is refused, and not waited for", () =>
  inDataDir(async (dataDir) => {
    await seedAuthority(dataDir);
    const key = join(authorityDir(dataDir), AUTHORITY_FILES.issuingKey);
    await Deno.remove(key);
    assert.ok((await new Deno.Command("mkfifo", { args: ["-m", "600", key] }).output()).success);
    await assert.rejects(within(open(dataDir), "the refusal", 5_000), {
      kind: "internal",
      message: /issuing\.key cannot be used, as it is no file/,
    });
  }));

Deno.test("the root key may be taken away after the first start", () =>
  inDataDir(async (dataDir) => {
    const { chain } = await seedAuthority(dataDir);
    await Deno.remove(join(authorityDir(dataDir), AUTHORITY_FILES.rootKey));
    assert.deepEqual((await open(dataDir)).chain, chain);
  }));

const FAULTS: [string, RegExp, (dir: string) => Promise<void>][] = [
  [
    "a missing issuing key",
    /issuing\.key cannot be used, as it is missing/,
    (dir) => Deno.remove(join(dir, AUTHORITY_FILES.issuingKey)),
  ],
  [
    "a missing root certificate",
    /root\.pem cannot be used, as it is missing/,
    (dir) => Deno.remove(join(dir, AUTHORITY_FILES.rootCertificate)),
  ],
  [
    "a missing database of revocations",
    /authority\.sqlite cannot be used, as it is missing/,
    (dir) => Deno.remove(join(dir, AUTHORITY_FILES.database)),
  ],
  [
    "an empty certificate",
    /issuing\.pem .* one PEM block of CERTIFICATE/,
    (dir) => Deno.writeTextFile(join(dir, AUTHORITY_FILES.issuingCertificate), ""),
  ],
  ["a key that is no key", /issuing\.key .* RSA private key/, (dir) =>
    Deno.writeTextFile(
      join(dir, AUTHORITY_FILES.issuingKey),
      toPem("PRIVATE KEY", new Uint8Array(100)),
    )],
  [
    "a key that others may read",
    /others on this machine may read .*issuing\.key.*: chmod 600 \S+issuing\.key$/,
    (dir) => Deno.chmod(join(dir, AUTHORITY_FILES.issuingKey), 0o640),
  ],
  [
    "a root key that others may read",
    /others on this machine may read .*: chmod 600 \S+root\.key$/,
    (dir) => Deno.chmod(join(dir, AUTHORITY_FILES.rootKey), 0o644),
  ],
  ["another authority's issuing certificate", /not signed by the root/, async (dir) => {
    const foreign = await makeForeignAuthority({ now: new Date() });
    const pem = toPem("CERTIFICATE", foreign.chain.issuing);
    await Deno.writeTextFile(join(dir, AUTHORITY_FILES.issuingCertificate), pem);
  }],
  [
    "the root's key in place of the issuing key",
    /issuing key does not belong/,
    (dir) =>
      Deno.copyFile(join(dir, AUTHORITY_FILES.rootKey), join(dir, AUTHORITY_FILES.issuingKey)),
  ],
];

for (const [what, message, breakIt] of FAULTS) {
  Deno.test(`${what} stops the start with a message for the operator`, () =>
    inDataDir(async (dataDir) => {
      await seedAuthority(dataDir);
      await breakIt(authorityDir(dataDir));
      await assert.rejects(open(dataDir), { kind: "internal", message });
    }));
}

Deno.test("a folder that lost its keys is not taken for a first start", () =>
  inDataDir(async (dataDir) => {
    await Deno.mkdir(authorityDir(dataDir), { recursive: true });
    await Deno.writeTextFile(join(authorityDir(dataDir), AUTHORITY_FILES.database), "");
    await assert.rejects(open(dataDir), { kind: "internal", message: /root\.pem/ });
  }));

Deno.test("a data folder that cannot be made stops the start, and leaves no draft", () =>
  inDataDir(async (dataDir) => {
    await Deno.writeTextFile(dataDir, "in the way");
    await assert.rejects(open(dataDir), { kind: "internal", message: /cannot be/ });
  }));

Deno.test("only what is lost or broken is to be restored; what is there is to be given or closed", () =>
  inDataDir(async (dataDir) => {
    await seedAuthority(dataDir);
    const key = join(authorityDir(dataDir), AUTHORITY_FILES.issuingKey);
    const said = async () => {
      const error = await open(dataDir).then(() => undefined, (error: Error) => error);
      return error?.message ?? "started";
    };
    await Deno.chmod(key, 0o644);
    assert.doesNotMatch(await said(), /backup/);
    await Deno.chmod(key, 0o600);
    assert.equal(await said(), "started");
    await Deno.remove(key);
    assert.match(
      await said(),
      /issuing\.key cannot be used, as it is missing\. Restore it from a backup/,
    );
  }));
