/** Facts about display names. */

import assert from "node:assert/strict";
import { MAX_KEPT_NAMES } from "../../protocol/limits.ts";
import { anyUser } from "../support/members.ts";
import { type Fact, nameOf, recordOf } from "./archive_writes.ts";
import { rejectsWith } from "./rejects_with.ts";

export const nameFacts: Record<string, Fact> = {
  "the newest display name counts, and those before it are the person's history": async ({
    reader,
    writer,
  }) => {
    const [user, other] = [anyUser(), anyUser()];
    const [first, second] = [nameOf(user, 1), nameOf(user, 2)];
    for (const name of [first, second, nameOf(other, 3)]) await writer.addName(name);
    assert.deepEqual(await reader.namesOf(user), [recordOf(second), recordOf(first)]);
    assert.deepEqual((await reader.newestNames()).get(user), recordOf(second));
    assert.deepEqual(await reader.namesOf(anyUser()), []);
  },

  "a display name that is not newer than the last is refused, and changes nothing": async ({
    reader,
    writer,
  }) => {
    const user = anyUser();
    const newest = nameOf(user, 5);
    await writer.addName(newest);
    for (const name of [newest, nameOf(user, 5), nameOf(user, 4)]) {
      const { reason } = await rejectsWith(writer.addName(name), "conflict");
      assert.equal(reason, "not-newer");
    }
    assert.deepEqual(await reader.namesOf(user), [recordOf(newest)]);
  },

  "clearing leaves the present display name, and the other people's alone": async ({
    reader,
    writer,
  }) => {
    const [user, other] = [anyUser(), anyUser()];
    for (let at = 1; at <= 3; at++) {
      await writer.addName(nameOf(user, at));
      await writer.addName(nameOf(other, at));
    }
    const [newest] = await reader.namesOf(user);
    await reader.clearNames(user);
    assert.deepEqual(await reader.namesOf(user), [newest]);
    assert.equal((await reader.namesOf(other)).length, 3);
    await reader.clearNames(anyUser());
    await rejectsWith(writer.addName(nameOf(user, 2)), "conflict");
  },

  "of a person's display names the newest are kept": async ({ reader, writer }) => {
    const user = anyUser();
    const names = Array.from({ length: MAX_KEPT_NAMES + 2 }, (_, at) => nameOf(user, at));
    for (const name of names) await writer.addName(name);
    const stored = names.slice(2).reverse().map(recordOf);
    assert.deepEqual(await reader.namesOf(user), stored);
  },
};
