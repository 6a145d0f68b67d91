import assert from "node:assert/strict";
import { FakeTime } from "../../tests/support/fake_time.ts";
import { ADA, NOOR } from "../../tests/support/shown_items.ts";
import { CONV } from "../../tests/support/talk.ts";
import { Typing } from "./typing.ts";

function start(time: FakeTime, isOn = true) {
  const announced: number[] = [];
  const typing = new Typing({
    self: ADA,
    now: () => time.now,
    isOn: () => isOn,
    send: () => announced.push(time.now),
    onChange() {},
  });
  return { typing, announced };
}

Deno.test("one hint every three seconds, and at once after something was sent", async () => {
  using time = new FakeTime();
  const { typing, announced } = start(time);
  for (let i = 0; i < 70; i++) {
    typing.hint(CONV);
    await time.pass(100);
  }
  assert.equal(announced.length, 3);
  typing.sent();
  typing.hint(CONV);
  assert.equal(announced.length, 4);
  // A clock that was set back does not make the others wait until it is there again.
  time.now -= 60 * 60 * 1000;
  typing.hint(CONV);
  assert.equal(announced.length, 5);
});

Deno.test("a hint is believed for five seconds, or until the message is here", async () => {
  using time = new FakeTime();
  const { typing } = start(time);
  typing.take({ conv: CONV, user: NOOR });
  await time.pass(4_000);
  typing.take({ conv: CONV, user: NOOR });
  typing.take({ conv: CONV, user: ADA });
  await time.pass(4_000);
  assert.deepEqual(typing.in(CONV), [NOOR]);
  await time.pass(1_000);
  assert.deepEqual(typing.in(CONV), []);
  typing.take({ conv: CONV, user: NOOR });
  typing.end(CONV, NOOR);
  assert.deepEqual(typing.in(CONV), []);
});

Deno.test("who tells no hints sees none", () => {
  using time = new FakeTime();
  const { typing, announced } = start(time, false);
  typing.hint(CONV);
  typing.take({ conv: CONV, user: NOOR });
  assert.deepEqual([announced, typing.in(CONV)], [[], []]);
});

Deno.test("a clock that was two hours fast and is set back silences no hint", () => {
  using time = new FakeTime();
  const { typing, announced } = start(time);
  time.now += 7_200_000;
  typing.hint(CONV);
  time.now -= 7_200_000;
  typing.hint(CONV);
  assert.equal(announced.length, 2);
});
