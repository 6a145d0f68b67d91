/** Every promise of `server/sessions/port.ts`. */

import assert from "node:assert/strict";
import { isBase64UrlOf } from "../../protocol/encoding.ts";
import type { Uid } from "../../protocol/ids.ts";
import type { Sessions } from "../../server/sessions/port.ts";
import { anyUser, randomText } from "../support/members.ts";

export const SESSION_MS = 60 * 60 * 1000;
const ATTEMPT_MS = 5 * 60 * 1000;
const ORIGIN = "https://chat.example";

export interface SessionsSubject {
  sessions: Sessions;
  /** Stands still but for the tests. Sessions last `SESSION_MS`. */
  clock: { ms: number };
}

/** Registers the tests. They use people of their own, so that they may share a store. */
export function sessionsConformance(name: string, subject: () => SessionsSubject): void {
  for (const [fact, check] of Object.entries(facts)) {
    Deno.test(`sessions, ${name}: ${fact}`, () => check(subject()));
  }
}

function person(user = anyUser()) {
  return { user, uid: "ada" as Uid, fullName: "Ada Lovelace" };
}

const facts: Record<string, (subject: SessionsSubject) => Promise<void>> = {
  "a token finds its session, and no other token does": async ({ sessions, clock }) => {
    const who = person();
    const { token, session } = await sessions.create(who);
    assert.ok(isBase64UrlOf(token, 32));
    const { id, ...rest } = session;
    assert.deepEqual(rest, { ...who, expiresAtMs: clock.ms + SESSION_MS });
    assert.deepEqual(await sessions.find(token), session);
    const others = ["", "AAAA", randomText(32), id, `${token}A`, token.slice(1), `${token}=`];
    for (const other of others) assert.equal(await sessions.find(other), undefined, other);
  },

  "each session has a token and an id of its own": async ({ sessions }) => {
    const who = person();
    const made = await Promise.all([1, 2, 3].map(() => sessions.create(who)));
    assert.equal(new Set(made.map(({ token }) => token)).size, 3);
    assert.equal(new Set(made.map(({ session }) => session.id)).size, 3);
  },

  "what is intended is found until it is done, one thing for a person": async ({ sessions }) => {
    const [ada, bob] = [anyUser(), anyUser()];
    const csrs = { sign: "c2lnbg", encrypt: "ZW5jcnlwdA" };
    assert.deepEqual(await sessions.intents(ada), []);
    const keys = await sessions.intend({ type: "enrolment", user: ada, csrs });
    const removal = await sessions.intend({ type: "removal", user: bob });
    assert.deepEqual(await sessions.intents(ada), [keys]);
    assert.deepEqual(keys, { id: keys.id, type: "enrolment", user: ada, csrs });
    const ofBoth = (await sessions.intents()).filter(({ user }) => user === ada || user === bob);
    assert.deepEqual(ofBoth, [keys, removal]);
    const later = await sessions.intend({ type: "removal", user: ada });
    await sessions.fulfil(keys.id);
    assert.deepEqual(await sessions.intents(ada), [later]);
    await sessions.fulfil(later.id);
    await sessions.fulfil(later.id);
    assert.deepEqual(await sessions.intents(ada), []);
    assert.deepEqual(await sessions.intents(bob), [removal]);
    await sessions.fulfil(removal.id);
  },

  "a session is over at its time, not before": async ({ sessions, clock }) => {
    const { token, session } = await sessions.create(person());
    clock.ms = session.expiresAtMs - 1;
    assert.ok(await sessions.find(token));
    clock.ms = session.expiresAtMs;
    assert.equal(await sessions.find(token), undefined);
  },

  "a clock that is days fast while somebody signs in ends nobody else's session": async (
    { sessions, clock },
  ) => {
    const right = clock.ms;
    const { token } = await sessions.create(person());
    clock.ms += 9 * 24 * 60 * 60 * 1000;
    assert.equal(await sessions.find(token), undefined);
    await sessions.create(person());
    clock.ms = right;
    assert.ok(await sessions.find(token));
    // It is gone for good when it ended long ago.
    clock.ms += 400 * 24 * 60 * 60 * 1000;
    await sessions.create(person());
    clock.ms = right;
    assert.equal(await sessions.find(token), undefined);
  },

  "a session that a fast clock made lasts no longer than one of now": async (
    { sessions, clock },
  ) => {
    const right = clock.ms;
    clock.ms += 2 * 60 * 60 * 1000;
    const { token } = await sessions.create(person());
    clock.ms = right;
    const found = await sessions.find(token);
    assert.equal(found?.expiresAtMs, right + SESSION_MS);
    clock.ms = right + SESSION_MS;
    assert.equal(await sessions.find(token), undefined);
    clock.ms = right;
  },

  "an ended session is over at once, and the person's others are not": async ({ sessions }) => {
    const who = person();
    const [one, two] = [await sessions.create(who), await sessions.create(who)];
    await sessions.end(one.session.id);
    await sessions.end(one.session.id);
    assert.equal(await sessions.find(one.token), undefined);
    assert.ok(await sessions.find(two.token));
  },

  "all sessions of one person end together, and nobody else's": async ({ sessions }) => {
    const who = person();
    const made = [await sessions.create(who), await sessions.create(who)];
    const other = await sessions.create(person());
    const ended = await sessions.endAll(who.user);
    assert.deepEqual(ended.sort(), made.map(({ session }) => session.id).sort());
    for (const { token } of made) assert.equal(await sessions.find(token), undefined);
    assert.ok(await sessions.find(other.token));
    assert.deepEqual(await sessions.endAll(who.user), []);
  },

  "the username of somebody who has a session is that of the last sign-in": async (
    { sessions, clock },
  ) => {
    const who = person();
    assert.equal(await sessions.uidOf(who.user), undefined);
    await sessions.create(who);
    assert.equal(await sessions.uidOf(who.user), who.uid);
    clock.ms++;
    await sessions.create({ ...who, uid: "renamed" as Uid });
    assert.equal(await sessions.uidOf(who.user), "renamed");
    await sessions.endAll(who.user);
    assert.equal(await sessions.uidOf(who.user), undefined);
  },

  "whoever has a session that is not over is among the users, once": async (
    { sessions, clock },
  ) => {
    const [one, two] = [person(), person()];
    await sessions.create(one);
    const { session } = await sessions.create(one);
    const { token } = await sessions.create(two);
    const mine = async () =>
      (await sessions.users()).filter((user) => user === one.user || user === two.user);
    assert.deepEqual((await mine()).toSorted(), [one.user, two.user].toSorted());
    await sessions.end((await sessions.find(token))!.id);
    assert.deepEqual(await mine(), [one.user]);
    clock.ms = session.expiresAtMs;
    assert.deepEqual(await mine(), []);
  },

  "a login attempt is taken once": async ({ sessions, clock }) => {
    const { user } = person();
    const attempt = await sessions.startAttempt(user, ORIGIN);
    assert.ok(isBase64UrlOf(attempt.id, 16) && isBase64UrlOf(attempt.nonce, 32));
    const { id: _id, nonce: _nonce, ...rest } = attempt;
    assert.deepEqual(rest, { user, origin: ORIGIN, expiresAtMs: clock.ms + ATTEMPT_MS });
    const both = await Promise.all([
      sessions.takeAttempt(attempt.id),
      sessions.takeAttempt(attempt.id),
    ]);
    assert.deepEqual(both, [attempt, undefined]);
    assert.equal(await sessions.takeAttempt(attempt.id), undefined);
    assert.equal(await sessions.takeAttempt("nonsense"), undefined);
  },

  "two attempts share neither id nor nonce, and stand beside each other": async ({ sessions }) => {
    const { user } = person();
    const [one, two] = [
      await sessions.startAttempt(user, ORIGIN),
      await sessions.startAttempt(user, ORIGIN),
    ];
    assert.notEqual(one.id, two.id);
    assert.notEqual(one.nonce, two.nonce);
    assert.deepEqual(await sessions.takeAttempt(two.id), two);
    assert.deepEqual(await sessions.takeAttempt(one.id), one);
  },

  "an attempt is over after five minutes, and used up by being late": async (
    { sessions, clock },
  ) => {
    const [late, inTime] = [
      await sessions.startAttempt(anyUser(), ORIGIN),
      await sessions.startAttempt(anyUser(), ORIGIN),
    ];
    clock.ms += ATTEMPT_MS - 1;
    assert.ok(await sessions.takeAttempt(inTime.id));
    clock.ms += 1;
    assert.equal(await sessions.takeAttempt(late.id), undefined);
    clock.ms -= 1;
    assert.equal(await sessions.takeAttempt(late.id), undefined);
  },

  "an attempt that a fast clock made is over once the clock is right": async (
    { sessions, clock },
  ) => {
    clock.ms += 2 * 60 * 60 * 1000;
    const attempt = await sessions.startAttempt(anyUser(), ORIGIN);
    clock.ms -= 2 * 60 * 60 * 1000;
    assert.equal(await sessions.takeAttempt(attempt.id), undefined);
  },

  "the newest last-seen time of each person is kept": async ({ sessions }) => {
    const [a, b] = [anyUser(), anyUser()];
    await sessions.setLastSeen(new Map([[a, 1000], [b, 2000]]));
    await sessions.setLastSeen(new Map([[a, 3000]]));
    const seen = await sessions.lastSeen();
    assert.deepEqual([seen.get(a), seen.get(b), seen.get(anyUser())], [3000, 2000, undefined]);
    await sessions.setLastSeen(new Map([[a, undefined], [b, 4000]]));
    const later = await sessions.lastSeen();
    assert.deepEqual([later.get(a), later.get(b)], [undefined, 4000]);
  },
};
