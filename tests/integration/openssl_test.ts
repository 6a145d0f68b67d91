import assert from "node:assert/strict";
import { join } from "node:path";
import { startAuthorityWorker } from "../../ca/worker/client.ts";
import { KeyPurpose } from "../../x509/mod.ts";
import { toPem } from "../../ca/files/pem.ts";
import type { Bytes } from "../../protocol/encoding.ts";
import { seedAuthority } from "../support/authorities.ts";
import { ADA, BOB, requestsFor } from "../support/certificates.ts";
import { testKeys } from "../support/test_keys.ts";

/** Output of one run of openssl, both streams together. */
async function openssl(...args: string[]): Promise<{ code: number; text: string }> {
  const command = new Deno.Command("openssl", { args, stdout: "piped", stderr: "piped" });
  const { code, stdout, stderr } = await command.output();
  return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

/** Runs in a folder with an authority's chain, a good and a revoked person, and the CRL. */
async function withIssued(run: (file: (name: string) => string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const file = (name: string) => join(folder, name);
  const write = (name: string, der: Bytes) => Deno.writeFile(file(name), der);
  await seedAuthority(folder);
  const authority = await startAuthorityWorker({
    dataDir: folder,
    organisation: "Example",
    publicOrigin: "http://localhost:8000",
    certificateDays: 90,
    crlHours: 24,
  });
  try {
    const { root, issuing } = await authority.chain();
    const ada = await authority.issue(
      ADA,
      await requestsFor(await testKeys("adaSign"), await testKeys("adaEncrypt")),
    );
    const bob = await authority.issue(
      BOB,
      await requestsFor(await testKeys("bobSign"), await testKeys("bobEncrypt")),
    );
    await authority.revokeAll(BOB.id, "keyCompromise");
    await Deno.writeTextFile(file("root.pem"), toPem("CERTIFICATE", root));
    await Deno.writeTextFile(file("issuing.pem"), toPem("CERTIFICATE", issuing));
    await write("crl.der", await authority.crl());
    await write("sign.der", ada.sign);
    await write("encrypt.der", ada.encrypt);
    await write("revoked.der", bob.sign);
    await run(file);
  } finally {
    await authority.close();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("openssl accepts our chain with our CRL, and sees what is revoked", () =>
  withIssued(async (file) => {
    const verify = (leaf: string) =>
      openssl(
        "verify",
        "-x509_strict",
        "-crl_check",
        ...["-CAfile", file("root.pem")],
        ...["-untrusted", file("issuing.pem")],
        ...["-CRLfile", file("crl.der")],
        file(leaf),
      );
    for (const leaf of ["sign.der", "encrypt.der"]) {
      const { code, text } = await verify(leaf);
      assert.equal(code, 0, text);
    }
    const revoked = await verify("revoked.der");
    assert.notEqual(revoked.code, 0);
    assert.match(revoked.text, /certificate revoked/);
  }));

Deno.test("openssl shows the profile", () =>
  withIssued(async (file) => {
    const show = async (name: string) =>
      (await openssl("x509", "-in", file(name), "-noout", "-text")).text.replace(/\s+/g, " ");
    const common = [
      "Version: 3",
      "Signature Algorithm: sha256WithRSAEncryption",
      "Issuer: O = Example, CN = TalkyWalky Issuing CA",
      "Subject: O = Example, CN = ada, name = Ada Lovelace",
      "Public-Key: (3072 bit)",
      "Basic Constraints: critical CA:FALSE",
      `URI:urn:uuid:${ADA.id}, email:ada@example.org`,
      "URI:http://localhost:8000/ca/crl.der",
    ];
    const expected: [string, string[]][] = [
      ["sign.der", [
        ...common,
        "Key Usage: critical Digital Signature X509v3",
        `Extended Key Usage: ${KeyPurpose.SIGN} X509v3`,
      ]],
      ["encrypt.der", [
        ...common,
        "Key Usage: critical Key Encipherment X509v3",
        `Extended Key Usage: ${KeyPurpose.ENCRYPT} X509v3`,
      ]],
      ["root.pem", ["CA:TRUE, pathlen:1", "Key Usage: critical Certificate Sign, CRL Sign X509v3"]],
      ["issuing.pem", ["critical CA:TRUE, pathlen:0", "Certificate Sign, CRL Sign X509v3"]],
    ];
    for (const [name, parts] of expected) {
      const text = await show(name);
      for (const part of parts) assert.ok(text.includes(part), `${name} lacks ${part}: ${text}`);
    }
  }));

Deno.test("openssl reads the CRL's number, dates and reasons, and finds its signature good", () =>
  withIssued(async (file) => {
    const read = ["crl", "-inform", "DER", "-in", file("crl.der"), "-noout"];
    const { text } = await openssl(...read, "-text");
    assert.match(text, /X509v3 CRL Number:\s+\d+/);
    assert.match(text, /Next Update: /);
    assert.equal(text.match(/Key Compromise/g)?.length, 2);
    const verified = await openssl(...read, "-CAfile", file("issuing.pem"));
    assert.match(verified.text, /verify OK/);
  }));
