/** The accepted epochs of one conversation, in the order of their places. */

import type { EpochId } from "../protocol/ids.ts";
import type { EpochManifest } from "../protocol/items.ts";
import type { Refused } from "./envelope_open.ts";

/** A manifest that counts, at its place in the conversation's sequence. */
export interface PlacedEpoch {
  id: EpochId;
  place: number;
  manifest: EpochManifest;
}

/**
 * The accepted epochs of one conversation in the order of their places, whatever order they are
 * loaded in. Numbers grow with places, so that the first manifest of a number is the only one.
 */
export class EpochLine {
  readonly #placed: PlacedEpoch[] = [];
  readonly #byId = new Map<EpochId, PlacedEpoch>();

  /** The newest epoch before `place`. */
  before(place: number): PlacedEpoch | undefined {
    return this.#placed[this.#indexOf(place) - 1];
  }

  get newest(): PlacedEpoch | undefined {
    return this.#placed.at(-1);
  }

  find(id: EpochId): PlacedEpoch | undefined {
    return this.#byId.get(id);
  }

  /** Takes `epoch` up, unless its number does not fit between its neighbours'. */
  insert(epoch: PlacedEpoch): { ok: true } | Refused<"epoch-number"> {
    const at = this.#indexOf(epoch.place);
    const { number } = epoch.manifest;
    const before = this.#placed[at - 1];
    const after = this.#placed[at];
    for (
      const [fits, other] of [
        [before === undefined || before.manifest.number < number, before],
        [after === undefined || after.manifest.number > number, after],
      ] as const
    ) {
      if (fits) continue;
      return {
        ok: false,
        reason: "epoch-number",
        detail: `number ${number} at place ${epoch.place} does not fit number ` +
          `${other!.manifest.number} at place ${other!.place}`,
      };
    }
    this.#placed.splice(at, 0, epoch);
    this.#byId.set(epoch.id, epoch);
    return { ok: true };
  }

  /** Index of the first epoch at `place` or after it. */
  #indexOf(place: number): number {
    let at = this.#placed.length;
    while (at > 0 && this.#placed[at - 1]!.place >= place) at--;
    return at;
  }
}
