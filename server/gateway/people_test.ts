import assert from "node:assert/strict";
import type { Uid, UserId } from "../../protocol/ids.ts";
import { anyUser } from "../../tests/support/members.ts";
import { People } from "./people.ts";
import { Presence } from "./presence.ts";

const NOON = Date.UTC(2026, 10, 22, 12);
const HOUR_MS = 3_600_000;
const user = anyUser();

/** The list over a directory of one person, who was last seen when `seenMs` says. */
function make(seen: { ms: number }) {
  const clock = { ms: NOON };
  let readings = 0;
  const people = new People({
    directory: {
      list: () => {
        readings++;
        const person = { id: user, uid: "ada" as Uid, fullName: "Ada", mail: "", certificates: [] };
        return Promise.resolve([person]);
      },
    },
    archive: {
      enrolledUsers: () => Promise.resolve([user]),
      newestNames: () => Promise.resolve(new Map()),
    },
    lastSeen: { all: () => Promise.resolve(new Map<UserId, number>([[user, seen.ms]])) },
    presence: new Presence("n1", () => clock.ms),
    clock: () => clock.ms,
  });
  return { people, clock, readings: () => readings };
}

Deno.test("many who ask within two seconds share one reading of the directory", async () => {
  const { people, clock, readings } = make({ ms: NOON });
  await Promise.all([people.list(), people.list()]);
  clock.ms += 1_999;
  await people.list();
  assert.equal(readings(), 1);
  clock.ms += 1;
  await people.list();
  assert.equal(readings(), 2);
});

Deno.test("after a clock that was two hours fast is set back the directory is read anew", async () => {
  const { people, clock, readings } = make({ ms: NOON });
  clock.ms += 2 * HOUR_MS;
  await people.list();
  clock.ms -= 2 * HOUR_MS;
  await people.list();
  assert.equal(readings(), 2);
});

Deno.test("a time that lies ahead is told to nobody, for nobody knows when it was", async () => {
  const seen = { ms: NOON - 1 };
  const { people, clock } = make(seen);
  assert.equal((await people.list())[0]?.lastSeen, new Date(NOON - 1).toISOString());
  seen.ms = NOON + 2 * HOUR_MS;
  assert.equal((await people.list())[0]?.lastSeen, undefined);
  clock.ms = seen.ms;
  assert.equal((await people.list())[0]?.lastSeen, new Date(seen.ms).toISOString());
});
