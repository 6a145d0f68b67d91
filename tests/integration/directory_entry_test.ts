/** What an administrator sees of a new person, with the tools of their own. */

import assert from "node:assert/strict";
import { ensurePackages } from "../../tools/services/packages.ts";
import { register } from "../support/account.ts";
import { startFixture } from "../support/fixture.ts";
import { startTestSlapd } from "../support/slapd.ts";

async function run(command: string, ...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(command, { args, stdin: "null" })
    .output();
  const text = new TextDecoder().decode(stdout);
  assert.ok(success, `${command}: ${text}${new TextDecoder().decode(stderr)}`);
  return text;
}

/** Values of one attribute in LDIF (RFC 2849), folded lines joined; `::` values are base64. */
function valuesOf(ldif: string, attribute: string): Uint8Array<ArrayBuffer>[] {
  const lines = ldif.replace(/\n /g, "").split("\n");
  return lines.filter((line) => line.startsWith(`${attribute}:: `))
    .map((line) => Uint8Array.fromBase64(line.slice(attribute.length + 3)));
}

Deno.test("ldapsearch shows the new entry with its certificates, and openssl accepts them", async () => {
  await ensurePackages(["ldap-utils", "openssl"]);
  const slapd = await startTestSlapd();
  const fixture = await startFixture({
    env: {
      TW_LDAP_URL: slapd.url,
      TW_LDAP_BASE_DN: slapd.baseDn,
      TW_LDAP_BIND_DN: slapd.bindDn,
      TW_LDAP_BIND_PASSWORD: slapd.bindPassword,
    },
  });
  const folder = await Deno.makeTempDir();
  try {
    const { origin } = fixture.server;
    const account = await register(origin, "noor", { fullName: "Noor Placeholder" });
    const ldif = await run(
      "ldapsearch",
      ...["-x", "-LLL", "-H", slapd.url, "-D", slapd.adminDn, "-w", slapd.adminPassword],
      ...["-b", slapd.baseDn, "(uid=noor)", "*", "entryUUID"],
    );
    assert.match(ldif, /^objectClass: inetOrgPerson$/m);
    assert.match(ldif, /^cn: Noor Placeholder$/m);
    assert.match(ldif, /^mail: noor@example\.org$/m);
    assert.match(ldif, new RegExp(`^entryUUID: ${account.user.id}$`, "m"));
    const [password] = valuesOf(ldif, "userPassword");
    assert.match(new TextDecoder().decode(password), /^\{ARGON2\}\$argon2id\$/);

    const certificates = valuesOf(ldif, "userCertificate;binary");
    assert.equal(certificates.length, 2);
    for (const name of ["root.pem", "issuing.pem", "crl.der"]) {
      const response = await fetch(`${origin}/ca/${name}`);
      await Deno.writeFile(`${folder}/${name}`, new Uint8Array(await response.arrayBuffer()));
    }
    await run(
      "openssl",
      "crl",
      "-inform",
      "DER",
      "-in",
      `${folder}/crl.der`,
      "-out",
      `${folder}/crl.pem`,
    );
    for (const [i, der] of certificates.entries()) {
      await Deno.writeFile(`${folder}/${i}.der`, der);
      await run(
        "openssl",
        "x509",
        "-inform",
        "DER",
        "-in",
        `${folder}/${i}.der`,
        "-out",
        `${folder}/${i}.pem`,
      );
      const verdict = await run(
        "openssl",
        ...["verify", "-crl_check", "-x509_strict", "-CAfile", `${folder}/root.pem`],
        ...["-untrusted", `${folder}/issuing.pem`, "-CRLfile", `${folder}/crl.pem`],
        `${folder}/${i}.pem`,
      );
      assert.match(verdict, /: OK$/m);
      const text = await run("openssl", "x509", "-in", `${folder}/${i}.pem`, "-noout", "-text");
      assert.match(text, new RegExp(`URI:urn:uuid:${account.user.id}`));
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
    await fixture.close();
    await slapd.stop();
  }
});
