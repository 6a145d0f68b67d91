import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { CatchUp, type CatchUpOptions } from "./catch_up.ts";

Deno.test("what came while the connection was lost is told of, also where something fails then or takes long", async () => {
  const convs = ["one", "two"] as ConversationId[];
  const announced = new Set<ConversationId>();
  const leaving = Promise.withResolvers<void>();
  const catchUp = new CatchUp({
    roster: { summaries: new Map(convs.map((id) => [id, { id }])) },
    open: {
      all: () => convs.map((conv) => ({ log: { conv } })),
      resume: async ({ id }: { id: ConversationId }, onStands: () => Promise<void>) => {
        if (id === convs[0]) throw new AppError("unavailable", "The connection ended under it.");
        await onStands();
        await leaving.promise;
      },
    },
    onResumed: (conv: ConversationId) => Promise.resolve(void announced.add(conv)),
  } as Partial<Record<keyof CatchUpOptions, unknown>> as CatchUpOptions);
  const done = catchUp.opened();
  await Promise.resolve();
  assert.deepEqual([...announced].sort(), convs);
  leaving.resolve();
  await done;
});
