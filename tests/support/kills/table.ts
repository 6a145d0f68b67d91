/** The table of a run: one row for each part that was killed. */

import { type Cell, formatTable } from "../../../bench/table.ts";
import { PARTS } from "./parts.ts";
import type { RunResult } from "./run.ts";

const HEADER = [
  "killed",
  "times",
  "acknowledged",
  "lost",
  "doubled",
  "out of order",
  "told again",
  "back after, median ms",
];

/** Lines of the table, with the sum of all at its end. */
export function tableOf({ rounds }: RunResult): string {
  const row = (name: string, of: RunResult["rounds"]): Cell[] => {
    const sum = (value: (round: RunResult["rounds"][number]) => number) =>
      of.reduce((total, round) => total + value(round), 0);
    const times = of.map(({ recoveredMs }) => recoveredMs).sort((a, b) => a - b);
    return [
      name,
      of.length,
      sum(({ acknowledged }) => acknowledged),
      sum(({ lost }) => lost),
      sum(({ doubled }) => doubled),
      sum(({ outOfOrder }) => outOfOrder),
      sum(({ toldAgain }) => toldAgain),
      times[Math.floor(times.length / 2)] ?? NaN,
    ];
  };
  return formatTable(HEADER, [
    ...PARTS.map((part) => row(part, rounds.filter((round) => round.part === part))),
    row("all", rounds),
  ]);
}

/** Whether nothing that was acknowledged is lost, doubled or misplaced, and nobody left half made. */
export function isSound({ rounds, registered, signedIn }: RunResult): boolean {
  return registered === signedIn &&
    rounds.every(({ lost, doubled, outOfOrder, toldAgain }) =>
      lost + doubled + outOfOrder + toldAgain === 0
    );
}
