/** Sign-ins per second through the whole sign-in, beside what the directory itself can do. */

import { Client } from "ldapts";
import type { PersonKeys } from "../e2ee/keys.ts";
import { type Account, register, signIn, TEST_PASSWORD } from "../tests/support/account.ts";
import { startServer } from "../tests/support/server.ts";
import { startTestSlapd } from "../tests/support/slapd.ts";
import { percentile } from "./broker_bench.ts";
import { BENCH_SETTINGS } from "./settings.ts";

/** People who sign in again and again, each waiting for the last answer. */
const PEOPLE = 8;
const LDAP_TIMEOUT_MS = 10_000;

export interface Rate {
  perS: number;
  p50Ms: number;
  p99Ms: number;
}

export interface SignInsResult {
  /** Bind, proof and session, with slapd behind the server. */
  ldap: Rate;
  /** Binds alone of the same people on the same slapd. */
  binds: Rate;
  /** The whole sign-in with the embedded directory. */
  embedded: Rate;
}

export async function measureSignIns(
  keys: readonly PersonKeys[],
  seconds: number,
): Promise<SignInsResult> {
  const slapd = await startTestSlapd();
  try {
    const ldap = await signInRate(keys, seconds, {
      TW_LDAP_URL: slapd.url,
      TW_LDAP_BASE_DN: slapd.baseDn,
      TW_LDAP_BIND_DN: slapd.bindDn,
      TW_LDAP_BIND_PASSWORD: slapd.bindPassword,
    });
    const binds = await rateOf(PEOPLE, seconds, async (person) => {
      const client = new Client({ url: slapd.url, timeout: LDAP_TIMEOUT_MS });
      await client.bind(`uid=${uidOf(person)},${slapd.baseDn}`, TEST_PASSWORD);
      await client.unbind();
    });
    return { ldap, binds, embedded: await signInRate(keys, seconds, {}) };
  } finally {
    await slapd.stop();
  }
}

const uidOf = (person: number) => `signin${person}`;

async function signInRate(
  keys: readonly PersonKeys[],
  seconds: number,
  env: Record<string, string>,
): Promise<Rate> {
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-bench-" });
  try {
    const server = await startServer({
      dataDir: `${folder}/data`,
      env: { ...BENCH_SETTINGS, ...env },
    });
    try {
      const accounts: Account[] = [];
      for (let person = 0; person < PEOPLE; person++) {
        const options = { keys: keys[person]! };
        accounts.push(await register(server.origin, uidOf(person), options));
      }
      return await rateOf(PEOPLE, seconds, async (person) => {
        await signIn(server.origin, accounts[person]!);
      });
    } finally {
      await server.stop();
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** `lanes` run `work` again and again for `seconds`, each one at a time. */
async function rateOf(
  lanes: number,
  seconds: number,
  work: (lane: number) => Promise<void>,
): Promise<Rate> {
  const timesMs: number[] = [];
  const startMs = performance.now();
  const endMs = startMs + seconds * 1000;
  await Promise.all(Array.from({ length: lanes }, async (_, lane) => {
    for (let nowMs = performance.now(); nowMs < endMs;) {
      await work(lane);
      const doneMs = performance.now();
      timesMs.push(doneMs - nowMs);
      nowMs = doneMs;
    }
  }));
  const elapsedMs = performance.now() - startMs;
  return { perS: timesMs.length * 1000 / elapsedMs, ...quantiles(timesMs) };
}

function quantiles(timesMs: number[]): { p50Ms: number; p99Ms: number } {
  return { p50Ms: percentile(timesMs, 50), p99Ms: percentile(timesMs, 99) };
}
