import assert from "node:assert/strict";
import { pageLocale } from "../../i18n/locale.ts";
import { dateWords } from "./dates.ts";

const words = dateWords("en-GB", "Europe/Paris");
const NOW = new Date("2026-11-04T10:00:00Z");

Deno.test("days near today have a name, others a date, another year its number", () => {
  assert.equal(words.day(new Date("2026-11-04T00:30:00Z"), NOW), "Today");
  assert.equal(words.day(new Date("2026-11-03T12:00:00Z"), NOW), "Yesterday");
  assert.match(words.day(new Date("2026-10-30T12:00:00Z"), NOW), /^Friday,? 30 October$/);
  assert.match(words.day(new Date("2025-12-31T12:00:00Z"), NOW), /^Wednesday,? 31 December 2025$/);
});

Deno.test("the day is that of the reader's zone", () => {
  // 23:30 in UTC is half past midnight in Paris.
  assert.equal(words.day(new Date("2026-11-03T23:30:00Z"), NOW), "Today");
  assert.equal(words.clock(new Date("2026-11-03T23:30:00Z")), "00:30");
});

Deno.test("last seen is told by the nearest unit", () => {
  assert.equal(words.ago(new Date("2026-11-04T09:59:40Z"), NOW), "this minute");
  assert.equal(words.ago(new Date("2026-11-04T09:55:00Z"), NOW), "5 minutes ago");
  assert.equal(words.ago(new Date("2026-11-04T07:00:00Z"), NOW), "3 hours ago");
  assert.equal(words.ago(new Date("2026-11-03T20:00:00Z"), NOW), "yesterday");
  assert.equal(words.ago(new Date("2026-10-20T20:00:00Z"), NOW), "20 October");
});

Deno.test("a clock that is ahead does not make the future", () => {
  assert.equal(words.ago(new Date("2026-11-04T10:30:00Z"), NOW), "this minute");
});

Deno.test("the reader's variant of the page's language is taken, another language is not", () => {
  assert.equal(pageLocale("en", ["fr-FR", "en-IE", "en"]), "en-IE");
  assert.equal(pageLocale("en", ["fr-FR"]), "en");
  assert.equal(pageLocale("", []), "en");
});

Deno.test("a row tells the hour of today, and of other days as little as is needed", () => {
  const words = dateWords("en-GB", "UTC");
  const now = new Date("2026-11-22T12:00:00Z");
  const brief = (iso: string) => words.brief(new Date(iso), now);
  assert.equal(brief("2026-11-22T09:05:00Z"), "09:05");
  assert.equal(brief("2026-11-21T23:59:00Z"), "yesterday");
  assert.equal(brief("2026-11-17T08:00:00Z"), "Tue");
  assert.equal(brief("2026-11-02T08:00:00Z"), "2 Nov");
  assert.equal(brief("2025-11-22T08:00:00Z"), "22 Nov 2025");
});
