import { type AnswerTo, parseAnswer } from "../../protocol/frames/answers.ts";
import type { Ask } from "../net/socket.ts";
import assert from "node:assert/strict";
import { makeDisplayName } from "../../e2ee/display_name.ts";
import { makeWorld, NOON } from "../../tests/support/e2ee/people.ts";
import type { NameRecord } from "../../protocol/display_name.ts";
import { AppError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/ids.ts";
import { LocalStore } from "../store/local_store.ts";
import { memoryDatabase } from "../../tests/support/memory_database.ts";
import { DisplayNames } from "./display_names.ts";
import { OwnNames } from "./own_names.ts";

const { ada, bob, mal, ...rest } = await makeWorld();

/** A name of ada's, `at` milliseconds after noon. */
function nameOf(
  name: string,
  at = 0,
  change: Partial<Parameters<typeof makeDisplayName>[0]> = {},
): Promise<NameRecord> {
  const { user, cert, signKey } = ada.author;
  return makeDisplayName({ user, cert, name, signKey, clock: () => NOON + at, ...change });
}

/** Bob's browser, which can be opened again on what it keeps. */
function browser() {
  const store = new LocalStore(memoryDatabase()).person(bob.user);
  const { directory } = rest;
  directory.pins.clear();
  const world = { changes: [] as UserId[], asked: 0, isOffline: false };
  const open = async () => {
    const identities = {
      ensure: () => {
        world.asked++;
        return world.isOffline
          ? Promise.reject(new AppError("unavailable", "No connection."))
          : Promise.resolve();
      },
      resolve:
        ((...args) =>
          world.isOffline
            ? Promise.reject(new AppError("unavailable", "No list."))
            : directory.resolve(...args)) as typeof directory.resolve,
      acceptsIdentity: (...args: Parameters<typeof directory.acceptsIdentity>) =>
        Promise.resolve(directory.acceptsIdentity(...args)),
    };
    const onChange = (user: UserId) => world.changes.push(user);
    return new DisplayNames({ identities, store, onChange }, await store.names());
  };
  return { world, directory, open };
}

Deno.test("a name that its person signed is shown, and a newer one replaces it", async () => {
  const { world, open } = browser();
  const names = await open();
  assert.equal(names.nameOf(ada.user), undefined);
  await names.take([{ user: ada.user, name: await nameOf("Ace") }, { user: bob.user }]);
  assert.equal(names.nameOf(ada.user), "Ace");
  await names.take([{ user: ada.user, name: await nameOf("Ann", 1) }]);
  assert.equal(names.nameOf(ada.user), "Ann");
  await names.take([{ user: ada.user, name: await nameOf("", 2) }]);
  assert.equal(names.nameOf(ada.user), undefined, "back to the directory's");
  assert.deepEqual(world.changes, [ada.user, ada.user, ada.user]);
});

Deno.test("a name that the server made up, or took from another, is not shown", async () => {
  const { world, open } = browser();
  const names = await open();
  const name = await nameOf("Ace");
  const { cert, signKey } = mal.author;
  const forgeries: [UserId, NameRecord][] = [
    [ada.user, { ...name, statement: name.statement.replace("Ace", "Ann") }],
    [ada.user, await nameOf("Ann", 1, { signKey })],
    [ada.user, await nameOf("Ann", 2, { cert, signKey })],
    [ada.user, { ...name, statement: "{}" }],
    [bob.user, name],
  ];
  for (const [user, forged] of forgeries) {
    await names.take([{ user, name: forged }]);
    assert.equal(names.nameOf(user), undefined, forged.statement);
  }
  assert.deepEqual(world.changes, []);
});

Deno.test("an older name never replaces a newer one, not even on the next page", async () => {
  const { open } = browser();
  const [old, young] = [await nameOf("Ace"), await nameOf("Ann", 1)];
  const names = await open();
  await names.take([{ user: ada.user, name: young }]);
  await names.take([{ user: ada.user, name: old }]);
  assert.equal(names.nameOf(ada.user), "Ann");
  const next = await open();
  assert.equal(next.nameOf(ada.user), "Ann");
  await next.take([{ user: ada.user, name: old }]);
  assert.deepEqual([next.nameOf(ada.user), next.timeOf(ada.user)], [
    "Ann",
    new Date(NOON + 1).toISOString(),
  ]);
});

Deno.test("two pages of one browser agree on the newest name", async () => {
  const { open } = browser();
  const [one, two] = [await open(), await open()];
  await one.take([{ user: ada.user, name: await nameOf("Ann", 1) }]);
  await two.take([{ user: ada.user, name: await nameOf("Ace") }]);
  assert.equal(two.nameOf(ada.user), "Ann");
});

Deno.test("a name by other keys than the accepted ones waits until they are accepted", async () => {
  const { world, directory, open } = browser();
  const names = await open();
  const name = await nameOf("Ace");
  directory.pins.set(ada.user, mal.identity.identityKey);
  await names.take([{ user: ada.user, name }]);
  await names.take([{ user: ada.user, name }]);
  assert.deepEqual([names.nameOf(ada.user), world.asked], [undefined, 1], "it is looked at once");
  directory.pins.set(ada.user, ada.identity.identityKey);
  await names.retry([ada.user]);
  assert.equal(names.nameOf(ada.user), "Ace");
});

Deno.test("what cannot be checked without the connection is looked at when it is back", async () => {
  const { world, open } = browser();
  const names = await open();
  world.isOffline = true;
  await names.take([{ user: ada.user, name: await nameOf("Ace") }]);
  assert.equal(names.nameOf(ada.user), undefined);
  world.isOffline = false;
  await names.retry();
  assert.equal(names.nameOf(ada.user), "Ace");
});

Deno.test("the names of many are asked about together, and what comes meanwhile is not lost", async () => {
  const { world, open } = browser();
  const names = await open();
  const { user, cert, signKey } = bob.author;
  const bobs = await nameOf("Bo", 0, { user, cert, signKey });
  const first = names.take([
    { user: ada.user, name: await nameOf("Ace") },
    { user: bob.user, name: bobs },
  ]);
  const second = names.take([{ user: ada.user, name: await nameOf("Ann", 1) }]);
  await Promise.all([first, second]);
  assert.deepEqual([names.nameOf(ada.user), names.nameOf(bob.user)], ["Ann", "Bo"]);
  assert.ok(world.asked <= 2);
});

Deno.test("one's own new name is later than the last, and counts at once", async () => {
  const { open, directory } = browser();
  const names = await open();
  await names.take([{ user: ada.user, name: await nameOf("Ahead", 60_000) }]);
  const sent: NameRecord[] = [];
  const context = {
    author: ada.author,
    now: () => NOON,
    identities: directory as never,
    ask: <F extends Ask>(frame: F): Promise<AnswerTo<F["type"]>> => {
      const { type, statement, sig } = frame as unknown as { type: F["type"] } & NameRecord;
      const answer = (result: unknown) => Promise.resolve(parseAnswer(type, result));
      if (type === "names") {
        const forged = { statement: statement ?? sent[0]!.statement, sig: bobs.sig };
        return answer({ names: [...sent.toReversed(), forged, bobs] });
      }
      sent.push({ statement, sig });
      return answer({ statement, sig });
    },
  };
  const { user, cert, signKey } = bob.author;
  const bobs = await nameOf("Bo", 0, { user, cert, signKey });
  const own = new OwnNames(context, names);
  await own.set("  Ann   Example ");
  assert.equal(names.nameOf(ada.user), "Ann Example");
  await own.set("");
  assert.equal(names.nameOf(ada.user), undefined);
  assert.deepEqual(await own.history(), [
    { name: "", time: new Date(NOON + 60_002).toISOString() },
    { name: "Ann Example", time: new Date(NOON + 60_001).toISOString() },
  ]);
  await assert.rejects(own.set("A\u202eda"), { field: "name", message: /turns the direction/ });
  await assert.rejects(own.set("A\u200cda"), { field: "name", message: /joining character/ });
  await assert.rejects(own.set("\u2800"), { field: "name", message: /nobody can see/ });
  await assert.rejects(own.set("x".repeat(65)), { field: "name", message: /at most 64/ });
  assert.equal(sent.length, 2);
});
