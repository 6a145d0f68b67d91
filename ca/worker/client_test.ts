import assert from "node:assert/strict";
import { join } from "node:path";
import { seedAuthority } from "../../tests/support/authorities.ts";
import { ADA, requestsFor } from "../../tests/support/certificates.ts";
import { testKeys } from "../../tests/support/test_keys.ts";
import { workerPair } from "../../tests/support/workers/worker_pair.ts";
import { AppError } from "../../protocol/errors.ts";
import { serveCalls } from "../../workers/serve.ts";
import { AUTHORITY_FILES, authorityDir } from "../files/authority_files.ts";
import { type AuthorityWorkerOptions, startAuthorityWorker } from "./client.ts";
import { AUTHORITY_CALLS, type AuthorityContract } from "./contract.ts";
import { fingerprintOf } from "../../x509/mod.ts";
import { parseRevocationList } from "../../x509/revocation_list.ts";

const optionsFor = (dataDir: string): AuthorityWorkerOptions => ({
  dataDir,
  organisation: "Example",
  publicOrigin: "http://localhost:8000",
  certificateDays: 90,
  crlHours: 24,
});

Deno.test("a new data folder gets an authority that a second start keeps", async () => {
  const dataDir = await Deno.makeTempDir();
  const first = await startAuthorityWorker(optionsFor(dataDir));
  const chain = await first.chain();
  const [sign, encrypt] = [await testKeys("adaSign"), await testKeys("adaEncrypt")];
  const issued = await first.issue(ADA, await requestsFor(sign, encrypt));
  await first.revokeAll(ADA.id, "superseded", [await fingerprintOf(issued.encrypt)]);
  const { number } = parseRevocationList(await first.crl());
  await first.close();

  const second = await startAuthorityWorker(optionsFor(dataDir));
  assert.deepEqual(await second.chain(), chain);
  const crl = parseRevocationList(await second.crl());
  assert.equal(crl.revoked.size, 1);
  assert.ok(crl.number > number);
  await assert.rejects(second.issue(ADA, await requestsFor(sign, encrypt)), {
    reason: "known-key",
  });
  await second.close();
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test("closing answers what was asked before it", async () => {
  const dataDir = await Deno.makeTempDir();
  await seedAuthority(dataDir);
  const authority = await startAuthorityWorker(optionsFor(dataDir));
  const requests = await requestsFor(await testKeys("adaSign"), await testKeys("adaEncrypt"));
  const issuing = authority.issue(ADA, requests);
  await authority.close();
  assert.ok((await issuing).sign.length > 0);
  assert.equal(await authority.state(), "down");
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test("a broken file and a wrong setting stop the start with their message", async () => {
  const dataDir = await Deno.makeTempDir();
  await seedAuthority(dataDir);
  await assert.rejects(startAuthorityWorker({ ...optionsFor(dataDir), crlHours: 0 }), {
    kind: "invalid",
    field: "crlHours",
  });
  await Deno.writeTextFile(join(authorityDir(dataDir), AUTHORITY_FILES.issuingKey), "");
  await assert.rejects(startAuthorityWorker(optionsFor(dataDir)), {
    kind: "internal",
    message: /issuing\.key/,
  });
  await Deno.remove(dataDir, { recursive: true });
});

/** An authority in a worker that does what the test says. */
function startWith(
  calls: Partial<AuthorityContract["calls"]>,
  opening: Promise<void> = Promise.resolve(),
) {
  const pair = workerPair();
  const closed: string[] = [];
  serveCalls<AuthorityContract>(pair.scope, {
    names: AUTHORITY_CALLS,
    async open() {
      await opening;
      const up = () => Promise.resolve("up" as const);
      return {
        calls: { state: up, ...calls } as AuthorityContract["calls"],
        close: (idle) => idle.then(() => void closed.push("closed")),
      };
    },
  });
  const timeouts = { startTimeoutMs: 20, callTimeoutMs: 20, closeTimeoutMs: 20 };
  const starting = startAuthorityWorker({ ...optionsFor("data"), ...timeouts }, pair.worker);
  return { ...pair, starting, closed };
}

const never = () => new Promise<never>(() => {});

Deno.test("a silent worker is unavailable, and goes on being asked", async () => {
  const { starting } = startWith({ crl: never });
  const authority = await starting;
  await assert.rejects(authority.crl(), {
    kind: "unavailable",
    message: "The certification authority did not answer within 20 ms.",
  });
  assert.equal(await authority.state(), "up");
});

Deno.test("a worker that dies takes its calls with it, and every later one", async () => {
  const { starting, crash, worker, toWorker } = startWith({ crl: never });
  const authority = await starting;
  const waiting = assert.rejects(authority.crl(), { kind: "unavailable", message: /is down/ });
  crash("out of memory");
  await waiting;
  const sent = toWorker.length;
  await assert.rejects(authority.chain(), {
    kind: "unavailable",
    cause: new Error("The authority's worker died: out of memory"),
  });
  assert.equal(await authority.state(), "down");
  assert.equal(toWorker.length, sent);
  assert.equal(worker.terminated, true);
  await authority.close();
});

Deno.test("a worker that dies, fails or is silent at the start is told from each other", async () => {
  const silent = startWith({}, never());
  await assert.rejects(silent.starting, { kind: "unavailable", message: /did not start/ });
  const problem = { kind: "internal", message: "The key is missing." } as const;
  const failing = startWith({}, Promise.reject(new AppError(problem.kind, problem.message)));
  await assert.rejects(failing.starting, problem);
  assert.equal(failing.worker.terminated, true);
  const dying = startWith({}, never());
  dying.crash("out of memory");
  await assert.rejects(dying.starting, { kind: "unavailable", message: /is down/ });
});

Deno.test("closing waits for what is under way, and refuses what comes after", async () => {
  const answer = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
  const { starting, worker, closed } = startWith({ crl: () => answer.promise });
  const authority = await starting;
  const crl = authority.crl();
  const closing = authority.close();
  await assert.rejects(authority.chain(), { kind: "unavailable", message: /closed/ });
  answer.resolve(Uint8Array.of(1, 2));
  assert.deepEqual(await crl, Uint8Array.of(1, 2));
  assert.equal(worker.terminated, false);
  await closing;
  assert.deepEqual(closed, ["closed"]);
  assert.equal(worker.terminated, true);
});

Deno.test("a worker that does not end by itself is ended", async () => {
  const { starting, worker } = startWith({ crl: never });
  const authority = await starting;
  const crl = assert.rejects(authority.crl(), { kind: "unavailable" });
  await authority.close();
  await crl;
  assert.equal(worker.terminated, true);
});

Deno.test("the authority is not told more of a person than it certifies", async () => {
  let asked: unknown;
  const { starting } = startWith({
    issue(subject, csrs) {
      asked = subject;
      return Promise.resolve(csrs);
    },
  });
  const authority = await starting;
  const csrs = { sign: Uint8Array.of(1), encrypt: Uint8Array.of(2) };
  const vault = () => "not even to be cloned";
  assert.deepEqual(await authority.issue({ ...ADA, vault } as typeof ADA, csrs), csrs);
  assert.deepEqual(Object.keys(asked as object).sort(), ["fullName", "id", "mail", "uid"]);
  await authority.close();
});
