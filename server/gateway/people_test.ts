import assert from "node:assert/strict";
import type { Uid, UserId } from "../../protocol/ids.ts";
import { MAX_LIST_PART_BYTES } from "../../protocol/limits.ts";
import { anyUser } from "../../tests/support/members.ts";
import { People } from "./people.ts";
import { Presence } from "./presence.ts";

const NOON = Date.UTC(2026, 10, 22, 12);
const HOUR_MS = 3_600_000;
const user = anyUser();

function personOf(id: UserId) {
  return { id, uid: "ada" as Uid, fullName: "Ada", mail: "" };
}

/** The list over a directory of one person, who was last seen when `seenMs` says. */
function make(seen: { ms: number }, listed = [personOf(user)]) {
  const clock = { ms: NOON };
  let [readings, times] = [0, 0];
  const people = new People({
    directory: {
      list: () => {
        readings++;
        return Promise.resolve(listed);
      },
    },
    archive: {
      enrolledUsers: () => Promise.resolve([user]),
      newestNames: () => Promise.resolve(new Map()),
    },
    lastSeen: {
      all: () => {
        times++;
        return Promise.resolve(new Map<UserId, number>([[user, seen.ms]]));
      },
    },
    presence: new Presence("n1", () => clock.ms),
    clock: () => clock.ms,
  });
  return { people, clock, readings: () => readings, times: () => times };
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
  assert.equal((await people.list()).people[0]?.lastSeen, new Date(NOON - 1).toISOString());
  seen.ms = NOON + 2 * HOUR_MS;
  assert.equal((await people.list()).people[0]?.lastSeen, undefined);
  clock.ms = seen.ms;
  assert.equal((await people.list()).people[0]?.lastSeen, new Date(seen.ms).toISOString());
});

Deno.test("a long list comes in parts of a bounded size, with everybody once", async () => {
  const ids = Array.from({ length: 6_000 }, anyUser);
  const { people, readings, times } = make({ ms: NOON }, ids.map(personOf));
  const found: UserId[] = [];
  let parts = 0;
  let after: UserId | undefined;
  for (;;) {
    const part = await people.list(after);
    parts++;
    assert.ok(JSON.stringify(part).length < MAX_LIST_PART_BYTES);
    found.push(...part.people.map(({ id }) => id));
    if (part.next === undefined) break;
    after = part.next;
  }
  assert.ok(parts > 1 && parts < 6, `${parts} parts`);
  assert.deepEqual(found, ids.toSorted());
  assert.deepEqual([readings(), times()], [1, 1]);
  // Who was the last of a part may be gone when the next one is asked for.
  const { people: rest } = await people.list(`${found[10]!.slice(0, -1)}~` as UserId);
  assert.equal(rest[0]?.id, found[11]);
});
