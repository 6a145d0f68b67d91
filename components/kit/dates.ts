/** Dates and times as the reader writes them. Times of the wire are ISO; the zone is the reader's. */

const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

export interface DateWords {
  /** "Today", "Yesterday", "Monday 3 November", with the year when it is another one. */
  day(time: Date, now: Date): string;
  /** "14:32". */
  clock(time: Date): string;
  /** "Monday 3 November 2026 at 14:32:07". */
  full(time: Date): string;
  /** "3 Nov 2026, 14:32". */
  moment(time: Date): string;
  /** "14:32" where `time` is on the same date as `beside`, else "3 Nov 2026, 14:32". */
  clockBeside(time: Date, beside: Date): string;
  /** "5 minutes ago", "yesterday", "3 November". */
  ago(time: Date, now: Date): string;
  /** As short as it can be told: "14:32", "yesterday", "Mon", "3 Nov", "3 Nov 2025". */
  brief(time: Date, now: Date): string;
  /** "19 – 22 Nov 2026", or the one date of both. */
  range(from: Date, to: Date): string;
}

/** Words for dates in `locale`, in `timeZone` or the machine's own. */
export function dateWords(locale: string, timeZone?: string): DateWords {
  const zone = timeZone === undefined ? {} : { timeZone };
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, ...zone });
  const weekday = format({ weekday: "long", day: "numeric", month: "long" });
  const withYear = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const clock = format({ timeStyle: "short" });
  const full = format({ dateStyle: "full", timeStyle: "medium" });
  const shortWeekday = format({ weekday: "short" });
  const shortDay = format({ day: "numeric", month: "short" });
  const shortYear = format({ day: "numeric", month: "short", year: "numeric" });
  const short = format({ day: "numeric", month: "long" });
  const moment = format({ dateStyle: "medium", timeStyle: "short" });
  const dates = format({ dateStyle: "medium" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const parts = new Intl.DateTimeFormat("en-CA", {
    ...zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });

  /** Days between the two dates of the calendar, whatever the hours. */
  const daysBetween = (time: Date, now: Date) =>
    Math.round((Date.parse(parts.format(time)) - Date.parse(parts.format(now))) / DAY_MS);

  return {
    day(time, now) {
      const days = daysBetween(time, now);
      if (days === 0 || days === -1) return capitalised(relative.format(days, "day"), locale);
      const sameYear = parts.format(time).slice(0, 4) === parts.format(now).slice(0, 4);
      return (sameYear ? weekday : withYear).format(time);
    },
    clock: (time) => clock.format(time),
    full: (time) => full.format(time),
    moment: (time) => moment.format(time),
    clockBeside: (time, beside) => (daysBetween(time, beside) === 0 ? clock : moment).format(time),
    ago(time, now) {
      const elapsedMs = Math.max(0, now.getTime() - time.getTime());
      if (elapsedMs < MINUTE_MS) return relative.format(0, "minute");
      if (elapsedMs < HOUR_MS) {
        return relative.format(-Math.floor(elapsedMs / MINUTE_MS), "minute");
      }
      const days = daysBetween(time, now);
      if (days === 0) return relative.format(-Math.floor(elapsedMs / HOUR_MS), "hour");
      return days >= -6 ? relative.format(days, "day") : short.format(time);
    },
    brief(time, now) {
      const days = daysBetween(time, now);
      if (days >= 0) return clock.format(time);
      if (days === -1) return relative.format(days, "day");
      if (days >= -6) return shortWeekday.format(time);
      const sameYear = parts.format(time).slice(0, 4) === parts.format(now).slice(0, 4);
      return (sameYear ? shortDay : shortYear).format(time);
    },
    range: (from, to) => dates.formatRange(from, to),
  };
}

function capitalised(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
