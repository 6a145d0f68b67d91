import assert from "node:assert/strict";
import type { PersonSummary } from "../../protocol/frames/answers.ts";
import type { Uid, UserId } from "../../protocol/ids.ts";
import { FakeTime } from "../../tests/support/fake_time.ts";
import { People } from "./people.ts";

const ANNA = "anna-id" as UserId;
const BEN = "ben-id" as UserId;
const TIME = "2026-11-22T10:00:00.000Z";

function person(id: UserId, rest: Partial<PersonSummary> = {}): PersonSummary {
  return { id, uid: "uid" as Uid, fullName: "Name", enrolled: true, presence: "offline", ...rest };
}

/** People whose directory the test fills; `changed` resolves at the next change. */
function start(directory: PersonSummary[]) {
  let asked = 0;
  let waiting: (() => void)[] = [];
  const people = new People({
    ask: () => {
      asked++;
      return Promise.resolve({ people: [...directory] } as never);
    },
    now: Date.now,
    pauseMs: 20,
    onChange: () => {
      for (const resolve of waiting) resolve();
      waiting = [];
    },
  });
  const changed = () => new Promise<void>((resolve) => waiting.push(resolve));
  return { people, changed, asked: () => asked };
}

Deno.test("the list says who is there, and presence changes it", async () => {
  const { people } = start([person(ANNA, { presence: "online" }), person(BEN)]);
  await people.refresh();
  const seen = () => [people.presenceOf(ANNA), people.presenceOf(BEN)];
  assert.deepEqual(seen(), ["online", "offline"]);
  people.apply({
    type: "presence",
    changes: [
      { user: ANNA, presence: "offline", time: TIME },
      { user: BEN, presence: "away", time: TIME },
    ],
  });
  assert.deepEqual(seen(), ["offline", "away"]);
  assert.equal(people.find(ANNA)?.lastSeen, TIME);
  people.setPresent({ online: [BEN], away: [ANNA] });
  assert.deepEqual(seen(), ["away", "online"]);
});

Deno.test("of somebody who hides it is not kept when they were last seen", async () => {
  const { people } = start([person(ANNA, { lastSeen: TIME })]);
  await people.refresh();
  people.apply({ type: "presence", changes: [{ user: ANNA, presence: "online", time: TIME }] });
  people.apply({ type: "presence", changes: [{ user: ANNA, presence: "offline" }] });
  assert.deepEqual([people.presenceOf(ANNA), people.find(ANNA)?.lastSeen], ["offline", undefined]);
});

Deno.test("somebody unknown who comes online is looked up, however soon after a list", async () => {
  const directory = [person(ANNA)];
  const { people, changed, asked } = start(directory);
  await people.refresh();
  directory.push(person(BEN, { fullName: "Ben B" }));
  people.apply({ type: "presence", changes: [{ user: BEN, presence: "online", time: TIME }] });
  people.missing();
  await changed();
  assert.equal(people.nameOf(BEN)?.fullName, "Ben B");
  assert.equal(asked(), 2);
});

Deno.test("after the clock was set back somebody unknown is looked up as soon as ever", async () => {
  using time = new FakeTime();
  let asked = 0;
  const people = new People({
    ask: () => {
      asked++;
      return Promise.resolve({ people: [person(ANNA)] } as never);
    },
    now: () => time.now,
    pauseMs: 1_500,
    onChange: () => {},
  });
  await people.refresh();
  time.now -= 2 * 60 * 60 * 1000;
  people.missing();
  await time.pass(1_500);
  assert.equal(asked, 2);
  people.stop();
});

Deno.test("a list that was kept is shown until the directory's is there, and never after it", async () => {
  const { people } = start([person(ANNA)]);
  assert.equal(people.loadState, "loading");
  people.restore([person(BEN)]);
  assert.deepEqual(people.all().map(({ id }) => id), [BEN]);
  await people.refresh();
  people.restore([person(BEN)]);
  assert.deepEqual(people.all().map(({ id }) => id), [ANNA]);
  assert.equal(people.loadState, "loaded");
});

Deno.test("two who ask for the list at once share one answer", async () => {
  const { people, asked } = start([person(ANNA)]);
  await Promise.all([people.refresh(), people.refresh()]);
  assert.equal(asked(), 1);
});

Deno.test("new keys are told of", async () => {
  const { people } = start([person(BEN, { enrolled: false })]);
  await people.refresh();
  people.setEnrolled(BEN);
  assert.equal(people.find(BEN)?.enrolled, true);
});

Deno.test("a list in parts is taken part by part: what is pushed in between stays, who is gone goes", async () => {
  const CLEO = "cleo-id" as UserId;
  const asked: unknown[] = [];
  let isLater = false;
  const people: People = new People({
    ask: ((frame: { after?: UserId }) => {
      asked.push(frame.after);
      if (isLater) return Promise.resolve({ people: [person(BEN)] });
      if (frame.after === undefined) {
        return Promise.resolve({ people: [person(ANNA, { presence: "online" })], next: ANNA });
      }
      // Newer than the part that has her.
      const changes = [{ user: ANNA, presence: "offline" as const, time: TIME }];
      people.apply({ type: "presence", changes });
      return Promise.resolve({ people: [person(BEN), person(CLEO)] });
    }) as never,
    now: Date.now,
    onChange: () => {},
  });
  await people.refresh();
  assert.deepEqual(asked, [undefined, ANNA]);
  assert.deepEqual(people.all().map(({ id }) => id), [ANNA, BEN, CLEO]);
  assert.deepEqual([people.presenceOf(ANNA), people.find(ANNA)?.lastSeen], ["offline", TIME]);
  isLater = true;
  await people.refresh();
  assert.deepEqual(people.all().map(({ id }) => id), [BEN]);
});
