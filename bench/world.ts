/**
 * What the messages of the benchmark need before they can be sent: people with certificates and
 * sessions, conversations with epochs, and envelopes, sealed by the code that ships. All of it is
 * made once against a real server and kept with that server's data folder; each measurement starts
 * a server on a copy of the folder, so the same envelopes are new to every one.
 */

import { createHash } from "node:crypto";
import { fromBase64Url } from "../protocol/encoding.ts";
import type { PersonKeys } from "../e2ee/keys.ts";
import { type Account, TEST_PASSWORD } from "../tests/support/account.ts";
import { keptKeys } from "../tests/support/key_pool.ts";
import { PEOPLE, type Plan } from "./plan.ts";
import { buildWorld, type StoredPerson, type WorldParts } from "./world_build.ts";

/** Kept between runs; ignored by git. */
const CACHE = new URL("../.bench/", import.meta.url).pathname;
/** A kept world is used for as long as its CRL would be: long enough for a day's work. */
const MAX_AGE_MS = 24 * 3_600_000;
/** What decides how a world looks; anything else may change and it still fits. */
const SOURCES = [
  "bench/plan.ts",
  "bench/world_build.ts",
  "ca/files/sqlite_store.ts",
  "directory/embedded",
  "e2ee",
  "protocol",
  "server/archive/sqlite/schema.ts",
  "server/sessions",
];

export interface World extends Omit<WorldParts, "people"> {
  accounts: Account[];
  keys: PersonKeys[];
  /** A server's data folder; copy it, never start a server on it. */
  dataDir: string;
}

/** The world of `plan`: the kept one when it fits this program and is fresh, or a new one. */
export async function openWorld(plan: Plan): Promise<World> {
  await Deno.mkdir(CACHE, { recursive: true, mode: 0o700 });
  await removeOld();
  const numbers = Array.from({ length: PEOPLE }, (_, number) => number);
  const keys = await Promise.all(numbers.map((number) => keptKeys(`${CACHE}keys`, number)));
  const folder = `${CACHE}world-${await stampOf(plan)}`;
  if (!await exists(`${folder}/world.json`)) {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
    await Deno.mkdir(folder, { mode: 0o700 });
    const parts = await buildWorld(plan, keys, `${folder}/data`);
    // Written last: a build that was cut short is not taken for a world.
    await Deno.writeTextFile(`${folder}/world.json`, JSON.stringify(parts), { mode: 0o600 });
  }
  const text = await Deno.readTextFile(`${folder}/world.json`);
  const { people, ...rest } = JSON.parse(text) as WorldParts;
  const accounts = people.map((person, i) => accountOf(person, keys[i]!));
  return { ...rest, keys, accounts, dataDir: `${folder}/data` };
}

function accountOf(person: StoredPerson, keys: PersonKeys): Account {
  const { user, cookie, certificates, fingerprints, chain } = person;
  return {
    user,
    cookie,
    keys,
    fingerprints,
    password: TEST_PASSWORD,
    certificates: {
      sign: fromBase64Url(certificates.sign),
      encrypt: fromBase64Url(certificates.encrypt),
    },
    chain: { root: fromBase64Url(chain.root), issuing: fromBase64Url(chain.issuing) },
  };
}

/** Name of the world that this program would build for `plan`. */
async function stampOf({ direct, room }: Plan): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify({ direct, room }));
  for (const source of SOURCES) {
    for (const file of await filesOf(new URL(`../${source}`, import.meta.url).pathname)) {
      hash.update(await Deno.readFile(file));
    }
  }
  return hash.digest("hex").slice(0, 16);
}

/** `path` itself, or the program files below it, in a fixed order. */
async function filesOf(path: string): Promise<string[]> {
  if (!(await Deno.stat(path)).isDirectory) return [path];
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(path)) {
    if (isDirectory) files.push(...await filesOf(`${path}/${name}`));
    else if (name.endsWith(".ts") && !name.endsWith("_test.ts")) files.push(`${path}/${name}`);
  }
  return files.sort();
}

async function removeOld(): Promise<void> {
  for await (const { name } of Deno.readDir(CACHE)) {
    if (!name.startsWith("world-")) continue;
    const { mtime } = await Deno.stat(CACHE + name);
    if (Date.now() - (mtime?.getTime() ?? 0) > MAX_AGE_MS) {
      await Deno.remove(CACHE + name, { recursive: true });
    }
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
