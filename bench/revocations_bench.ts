/**
 * What a revocation list of many entries costs: a start, a sign-in, an enrolment, and a browser.
 *
 * `deno run -A bench/revocations_bench.ts [entries]`
 */

import { IssuingAuthority } from "../ca/core/authority.ts";
import { wholeSeconds } from "../ca/core/whole_seconds.ts";
import { SqliteAuthorityStore } from "../ca/files/sqlite_store.ts";
import type { Fingerprint } from "../protocol/ids.ts";
import { makeAuthority } from "../tests/support/authorities.ts";
import { ADA, BOB, requestsFor } from "../tests/support/certificates.ts";
import { signPss, testKeys } from "../tests/support/test_keys.ts";
import { systemRandom } from "../e2ee/environment.ts";
import { utf8 } from "../protocol/encoding.ts";
import { parseRevocationList } from "../x509/revocation_list.ts";
import { validatePath } from "../x509/validate_path.ts";
import { machineFacts } from "./machine.ts";
import { formatTable } from "./table.ts";

const entries = Number(Deno.args[0] ?? 100_000);
/** Certificates that a page checks when it opens a busy room. */
const PATHS = 40;

console.log(await machineFacts());
const folder = await Deno.makeTempDir({ prefix: "talkywalky-bench-" });
const rows: [string, number][] = [];
const measured = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const from = performance.now();
  const result = await work();
  rows.push([what, performance.now() - from]);
  return result;
};

try {
  const path = `${folder}/authority.sqlite`;
  const now = new Date();
  fill(path, now);
  const issuer = await makeAuthority({ now });
  const store = new SqliteAuthorityStore(path);
  const authority = new IssuingAuthority({
    chain: issuer.chain,
    organisation: issuer.organisation,
    publicOrigin: "http://localhost:8000",
    certificateDays: 90,
    crlHours: 24,
    store,
    signer: issuer.signer,
    clock: () => new Date(),
    random: systemRandom,
  });
  const crl = await measured("start: the first list", () => authority.crl());
  const keys = await testKeys("adaSign");
  const requests = await requestsFor(keys, await testKeys("adaEncrypt"));
  const issued = await authority.issue(ADA, requests);
  const challenge = utf8("a challenge");
  const signature = await signPss(keys, challenge);
  const signIn = async () => {
    await authority.current(ADA.id, [issued.sign, issued.encrypt]);
    const proof = { subject: ADA.id, certificate: issued.sign, challenge, signature };
    const verdict = await authority.verifySignIn(proof);
    if (!verdict.ok) throw new Error(verdict.reason);
  };
  await measured("sign-in: the first after a new list", signIn);
  await measured("sign-in: any other", signIn);
  await measured("browser: the list is read", async () => void await parseRevocationList(crl));
  const list = parseRevocationList(crl);
  await measured(`browser: ${PATHS} paths are checked`, async () => {
    for (let i = 0; i < PATHS; i++) {
      const verdict = await validatePath({
        leaf: issued.sign,
        intermediates: [issuer.chain.issuing],
        anchor: issuer.chain.root,
        crls: [list],
        time: new Date(),
        now: new Date(),
        purpose: "sign",
        subject: ADA.id,
      });
      if (!verdict.ok) throw new Error(verdict.reason);
    }
  });
  await measured("enrolment: a revocation and its list", async () => {
    await authority.revokeAll(ADA.id, "superseded");
  });
  await authority.close();
  console.log(`\n${entries} entries, ${crl.length} bytes\n`);
  console.log(formatTable(["what", "ms"], rows));
} finally {
  await Deno.remove(folder, { recursive: true });
}

/** A database of certificates that were all revoked and are still of use. */
function fill(path: string, now: Date): void {
  const store = new SqliteAuthorityStore(path);
  const der = systemRandom(1_200);
  const notAfter = new Date(now.getTime() + 30 * 86_400_000);
  const serials = Array.from({ length: entries }, () => {
    const serial = systemRandom(16);
    serial[0] = 0x40 | (serial[0]! & 0x3f);
    return serial.toHex();
  });
  for (let at = 0; at < entries; at += 10_000) {
    const some = serials.slice(at, at + 10_000);
    store.reserveSerials(some, BOB.id, now);
    store.addCertificates(some.map((serial) => ({
      serial,
      subject: BOB.id,
      use: "sign",
      keyHash: serial,
      fingerprint: serial as Fingerprint,
      der,
      notAfter,
    })));
    store.revoke(BOB.id, "superseded", wholeSeconds(new Date(now.getTime() - at)), []);
  }
  store.close();
}
