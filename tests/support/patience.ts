/**
 * How long tests wait before they fail: limits are told in the time of a quiet machine, and are
 * worth more real time the busier or slower this one is. What is waited for ends a wait at once, so
 * a generous limit costs nothing but where something is broken.
 */

/** What `work` takes on two quiet processors. */
const QUIET_WORK_MS = 10;
/** How long one measurement is believed. */
const FRESH_MS = 5_000;
/** More than this is no busy machine, but one that stands still. */
const MAX_SLOWNESS = 40;

let measured = { at: -Infinity, slowness: 1 };

/**
 * How many times longer things take here now than on a quiet machine: 1 on that, 20 where twenty
 * programs want each processor. Measured anew every few seconds: what the system says of those who
 * want to run (whose average of a minute comes late and goes late), and what a piece of work takes
 * (which sees a slow processor and a small share of it as well). The larger counts.
 */
export function slowness(): number {
  if (performance.now() - measured.at > FRESH_MS) {
    const wanted = Deno.loadavg()[0]! / navigator.hardwareConcurrency;
    const took = work() / QUIET_WORK_MS;
    const slowness = Math.min(Math.max(1, wanted, took), MAX_SLOWNESS);
    measured = { at: performance.now(), slowness };
  }
  return measured.slowness;
}

/** @returns the milliseconds that it took, without giving the processor away. */
function work(): number {
  const startedAt = performance.now();
  let mixed = 1;
  for (let i = 0; i < 5_000_000; i++) {
    mixed = (Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) + i) | 0;
  }
  // Looked at, so that the loop is not left out.
  if (Number.isNaN(mixed)) throw new Error("Integers are numbers");
  return performance.now() - startedAt;
}

/** `quietMs` of a quiet machine, in whole milliseconds of this one as it is now. */
export function stretched(quietMs: number): number {
  return Math.ceil(quietMs * slowness());
}

interface Machine {
  /** Milliseconds of the wall clock, from any beginning. */
  now(): number;
  slowness(): number;
}

const THIS_MACHINE: Machine = { now: () => performance.now(), slowness };

/** A limit that is spent as slowly as the machine works, also when that changes in between. */
export class Patience {
  readonly #machine: Machine;
  #quietMs: number;
  #lookedAt: number;

  /** @param quietMs milliseconds of a quiet machine. */
  constructor(quietMs: number, machine: Machine = THIS_MACHINE) {
    this.#machine = machine;
    this.#quietMs = quietMs;
    this.#lookedAt = machine.now();
  }

  /** Milliseconds that it lasts from now on, if the machine stays as busy as it is; 0 at the end. */
  get leftMs(): number {
    const now = this.#machine.now();
    const factor = this.#machine.slowness();
    this.#quietMs -= (now - this.#lookedAt) / factor;
    this.#lookedAt = now;
    return Math.max(0, this.#quietMs * factor);
  }
}

/** `promise`, or a failure that names what did not come in `quietMs` of a quiet machine. */
export async function within<T>(
  promise: Promise<T>,
  what: string,
  quietMs = 20_000,
): Promise<T> {
  const patience = new Patience(quietMs);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const look = () => {
      const left = patience.leftMs;
      if (left > 0) timer = setTimeout(look, left);
      else reject(new Error(`${what} did not come within ${quietMs} ms of a quiet machine`));
    };
    look();
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
