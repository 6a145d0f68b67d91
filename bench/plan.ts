/** How much is measured: who writes to whom, and how many messages each measurement has. */

/** One measurement: each lane hands in its next `perLane` messages, `window` at a time. */
export interface Slice {
  name: string;
  /** Messages of one sender that wait for their receipt at the same time. */
  window: number;
  perLane: number;
  /** How many lanes take part; all by default. */
  lanes?: number;
  /** Run to warm the server up; not shown. */
  isWarmUp?: boolean;
}

export interface Plan {
  /** Ten people write, each to three others in turn, who read. */
  direct: Slice[];
  /** The same ten write in rooms that all ten are in, one room after the other. */
  room: Slice[];
  idleSockets: number;
  /** How long sign-ins, and binds, are counted. */
  signInSeconds: number;
  /** Of RabbitMQ alone. */
  ceiling: { publishes: number; roundTrips: number };
}

/** Senders in each measurement of messages; also the members of a room. */
export const LANES = 10;
/** Everybody; those who do not write are written to. */
export const PEOPLE = 20;
/** Messages of one lane in one conversation, so that no epoch outlives its 1,000 items. */
export const DIRECT_PER_CONVERSATION = 900;
export const ROOM_PER_CONVERSATION = 90;

const FULL: Plan = {
  direct: [
    { name: "warm-up", window: 16, perLane: 150, isWarmUp: true },
    { name: "1:1, one sender", window: 1, perLane: 300, lanes: 1 },
    { name: "1:1, 10 pairs", window: 1, perLane: 300 },
    { name: "1:1, 10 pairs", window: 16, perLane: 450 },
    { name: "1:1, 10 pairs", window: 256, perLane: 800 },
  ],
  room: [
    { name: "warm-up", window: 16, perLane: 60, isWarmUp: true },
    { name: "room of 10", window: 1, perLane: 120 },
    { name: "room of 10", window: 16, perLane: 200 },
    { name: "room of 10", window: 256, perLane: 350 },
  ],
  idleSockets: 1000,
  signInSeconds: 6,
  ceiling: { publishes: 20_000, roundTrips: 1000 },
};

const QUICK: Plan = {
  direct: [
    { name: "warm-up", window: 16, perLane: 60, isWarmUp: true },
    { name: "1:1, one sender", window: 1, perLane: 100, lanes: 1 },
    { name: "1:1, 10 pairs", window: 1, perLane: 80 },
    { name: "1:1, 10 pairs", window: 16, perLane: 150 },
    { name: "1:1, 10 pairs", window: 256, perLane: 300 },
  ],
  room: [
    { name: "warm-up", window: 16, perLane: 30, isWarmUp: true },
    { name: "room of 10", window: 1, perLane: 40 },
    { name: "room of 10", window: 16, perLane: 60 },
    { name: "room of 10", window: 256, perLane: 120 },
  ],
  idleSockets: 200,
  signInSeconds: 3,
  ceiling: { publishes: 5000, roundTrips: 300 },
};

export function planOf({ quick }: { quick: boolean }): Plan {
  return quick ? QUICK : FULL;
}

/** Messages that lane `lane` hands in over all of `slices`. */
export function messagesOf(slices: readonly Slice[], lane: number): number {
  return slices.reduce(
    (sum, { perLane, lanes = LANES }) => sum + (lane < lanes ? perLane : 0),
    0,
  );
}
