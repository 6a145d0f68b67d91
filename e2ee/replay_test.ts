import assert from "node:assert/strict";
import type { ItemId, UserId } from "../protocol/ids.ts";
import { type ChainLink, ReplayWindow } from "./replay.ts";
import { deviceOf } from "../tests/support/e2ee/people.ts";

const ADA = "5a1f0e1c-0001-4000-8000-000000000001" as UserId;
const BOB = "5a1f0e1c-0002-4000-8000-000000000002" as UserId;

/** Number `seq` of Ada's device, at place `10 * seq`, named `m<seq>`. */
function link(seq: number, change: Partial<ChainLink> = {}): ChainLink {
  return {
    sender: ADA,
    device: deviceOf(1),
    seq,
    prev: seq === 1 ? "" : `m${seq - 1}`,
    id: `m${seq}` as ItemId,
    place: seq * 10,
    ...change,
  };
}

function verdicts(window: ReplayWindow, ...links: ChainLink[]): string[] {
  return links.map((one) => {
    const verdict = window.admit(one);
    return verdict.ok ? "ok" : verdict.reason;
  });
}

const id = (name: string): ItemId => name as ItemId;

Deno.test("a device's messages are admitted forwards, backwards and page by page", () => {
  for (const order of [[1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1], [5, 6, 3, 4, 1, 2]]) {
    const window = new ReplayWindow();
    assert.deepEqual(verdicts(window, ...order.map((seq) => link(seq))), Array(6).fill("ok"));
  }
});

Deno.test("the same message at the same place is a duplicate, elsewhere a replay", () => {
  const window = new ReplayWindow();
  assert.deepEqual(
    verdicts(window, link(1), link(1), link(1, { place: 99 })),
    ["ok", "duplicate", "replayed"],
  );
});

Deno.test("another message with a known number is a replay, in either loading order", () => {
  for (const places of [[10, 20], [20, 10]]) {
    const window = new ReplayWindow();
    const [first, second] = places.map((place, at) => link(1, { place, id: id(`x${at}`) }));
    assert.deepEqual(verdicts(window, first!, second!), ["ok", "replayed"]);
  }
});

Deno.test("prev is checked against the neighbour that is known, on either side", () => {
  const wrong = "m99";
  assert.deepEqual(
    verdicts(new ReplayWindow(), link(1), link(2, { prev: wrong })),
    ["ok", "chain"],
  );
  assert.deepEqual(
    verdicts(new ReplayWindow(), link(2, { prev: wrong }), link(1)),
    ["ok", "chain"],
  );
});

Deno.test("the device's order is the conversation's order", () => {
  assert.deepEqual(
    verdicts(new ReplayWindow(), link(3, { place: 30 }), link(1, { place: 40 })),
    ["ok", "chain"],
  );
  assert.deepEqual(
    verdicts(new ReplayWindow(), link(1, { place: 40 }), link(3, { place: 30 })),
    ["ok", "chain"],
  );
});

Deno.test("only the first message has none before it", () => {
  assert.deepEqual(verdicts(new ReplayWindow(), link(2, { prev: "" })), ["chain"]);
  assert.deepEqual(verdicts(new ReplayWindow(), link(1, { prev: "m0" })), ["chain"]);
});

Deno.test("numbers are each device's own, and each person's", () => {
  const window = new ReplayWindow();
  assert.deepEqual(
    verdicts(
      window,
      link(1),
      link(1, { device: deviceOf(2), id: id("y") }),
      link(1, { sender: BOB, id: id("z") }),
    ),
    ["ok", "ok", "ok"],
  );
});

Deno.test("what is missing before a message is counted", () => {
  const window = new ReplayWindow();
  const missing = [1, 2, 5].map((seq) => {
    const verdict = window.admit(link(seq));
    return verdict.ok ? verdict.missing : -1;
  });
  assert.deepEqual(missing, [0, 0, 2]);
});

Deno.test("what is refused leaves no trace", () => {
  const window = new ReplayWindow();
  verdicts(window, link(1));
  const before = JSON.stringify(window);
  verdicts(window, link(2, { prev: "m99" }), link(1, { id: id("y") }), link(3, { place: 5 }));
  assert.equal(JSON.stringify(window), before);
});

Deno.test("a kept state refuses what the window that was kept would refuse", () => {
  const window = new ReplayWindow();
  verdicts(window, link(1), link(2));
  const kept = new ReplayWindow(JSON.parse(JSON.stringify(window)));
  assert.deepEqual(
    verdicts(kept, link(1), link(2, { place: 99 }), link(2, { id: id("y") }), link(3)),
    ["duplicate", "replayed", "replayed", "ok"],
  );
});
