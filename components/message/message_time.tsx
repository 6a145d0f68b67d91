/** The time of a message; the whole date under the pointer. */

import { readerDateWords } from "../kit/reader.ts";

/** Hour and minute in the reader's zone; the whole date under the pointer. */
export function MessageTime({ time }: { time: string }) {
  const words = readerDateWords();
  const date = new Date(time);
  return <time class="time" dateTime={time} title={words.full(date)}>{words.clock(date)}</time>;
}
