import assert from "node:assert/strict";
import { clockOf, minutesOf } from "./clock_times.ts";

Deno.test("minutes after midnight are the times of a day, and back", () => {
  for (const [minutes, clock] of [[0, "00:00"], [425, "07:05"], [1439, "23:59"]] as const) {
    assert.equal(clockOf(minutes), clock);
    assert.equal(minutesOf(clock), minutes);
  }
  assert.equal(minutesOf("22:30:00"), 1350);
});

Deno.test("what is no time of a day is none", () => {
  for (const text of ["", "7:05", "24:00", "12:60", "noon"]) {
    assert.equal(minutesOf(text), undefined, text);
  }
});
