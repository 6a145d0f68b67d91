/** Times of a day as fields for them write them (`HH:MM`), and as minutes after midnight. */

const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)/;

export function clockOf(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}

/** `undefined` for what is no time, such as a field that is half filled. */
export function minutesOf(clock: string): number | undefined {
  const found = CLOCK.exec(clock);
  return found === null ? undefined : Number(found[1]) * 60 + Number(found[2]);
}
