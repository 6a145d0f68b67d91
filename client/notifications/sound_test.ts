import assert from "node:assert/strict";
import { NotificationSound } from "./sound.ts";

Deno.test("a burst sounds once, and a browser without sound breaks nothing", () => {
  let nowMs = 0;
  let made = 0;
  const warn = console.warn;
  console.warn = () => {};
  try {
    const sound = new NotificationSound({
      now: () => nowMs,
      makeContext: () => {
        made++;
        throw new Error("No sound here");
      },
    });
    for (nowMs of [0, 500, 1_999]) sound.play();
    assert.equal(made, 1);
    nowMs = 2_000;
    sound.play();
    assert.equal(made, 2);
  } finally {
    console.warn = warn;
  }
});

Deno.test("a clock that was two hours fast and is set back mutes nothing", () => {
  let nowMs = 7_200_000;
  let made = 0;
  const warn = console.warn;
  console.warn = () => {};
  try {
    const makeContext = () => {
      made++;
      throw new Error("No sound here");
    };
    const sound = new NotificationSound({ now: () => nowMs, makeContext });
    sound.play();
    nowMs = 0;
    sound.play();
    assert.equal(made, 2);
  } finally {
    console.warn = warn;
  }
});
