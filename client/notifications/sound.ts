/** The tone of a notification. */

import { elapsedMs } from "../../protocol/elapsed.ts";

/** Two soft tones, the second a fourth above the first: frequency in Hz, begin and length in s. */
const TONES = [
  { frequency: 587.33, at: 0, length: 0.16 },
  { frequency: 783.99, at: 0.11, length: 0.28 },
];
const LOUDNESS = 0.12;
/** No louder and no more often, however much arrives. */
const PAUSE_MS = 2_000;

/** Plays the tone of a notification, made here: nothing is loaded for it. */
export class NotificationSound {
  readonly #now: () => number;
  readonly #makeContext: () => AudioContext;
  #context: AudioContext | undefined;
  #lastMs = -Infinity;

  constructor({ now, makeContext = () => new AudioContext() }: {
    now: () => number;
    makeContext?: () => AudioContext;
  }) {
    this.#now = now;
    this.#makeContext = makeContext;
  }

  /** A browser that lets a page sound only after a click stays silent until then. */
  play(): void {
    if (elapsedMs(this.#lastMs, this.#now()) < PAUSE_MS) return;
    this.#lastMs = this.#now();
    try {
      const context = this.#context ??= this.#makeContext();
      if (context.state === "suspended") void context.resume().catch(() => {});
      for (const tone of TONES) sound(context, tone);
    } catch (error) {
      console.warn("The notification made no sound", error);
    }
  }
}

function sound(
  context: AudioContext,
  { frequency, at, length }: { frequency: number; at: number; length: number },
): void {
  const begin = context.currentTime + at;
  const volume = new GainNode(context, { gain: 0 });
  // Swells and fades: a tone that begins at once clicks.
  volume.gain.setValueAtTime(0, begin);
  volume.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, begin + length);
  const tone = new OscillatorNode(context, { type: "sine", frequency });
  tone.connect(volume).connect(context.destination);
  tone.start(begin);
  tone.stop(begin + length);
}
