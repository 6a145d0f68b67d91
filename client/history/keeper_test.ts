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
      keepOverview: ({ me }) => write(me.uid),
    },
    onProblem: ({ kind }) => problems.push(kind),
    after: (_ms, work) => void due.push(work),
  });
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  return { keeper, problems, due, written, world, settled };
}

Deno.test("a full disk is told once, and again only after keeping had worked", async () => {
  const { keeper, problems, world, settled } = start();
  world.fails = new AppError("storage-full", "Full.");
  for (let i = 0; i < 3; i++) keeper.opened(CONV, SHOWN);
  await settled();
  assert.deepEqual(problems, ["storage-full"]);
  world.fails = undefined;
  keeper.opened(CONV, SHOWN);
  await settled();
  world.fails = new AppError("storage-full", "Full.");
  keeper.opened(CONV, SHOWN);
  await settled();
  assert.deepEqual(problems, ["storage-full", "storage-full"]);
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
