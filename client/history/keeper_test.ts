import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { HistoryKeeper } from "./keeper.ts";
import type { Overview } from "./port.ts";

const CONV = "c".repeat(43) as ConversationId;
const SHOWN = [{}] as never;
const overview = (uid: string): Overview => ({
  me: { uid, fullName: uid },
  conversations: [],
  people: [],
});

function start() {
  const problems: string[] = [];
  const due: (() => void)[] = [];
  const written: string[] = [];
  const world = { fails: undefined as AppError | undefined };
  const write = (what: string) =>
    world.fails === undefined
      ? Promise.resolve(void written.push(what))
      : Promise.reject(world.fails);
  const keeper = new HistoryKeeper({
    history: {
      put: () => write("messages"),
      markComplete: () => write("complete"),
      storeOverview: ({ me }) => write(me.uid),
    },
    onProblem: (text) => problems.push(text),
    after: (_ms, work) => void due.push(work),
  });
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  return { keeper, problems, due, written, world, settled };
}

Deno.test("a full disk is told once, in words for the person, however often it is full", async () => {
  const { keeper, problems, world, settled } = start();
  world.fails = new AppError("storage-full", "Full.");
  for (let i = 0; i < 3; i++) keeper.opened(CONV, SHOWN);
  keeper.problem(world.fails);
  await settled();
  assert.equal(problems.length, 1);
  assert.match(problems[0]!, /^This browser has no room left\. What is said is shown/);
  // There is room for what is small, and none for what is large.
  world.fails = undefined;
  keeper.listsChanged(() => overview("a"), { soon: true });
  await settled();
  world.fails = new AppError("storage-full", "Full.");
  keeper.opened(CONV, SHOWN);
  await settled();
  assert.equal(problems.length, 1);
});

Deno.test("a browser that keeps nothing any more is told of as such", async () => {
  const { keeper, problems, world, settled } = start();
  world.fails = new AppError("unavailable", "Blocked.", { reason: "storage-blocked" });
  keeper.opened(CONV, SHOWN);
  await settled();
  assert.match(problems.join(), /^This browser keeps nothing for this page any more/);
});

Deno.test("after the person was forgotten nothing is told", async () => {
  const { keeper, problems, world, settled } = start();
  world.fails = new AppError("unavailable", "Nothing.", { reason: "forgotten" });
  keeper.opened(CONV, SHOWN);
  await settled();
  assert.deepEqual(problems, []);
});

Deno.test("the lists are written once for a burst of changes, as they stand then", async () => {
  const { keeper, due, written, settled } = start();
  for (const uid of ["a", "b", "c"]) keeper.listsChanged(() => overview(uid));
  assert.equal(due.length, 1);
  due.shift()!();
  await settled();
  assert.deepEqual(written, ["c"]);
  keeper.listsChanged(() => overview("d"));
  assert.equal(due.length, 1);
});

Deno.test("what an offline start would miss is written at once, and what waits when the page goes", async () => {
  const { keeper, due, written, settled } = start();
  keeper.listsChanged(() => overview("a"));
  keeper.listsChanged(() => overview("b"), { soon: true });
  await settled();
  assert.deepEqual(written, ["b"]);
  due.shift()!();
  await settled();
  assert.deepEqual(written, ["b"]);
  keeper.listsChanged(() => overview("c"));
  keeper.flush();
  keeper.flush();
  await settled();
  assert.deepEqual(written, ["b", "c"]);
});
