/** The figures as a person reads them. */

import { percentile } from "./broker_bench.ts";
import type { MessagesResult } from "./messages.ts";
import type { SetupResult } from "./setups.ts";
import type { Rate, SignInsResult } from "./sign_ins.ts";
import { type Cell, formatTable } from "./table.ts";

const MESSAGE_COLUMNS = [
  "setup",
  "what",
  "window",
  "messages",
  "messages/s",
  "deliveries/s",
  "receipt p50 ms",
  "p99",
  "delivery p50 ms",
  "p99",
  "lost",
  "doubled",
  "CPU us a message",
];

/** The whole report, one table after the other. */
export function report(setups: readonly SetupResult[], signIns: SignInsResult): string {
  return [
    formatTable(MESSAGE_COLUMNS, setups.flatMap((each) => each.messages.map(messageRow(each)))),
    notes(setups),
    formatTable(["what", "value", "p50 ms", "p99"], otherRows(setups, signIns)),
  ].join("\n\n");
}

function messageRow({ setup }: SetupResult): (result: MessagesResult) => Cell[] {
  return (result) => {
    const { slice, messages, deliveries, elapsedMs, receiptMs, deliveryMs, cpuUs } = result;
    const perS = (count: number) => Math.round(count * 1000 / elapsedMs);
    // Of a direct message, the sender's own copy is not a delivery to anybody.
    const delivered = slice.name.startsWith("room") ? deliveries : deliveries / 2;
    return [
      setup,
      slice.name,
      slice.window,
      messages,
      perS(messages),
      perS(delivered),
      percentile(receiptMs, 50),
      percentile(receiptMs, 99),
      percentile(deliveryMs, 50),
      percentile(deliveryMs, 99),
      result.lost + result.refused,
      result.doubled + result.misordered,
      Object.entries(cpuUs).map(([name, us]) => `${name} ${Math.round(us)}`).join(", "),
    ];
  };
}

function notes(setups: readonly SetupResult[]): string {
  const opened = setups.map(({ setup, opened }) => `${opened} (${setup})`).join(" and ");
  return [
    "Each sender keeps `window` messages in flight over one socket; 10 people send, in the rows of",
    "1:1 each to one peer, in the rows of a room all ten to the room that they are in. A delivery",
    "is an event at a member's socket, in a room the sender's own too. Lost counts receipts and",
    "deliveries that never came and refusals; doubled counts second copies and wrong places in the",
    `sequence. Envelopes that a reader opened and found as they were sealed: ${opened}.`,
  ].join("\n");
}

function otherRows(setups: readonly SetupResult[], signIns: SignInsResult): Cell[][] {
  const rows: Cell[][] = setups.map(({ setup, idleSocketBytes }) => [
    `server memory for each idle signed-in socket, ${setup}`,
    `${(idleSocketBytes / 1024).toFixed(1)} KiB`,
    "",
    "",
  ]);
  const rate = (name: string, { perS, p50Ms, p99Ms }: Rate) =>
    rows.push([name, `${perS.toFixed(1)}/s`, p50Ms.toFixed(1), p99Ms.toFixed(1)]);
  rate("sign-ins (bind, proof, session), slapd", signIns.ldap);
  rate("binds alone, the same slapd", signIns.binds);
  rate("sign-ins, embedded directory", signIns.embedded);
  for (const { ceiling } of setups) {
    if (ceiling === undefined) continue;
    const { confirmedPublishesPerS, roundTripP50Ms, roundTripP99Ms } = ceiling;
    rows.push(
      [
        "RabbitMQ alone: confirmed publishes, 1 KiB, quorum queue",
        `${Math.round(confirmedPublishesPerS).toLocaleString("en-GB")}/s`,
        "",
        "",
      ],
      [
        "RabbitMQ alone: round trip, one at a time",
        "",
        roundTripP50Ms.toFixed(2),
        roundTripP99Ms.toFixed(2),
      ],
    );
  }
  return rows;
}
