import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { AppError } from "../../protocol/errors.ts";
import type { Uid } from "../../protocol/ids.ts";
import type { PasswordHasher } from "../passwords.ts";
import { EmbeddedDirectory } from "./directory.ts";

/** Instant, for tests that are not about the hash. */
const passwords: PasswordHasher = {
  hash: (password) => Promise.resolve(`plain ${password}`),
  verify: (password, phc) => Promise.resolve(phc === `plain ${password}`),
};

const person = (uid: string) => ({
  uid: uid as Uid,
  fullName: `Person ${uid}`,
  mail: `${uid}@example.org`,
  password: "correct horse",
});

async function withFile(work: (file: string, folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-directory-" });
  try {
    await work(`${folder}/directory.db`, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("every file of the database is readable by its owner only", () =>
  withFile(async (file, folder) => {
    const directory = new EmbeddedDirectory({ file, passwords });
    await directory.add(person("alice"));
    const modes = [...Deno.readDirSync(folder)].map(({ name }) =>
      (Deno.statSync(`${folder}/${name}`).mode! & 0o777).toString(8)
    );
    assert.ok(modes.length >= 2);
    assert.deepEqual(new Set(modes), new Set(["600"]));
    await directory.close();
  }));

Deno.test("people are there again after the file is opened anew", () =>
  withFile(async (file) => {
    const first = new EmbeddedDirectory({ file, passwords });
    const added = await first.add(person("alice"));
    await first.close();
    await first.close();
    assert.equal(await first.state(), "down");
    const second = new EmbeddedDirectory({ file, passwords });
    assert.deepEqual(await second.findByUid("alice" as Uid), added);
    assert.ok(await second.authenticate("alice" as Uid, "correct horse"));
    await second.close();
  }));

Deno.test("a full disk is storage-full, stores nothing, and passes when there is room", () =>
  withFile(async (file) => {
    const certificates = Array.from({ length: 8 }, (_, index) => {
      const certificate = new Uint8Array(4 + 6000);
      certificate.set([0x30, 0x82, 6000 >> 8, 6000 & 0xff, index]);
      return certificate;
    });
    const full = new EmbeddedDirectory({ file, passwords, maxBytes: 64 * 1024 });
    const { id } = await full.add(person("alice"));
    await full.setCertificates(id, certificates.slice(0, 1));
    await assert.rejects(full.setCertificates(id, certificates), (error) => {
      assert.ok(error instanceof AppError);
      assert.equal(error.kind, "storage-full");
      return true;
    });
    assert.deepEqual((await full.findById(id))!.certificates, certificates.slice(0, 1));
    await full.setCertificates(id, certificates.slice(1, 2));
    await full.close();
    const roomy = new EmbeddedDirectory({ file, passwords });
    await roomy.setCertificates(id, certificates);
    assert.equal((await roomy.findById(id))!.certificates.length, 8);
    await roomy.close();
  }));

Deno.test("a file of a newer version is left alone", () =>
  withFile((file) => {
    const database = new DatabaseSync(file);
    database.exec("PRAGMA user_version = 99");
    database.close();
    assert.throws(() => new EmbeddedDirectory({ file, passwords }), /current value is 99/);
    return Promise.resolve();
  }));
