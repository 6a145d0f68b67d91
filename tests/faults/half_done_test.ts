/**
 * A server that is killed in the middle of an enrolment or a registration, or whose authority
 * answers too late: afterwards all of it is done, or none of it. The kills are those after which
 * something else is done or missing; with `-- --every` before and after each step:
 *
 *   deno test -A tests/faults/half_done_test.ts -- --every
 */

import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { parseCertificate } from "../../x509/certificate.ts";
import { parseRevocationList } from "../../x509/revocation_list.ts";
import type { PersonKeys } from "../../e2ee/keys.ts";
import { fromBase64Url } from "../../protocol/encoding.ts";
import type { SignInStep } from "../../protocol/http_api.ts";
import {
  type Account,
  csrsOf,
  finish,
  post,
  proofOf,
  register,
  TEST_PASSWORD,
} from "../support/account.ts";
import { seedAuthority } from "../support/authorities.ts";
import { eventually } from "../support/eventually.ts";
import { nextKeys } from "../support/key_pool.ts";
import { stretched } from "../support/patience.ts";
import { laterRefusalOf } from "../support/refusals.ts";
import { ensureBuilt, type RunningServer, startServer } from "../support/server.ts";

const FAULTY = [Deno.execPath(), "run", "-A", "tests/support/faulty_server.ts"] as const;

interface World {
  dataDir: string;
  /** Starts the server; a fault is set by `fault` and happens once. */
  start(env?: Record<string, string>): Promise<RunningServer>;
  /** What goes wrong next, as `tests/support/faulty_server.ts` has it. */
  fault(...words: (string | number)[]): void;
}

async function inWorld(test: (world: World) => Promise<void>): Promise<void> {
  await ensureBuilt();
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-half-" });
  const [dataDir, file] = [`${folder}/data`, `${folder}/fault`];
  const fault = (...words: (string | number)[]) => Deno.writeTextFileSync(file, words.join(" "));
  const running = new Set<RunningServer>();
  try {
    fault();
    await Deno.mkdir(dataDir, { mode: 0o700 });
    await seedAuthority(dataDir);
    const start = async (env: Record<string, string> = {}) => {
      const options = { dataDir, env: { ...env, FAULT_FILE: file }, command: FAULTY };
      const server = await startServer(options);
      running.add(server);
      return server;
    };
    await test({ dataDir, start, fault });
  } finally {
    await Promise.all([...running].map((server) => server.kill()));
    await Deno.remove(folder, { recursive: true });
  }
}

async function passwordStep(origin: string, uid: string): Promise<SignInStep> {
  return (await post(origin, "/api/login", { uid, password: TEST_PASSWORD })).value as SignInStep;
}

/** Has new keys certified, as a browser without any does; how that ends is the test's. */
async function askForKeys(origin: string, uid: string, keys: PersonKeys): Promise<void> {
  const { loginId } = await passwordStep(origin, uid);
  await post(origin, "/api/login/enrol", { loginId, csrs: await csrsOf(keys) });
}

/** The status that a session's cookie is answered with. */
async function statusOf(origin: string, cookie: string): Promise<number> {
  const response = await fetch(`${origin}/api/files/AAAAAAAAAAAAAAAAAAAAAA`, {
    headers: { cookie, origin },
  });
  await response.body?.cancel();
  return response.status;
}

async function revokedSerials(origin: string): Promise<Set<string>> {
  const response = await fetch(`${origin}/ca/crl.der`);
  const { revoked } = parseRevocationList(new Uint8Array(await response.arrayBuffer()));
  return new Set([...revoked].map(([serial]) => serial));
}

function serialsOf({ certificates }: Pick<Account, "certificates">): string[] {
  return [certificates.sign, certificates.encrypt].map((der) => parseCertificate(der).serial);
}

/** What is written down as intended and not done. */
function intentsIn(dataDir: string): unknown[] {
  using database = new DatabaseSync(`${dataDir}/sessions.db`, { readOnly: true });
  return database.prepare("SELECT type FROM intent").all();
}

/** Serials of the person's certificates that are good, as the authority has them. */
function goodSerials(dataDir: string, user: string): string[] {
  using database = new DatabaseSync(`${dataDir}/ca/authority.sqlite`, { readOnly: true });
  return database.prepare(
    "SELECT serial FROM certificate WHERE subject = ? AND revoked_at IS NULL ORDER BY serial",
  ).all(user).map(({ serial }) => String(serial));
}

/** All of the change of keys from `before` to `keys` is done; answers the account with them. */
async function assertEnrolled(
  { origin }: RunningServer,
  dataDir: string,
  { before, keys }: { before: Account; keys: PersonKeys },
): Promise<Account> {
  const step = await passwordStep(origin, before.user.uid);
  assert.equal(await statusOf(origin, before.cookie), 401, "the old session");
  const listed = await revokedSerials(origin);
  assert.deepEqual(serialsOf(before).filter((serial) => !listed.has(serial)), [], "on the list");
  assert.deepEqual(intentsIn(dataDir), [], "nothing is left to do");
  const old = await passwordStep(origin, before.user.uid);
  const proof = await proofOf(origin, old, before.certificates.sign, before.keys);
  assert.equal((await laterRefusalOf(post(origin, "/api/login/prove", proof))).reason, "revoked");
  const account = await finish(origin, step, keys, true);
  assert.equal(await statusOf(origin, account.cookie), 404, "the new session");
  assert.deepEqual(goodSerials(dataDir, account.user.id), serialsOf(account).sort());
  assert.deepEqual(
    step.certificates &&
      Object.values(step.certificates).map((der) => parseCertificate(fromBase64Url(der)).serial)
        .sort(),
    serialsOf(account).sort(),
    "the entry names the new certificates",
  );
  return account;
}

const EVERY = Deno.args.includes("--every");
const MOMENTS = ["before", "after"] as const;

type Moment = `${typeof MOMENTS[number]} ${string}`;

function momentsOf(steps: readonly string[], few: readonly Moment[]): readonly Moment[] {
  if (!EVERY) return few;
  return steps.flatMap((step) => MOMENTS.map((moment): Moment => `${moment} ${step}`));
}

const ENROLMENT_MOMENTS = momentsOf(
  ["issue", "setCertificates", "withdrawIdentities", "revokeAll"],
  ["before issue", "after issue", "after withdrawIdentities", "after revokeAll"],
);

Deno.test("an enrolment that is cut off by SIGKILL at any step is whole after the next start", async (t) => {
  await inWorld(async ({ dataDir, start, fault }) => {
    let server = await start();
    let before = await register(server.origin, "ana");
    for (const cut of ENROLMENT_MOMENTS) {
      await t.step(cut, async () => {
        assert.equal(await statusOf(server.origin, before.cookie), 404, "the old session");
        const keys = await nextKeys();
        fault("kill", ...cut.split(" ").reverse());
        await assert.rejects(askForKeys(server.origin, "ana", keys), TypeError);
        await server.kill();
        assert.equal(intentsIn(dataDir).length, 1, "it was killed on the way");
        server = await start();
        assert.equal(await statusOf(server.origin, before.cookie), 401, "at the start");
        before = await assertEnrolled(server, dataDir, { before, keys });
      });
    }
  });
});

const REGISTRATION_MOMENTS = momentsOf(
  ["add", "issue", "setCertificates", "revokeAll", "publishIdentity"],
  ["before add", "after add", "after issue", "before publishIdentity", "after publishIdentity"],
);

Deno.test("a registration that is cut off by SIGKILL at any step goes on with its name and password", async (t) => {
  await inWorld(async ({ dataDir, start, fault }) => {
    let server = await start();
    for (const [at, cut] of REGISTRATION_MOMENTS.entries()) {
      await t.step(cut, async () => {
        const uid = `person-${at}`;
        fault("kill", ...cut.split(" ").reverse());
        await assert.rejects(register(server.origin, uid), TypeError);
        await server.kill();
        server = await start();
        const { origin } = server;
        const isEntryMade = cut !== "before add";
        if (isEntryMade) {
          const stranger = register(origin, uid, { password: "another horse 8 battery" });
          assert.equal((await laterRefusalOf(stranger)).kind, "conflict");
        }
        const isComplete = cut === "after publishIdentity";
        if (isComplete) {
          // The keys have been proven and are in their browser; a sign-in is all that is missing.
          const taken = await laterRefusalOf(register(origin, uid));
          assert.deepEqual([taken.kind, taken.reason], ["conflict", "uid-taken"]);
          return;
        }
        const account = await register(origin, uid);
        assert.equal(await statusOf(origin, account.cookie), 404, "a session");
        assert.deepEqual(intentsIn(dataDir), []);
        assert.deepEqual(goodSerials(dataDir, account.user.id), serialsOf(account).sort());
        const taken = await laterRefusalOf(register(origin, uid));
        assert.deepEqual([taken.kind, taken.reason], ["conflict", "uid-taken"]);
      });
    }
  });
});

Deno.test("an authority that answers later than its time limit leaves nothing half done", async (t) => {
  await inWorld(async ({ dataDir, start, fault }) => {
    const server = await start({ TW_AUTHORITY_TIMEOUT_S: String(LIMIT_S) });
    const { origin } = server;
    let before = await register(origin, "ana");
    const lateMs = LIMIT_S * 1_000 + 500;
    for (const call of ["issue", "revokeAll"]) {
      await t.step(`${call}, in an enrolment`, async () => {
        const keys = await nextKeys();
        fault("late", call, lateMs);
        const late = await laterRefusalOf(askForKeys(origin, "ana", keys));
        assert.equal(late.kind, "unavailable");
        // Without a start in between: it goes on by itself, and before the person's next sign-in.
        await eventually(async () => assert.equal(await statusOf(origin, before.cookie), 401));
        before = await assertEnrolled(server, dataDir, { before, keys });
      });
    }
    await t.step("issue, in a registration", async () => {
      fault("late", "issue", lateMs);
      assert.equal((await laterRefusalOf(register(origin, "ben"))).kind, "unavailable");
      const ben = await register(origin, "ben");
      assert.equal(await statusOf(origin, ben.cookie), 404, "a session");
      assert.deepEqual(goodSerials(dataDir, ben.user.id), serialsOf(ben).sort());
      assert.deepEqual(intentsIn(dataDir), []);
    });
  });
});

/** Long enough for what is not late, however busy the machine is. */
const LIMIT_S = Math.ceil(stretched(2_000) / 1_000);
