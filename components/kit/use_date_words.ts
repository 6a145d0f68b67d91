/** The reader's date words, and a clock that renews itself. */

import { useEffect, useState } from "preact/hooks";
import { readerLocale } from "../../i18n/i18n.ts";
import { type DateWords, dateWords } from "./dates.ts";

let words: DateWords | undefined;

/** Dates in the reader's own variant of the page's language, and in the machine's zone. */
export function readerDateWords(): DateWords {
  return words ??= dateWords(readerLocale());
}

/** The time, renewed every `everyMs` so that "Today" and "5 minutes ago" stay true. */
export function useNow(everyMs: number): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
