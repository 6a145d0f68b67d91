import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import type { Uid, UserId } from "../../protocol/ids.ts";
import { anyUser } from "../../tests/support/members.ts";
import type { SessionEvent } from "../router/events.ts";
import { CurrentSessions } from "./current_sessions.ts";
import { openSqliteSessions } from "./sqlite_sessions.ts";

const MINUTE_MS = 60_000;

interface World {
  current: CurrentSessions;
  clock: { ms: number };
  /** What the directory says; undefined: it gives no answer. */
  directory: { active: Set<UserId> | undefined; asked: UserId[][] };
  ended: SessionEvent[];
  lines: string[];
  /** @returns the token of a new session. */
  signIn(user: UserId): Promise<string>;
  isThere(token: string): Promise<boolean>;
}

async function inWorld(test: (world: World) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-current-" });
  const clock = { ms: Date.UTC(2026, 10, 30) };
  const now = () => clock.ms;
  const path = `${folder}/sessions.db`;
  const sessions = openSqliteSessions({ path, sessionMs: 100 * MINUTE_MS, clock: now });
  const directory: World["directory"] = { active: new Set(), asked: [] };
  const ended: SessionEvent[] = [];
  const lines: string[] = [];
  const current = new CurrentSessions({
    sessions,
    directory: {
      active: async (ids) => {
        directory.asked.push([...ids]);
        await Promise.resolve();
        if (directory.active === undefined) throw new AppError("unavailable", "It is down.");
        return new Set(ids.filter((id) => directory.active!.has(id)));
      },
    },
    endSockets: (event) => void ended.push(event),
    clock: now,
    log: (_level, message) => void lines.push(message),
    audit: (event) => void lines.push(event),
  });
  const signIn = async (user: UserId) => {
    directory.active?.add(user);
    return (await sessions.create({ user, uid: "ada" as Uid, fullName: "Ada" })).token;
  };
  const isThere = async (token: string) => await sessions.find(token) !== undefined;
  try {
    await test({ current, clock, directory, ended, lines, signIn, isThere });
  } finally {
    await sessions.close();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("the directory is asked at the use of a session, once a minute for all that a page asks", () =>
  inWorld(async ({ current, clock, directory, signIn }) => {
    const user = anyUser();
    const token = await signIn(user);
    const found = await Promise.all([1, 2, 3].map(() => current.find(token)));
    assert.ok(found.every((session) => session?.user === user));
    clock.ms += MINUTE_MS - 1;
    assert.ok(await current.find(token));
    assert.deepEqual(directory.asked, [[user]]);
    clock.ms += 1;
    assert.ok(await current.find(token));
    assert.equal(directory.asked.length, 2);
    assert.equal(await current.find("no token"), undefined);
    assert.equal(directory.asked.length, 2);
  }));

Deno.test("who may not use the account any more has no session at the next use, anywhere", () =>
  inWorld(async ({ current, clock, directory, ended, signIn, isThere }) => {
    const user = anyUser();
    const [one, two] = [await signIn(user), await signIn(user)];
    const other = await signIn(anyUser());
    assert.ok(await current.find(one));
    directory.active!.delete(user);
    clock.ms += MINUTE_MS;
    assert.equal(await current.find(one), undefined);
    assert.deepEqual([await isThere(one), await isThere(two)], [false, false]);
    assert.deepEqual(ended.map(({ user, sessions }) => [user, sessions]), [[user, []]]);
    assert.ok(await current.find(other));
  }));

Deno.test("sessions that nobody uses end on the clock, without an open socket", () =>
  inWorld(async ({ current, directory, ended, signIn, isThere }) => {
    const [gone, stays] = [anyUser(), anyUser()];
    const [token, other] = [await signIn(gone), await signIn(stays)];
    await current.endDeparted();
    assert.equal(ended.length, 0);
    directory.active!.delete(gone);
    await current.endDeparted();
    assert.deepEqual([await isThere(token), await isThere(other)], [false, true]);
    assert.equal(ended[0]?.user, gone);
    assert.deepEqual(directory.asked.at(-1)!.toSorted(), [gone, stays].toSorted());
    await current.endDeparted();
    assert.deepEqual(directory.asked.at(-1), [stays], "who has no session is not asked about");
  }));

Deno.test("a directory that gives no answer puts nobody out, and is left alone for a while", () =>
  inWorld(async ({ current, clock, directory, ended, lines, signIn }) => {
    const token = await signIn(anyUser());
    directory.active = undefined;
    for (let i = 0; i < 5; i++) assert.ok(await current.find(token));
    assert.equal(directory.asked.length, 1);
    clock.ms += 10_000;
    assert.ok(await current.find(token));
    assert.equal(directory.asked.length, 2);
    await current.endDeparted();
    assert.deepEqual(ended, []);
    assert.ok(lines.every((line) => /could not be checked/.test(line)));
    // When it answers again, its word counts at once.
    directory.active = new Set();
    clock.ms += 10_000;
    assert.equal(await current.find(token), undefined);
  }));

Deno.test("a clock that was set back makes every word old", () =>
  inWorld(async ({ current, clock, directory, signIn }) => {
    const token = await signIn(anyUser());
    assert.ok(await current.find(token));
    clock.ms -= 2 * MINUTE_MS;
    directory.active!.clear();
    assert.equal(await current.find(token), undefined);
  }));

Deno.test("when the directory knows nobody any more, nobody is put out, and the log says why", () =>
  inWorld(async ({ current, clock, directory, ended, lines, signIn }) => {
    const tokens = await Promise.all([1, 2, 3, 4].map(() => signIn(anyUser())));
    directory.active = new Set();
    await current.endDeparted();
    clock.ms += 2 * MINUTE_MS;
    for (const token of tokens) assert.ok(await current.find(token));
    assert.deepEqual(ended, []);
    assert.ok(lines.some((line) => /could not be checked/.test(line)));
    // One who has gone while the others are there is put out.
    clock.ms += 2 * MINUTE_MS;
    const stays = anyUser();
    await signIn(stays);
    directory.active = new Set([stays]);
    await current.endDeparted();
    assert.equal(ended.length, 4);
  }));
