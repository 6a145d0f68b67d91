import assert from "node:assert/strict";
import { useLanguage } from "../../i18n/i18n.ts";
import { readerDateWords, untilMidnightMs } from "./reader.ts";

Deno.test("the page looks at the clock again as soon as the date changes", () => {
  const at = (hour: number, minute: number) => new Date(2026, 10, 22, hour, minute);
  for (const now of [at(0, 0), at(12, 30), at(23, 59)]) {
    const then = new Date(now.getTime() + untilMidnightMs(now));
    assert.deepEqual([then.getDate(), then.getHours(), then.getMinutes()], [23, 0, 0]);
  }
  // The last day of a year.
  const last = new Date(2026, 11, 31, 23, 59);
  assert.equal(new Date(last.getTime() + untilMidnightMs(last)).getFullYear(), 2027);
});

Deno.test("dates follow the reader's languages, and are made once for each", () => {
  const time = new Date(2026, 10, 22, 15, 4);
  useLanguage("en", {}, ["en-GB"]);
  const british = readerDateWords();
  assert.equal(british.clock(time), "15:04");
  assert.equal(readerDateWords(), british);
  useLanguage("en", {}, ["en-US"]);
  assert.match(readerDateWords().clock(time), /^3:04\sPM$/);
  useLanguage("en", {});
});
