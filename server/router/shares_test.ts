import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/ids.ts";
import { anyUser } from "../../tests/support/members.ts";
import { dayOf, type StoredShare } from "../archive/port.ts";
import { Shares } from "./shares.ts";

const NOW = Date.UTC(2026, 10, 30, 12);
const LIMITS = { perDayBytes: 1_000, totalBytes: 10_000 };

/** Shares over an archive in which each of `stored` has sent so many bytes today. */
function make(stored: [UserId, number][], maxPeople?: number) {
  const day = dayOf(NOW);
  const archived = new Map<UserId, StoredShare>(
    stored.map(([user, bytes]) => [user, { bytes, day, dayBytes: bytes }]),
  );
  const archive = {
    fails: false,
    shares: (users: UserId[]) =>
      archive.fails
        ? Promise.reject(new AppError("unavailable", "The disk is slow."))
        : Promise.resolve(new Map([...archived].filter(([user]) => users.includes(user)))),
  };
  return { archive, shares: new Shares(LIMITS, archive, maxPeople) };
}

const refused = { kind: "forbidden", reason: "messages-day" };

Deno.test("who was never read, or forgotten meanwhile, is read before anything is taken", async () => {
  const [ada, bob] = [anyUser(), anyUser()];
  const { shares } = make([[ada, 900], [bob, 900]]);
  await assert.rejects(async () => await shares.take(ada, 101, NOW), refused);
  await shares.take(ada, 100, NOW);
  await shares.load([bob], NOW);
  shares.forget([bob]);
  await assert.rejects(async () => await shares.take(bob, 101, NOW), refused);
});

Deno.test("people who came since push nobody past their share", async () => {
  const [ada, ...others] = Array.from({ length: 6 }, anyUser) as [UserId, ...UserId[]];
  const { shares } = make([[ada, 900]], 3);
  await shares.load([ada], NOW);
  await shares.take(ada, 100, NOW);
  await shares.load(others, NOW);
  await assert.rejects(async () => await shares.take(ada, 101, NOW), refused);
});

Deno.test("a share that cannot be read lets nothing through", async () => {
  const ada = anyUser();
  const { shares, archive } = make([[ada, 0]]);
  archive.fails = true;
  await assert.rejects(async () => await shares.take(ada, 1, NOW), { kind: "unavailable" });
});

Deno.test("a reserve goes a sixteenth beyond the share, and what is free goes on", async () => {
  const ada = anyUser();
  const { shares } = make([[ada, 1_000]]);
  await assert.rejects(async () => await shares.take(ada, 1, NOW), refused);
  await shares.take(ada, 62, NOW, "reserve");
  await assert.rejects(async () => await shares.take(ada, 1, NOW, "reserve"), refused);
  await shares.take(ada, 500, NOW, "free");
});
