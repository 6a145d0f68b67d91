import assert from "node:assert/strict";
import { type Delivery, DeliveryPump, MAX_MERGED_CHARS, MAX_MERGED_TEXTS } from "./delivery.ts";
import type { Disposition, SubmissionBatch } from "./port.ts";

/** A pump whose batches the test answers; it runs when the test says that the turn is over. */
function bench(answer: (batch: SubmissionBatch) => Disposition | Promise<Disposition>) {
  const taken: string[] = [];
  const settled: string[] = [];
  const lines: string[] = [];
  const turn: (() => void)[] = [];
  const pump = new DeliveryPump<Delivery>({
    name: "shard 0",
    take: async (batch) => {
      taken.push(`${batch.texts.join()}${batch.redelivered ? "!" : ""}`);
      return await answer(batch);
    },
    settle: (deliveries, disposition) =>
      settled.push(`${disposition} ${deliveries.flatMap(({ texts }) => texts).join()}`),
    log: (level, message) => lines.push(`${level} ${message}`),
    schedule: (run) => turn.push(run),
  });
  return {
    pump,
    taken,
    settled,
    lines,
    push: (...deliveries: Delivery[]) => deliveries.forEach((delivery) => pump.push(delivery)),
    run: () => turn.splice(0).forEach((each) => each()),
  };
}

function delivery(texts: string[], redelivered = false): Delivery {
  return { texts, chars: texts.join("").length, redelivered };
}

Deno.test("deliveries of one turn are taken as one batch and settled together", async () => {
  const { pump, push, run, taken, settled } = bench(() => "done");
  push(delivery(["a", "b"]), delivery(["c"]));
  run();
  await pump.stop();
  assert.deepEqual(taken, ["a,b,c"]);
  assert.deepEqual(settled, ["done a,b,c"]);
});

Deno.test("a merged batch stays within its bounds", async () => {
  const sizes: number[] = [];
  const { pump, push, run } = bench(({ texts }) => {
    sizes.push(texts.length);
    if (sizes.length === 4) stopped.resolve();
    return "done";
  });
  const stopped = Promise.withResolvers<void>();
  const many = delivery(Array(MAX_MERGED_TEXTS - 1).fill(""));
  const large = delivery(["x".repeat(MAX_MERGED_CHARS)]);
  push(many, delivery([""]), delivery([""]), large, delivery(["x"]), many, many);
  run();
  await stopped.promise;
  await pump.stop();
  assert.deepEqual(sizes, [MAX_MERGED_TEXTS, 2, MAX_MERGED_TEXTS, MAX_MERGED_TEXTS - 1]);
});

Deno.test("a delivery that may have been delivered before is taken alone", async () => {
  const all = Promise.withResolvers<void>();
  const { pump, push, run, taken } = bench(({ texts }) => {
    if (texts.includes("d")) all.resolve();
    return "done";
  });
  push(delivery(["a"]), delivery(["b"], true), delivery(["c"]), delivery(["d"]));
  run();
  await all.promise;
  await pump.stop();
  assert.deepEqual(taken, ["a", "b!", "c,d"]);
});

for (const refusal of ["retry", "dead-letter"] as const) {
  Deno.test(`a merged batch answered ${refusal} is taken again one by one`, async () => {
    const last = Promise.withResolvers<void>();
    const { pump, push, run, taken, settled } = bench(({ texts }) => {
      if (texts.at(-1) === "c" && texts.length === 1) last.resolve();
      return texts.includes("b") ? refusal : "done";
    });
    push(delivery(["a"]), delivery(["b"]), delivery(["c"]));
    run();
    await last.promise;
    await pump.stop();
    assert.deepEqual(taken, ["a,b,c", "a!", "b!", "c!"]);
    assert.deepEqual(settled, ["done a", `${refusal} b`, "done c"]);
  });
}

Deno.test("a take that throws is a retry, and its reason is logged", async () => {
  const { pump, push, run, settled, lines } = bench(() => {
    throw new TypeError("on purpose");
  });
  push(delivery(["secret text"]));
  run();
  await pump.stop();
  assert.deepEqual(settled, ["retry secret text"]);
  assert.match(lines.join(), /error shard 0: .*TypeError: on purpose/);
  assert.doesNotMatch(lines.join(), /secret/);
});

Deno.test("stop waits for the batch in hand and gives the rest back, also out of a pause", async () => {
  const inHand = Promise.withResolvers<Disposition>();
  const { pump, push, run, taken, settled } = bench(() => inHand.promise);
  push(delivery(["a"]));
  run();
  push(delivery(["b"]), delivery(["c"]));
  const stopped = pump.stop();
  inHand.resolve("retry");
  assert.deepEqual((await stopped).map(({ texts }) => texts), [["b"], ["c"]]);
  assert.deepEqual(taken, ["a"]);
  assert.deepEqual(settled, ["retry a"]);
  push(delivery(["d"]));
  run();
  assert.deepEqual(taken, ["a"], "nothing is taken after the stop");
});

Deno.test("what was discarded is neither taken nor settled, and what comes next is", async () => {
  const inHand = Promise.withResolvers<Disposition>();
  const next = Promise.withResolvers<void>();
  const { pump, push, run, taken, settled } = bench(({ texts }) => {
    if (texts.includes("a")) return inHand.promise;
    next.resolve();
    return "done";
  });
  push(delivery(["a"]));
  run();
  push(delivery(["b"]));
  pump.discard();
  push(delivery(["c"]));
  inHand.resolve("done");
  await next.promise;
  await pump.stop();
  assert.deepEqual(taken, ["a", "c"], "one at a time, even over a loss");
  assert.deepEqual(settled, ["done c"]);
});
