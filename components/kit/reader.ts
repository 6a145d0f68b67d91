/**
 * What the machine tells of its reader, who may travel, set the clock or prefer another language
 * while a page is open: the time, the zone and the languages. It is looked at again each minute, at
 * the beginning of each day, and whenever the page is come back to.
 */

import { signal } from "@preact/signals";
import { readerLocale } from "../../i18n/i18n.ts";
import { usePageLanguage } from "../../i18n/page.ts";
import { type DateWords, dateWords } from "./dates.ts";

const MINUTE_MS = 60_000;
/** A little after midnight: a timer may come a moment early. */
const AFTER_MIDNIGHT_MS = 50;

const time = signal(new Date());
/** The zone's name, "Europe/Paris", and the locale in which dates and numbers are written. */
const surroundings = signal(readSurroundings());

let words: { of: string; words: DateWords } | undefined;

/**
 * Dates in the reader's own variant of the page's language, and in the machine's zone. Whatever is
 * drawn with them is drawn anew when either changes.
 */
export function readerDateWords(): DateWords {
  const { zone } = surroundings.value;
  const locale = readerLocale();
  const of = `${locale} ${zone}`;
  if (words?.of !== of) words = { of, words: dateWords(locale, zone) };
  return words.words;
}

/** Names the reader's zone: what is sorted into days is sorted anew when it changes. */
export function readerZone(): string {
  return surroundings.value.zone;
}

/** The time, by the minute, so that "Today" and "5 minutes ago" stay true. */
export function useNow(): Date {
  return time.value;
}

/** Looks at the clock, the zone and the languages. */
export function lookAround(): void {
  time.value = new Date();
  const seen = readSurroundings();
  const { zone, locale } = surroundings.value;
  if (seen.zone !== zone || seen.locale !== locale) surroundings.value = seen;
}

/** From here on the page follows the machine; answers how that ends. */
export function followSurroundings(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const again = () => {
    lookAround();
    clearTimeout(timer);
    timer = setTimeout(again, Math.min(MINUTE_MS, untilMidnightMs(time.value)));
  };
  const onLanguages = () => {
    usePageLanguage();
    again();
  };
  const onVisible = () => {
    if (document.visibilityState === "visible") again();
  };
  document.addEventListener("visibilitychange", onVisible);
  addEventListener("focus", again);
  addEventListener("pageshow", again);
  addEventListener("languagechange", onLanguages);
  again();
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", onVisible);
    removeEventListener("focus", again);
    removeEventListener("pageshow", again);
    removeEventListener("languagechange", onLanguages);
  };
}

/** How long it is until the date changes, in the machine's zone. */
export function untilMidnightMs(now: Date): number {
  const next = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  return next.getTime() - now.getTime() + AFTER_MIDNIGHT_MS;
}

function readSurroundings(): { zone: string; locale: string } {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return { zone: timeZone, locale: readerLocale() };
}
