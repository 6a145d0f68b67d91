/** What the command line asks of the benchmark. */

export type SetupName = "embedded" | "rabbitmq";

export interface BenchOptions {
  /** Which setups to measure, in order. */
  setups: SetupName[];
  /** Fewer messages, sockets and sign-ins: about a minute, and rougher. */
  quick: boolean;
  /** What a person at a browser waits for, instead of what the server carries. */
  ui: boolean;
  /** No message is handed in later than this after the start of its measurement. */
  seconds: number;
}

const USAGE = `deno task bench [--quick] [--only=embedded|rabbitmq] [--seconds=N]
deno task bench ui [--quick]

  --quick      fewer messages, sockets and sign-ins; rougher figures
  --only=...   one setup instead of both
  --seconds=N  cap on the sending time of each measurement, default 20`;

const DEFAULT_SECONDS = 20;

/** @throws {TypeError} with what is wrong, for a person. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const options: BenchOptions = {
    setups: ["embedded", "rabbitmq"],
    quick: false,
    ui: false,
    seconds: DEFAULT_SECONDS,
  };
  for (const arg of args) {
    const [name, value] = arg.split("=", 2);
    if (arg === "ui") options.ui = true;
    else if (arg === "--quick") options.quick = true;
    else if (name === "--only" && (value === "embedded" || value === "rabbitmq")) {
      options.setups = [value];
    } else if (name === "--seconds" && Number(value) >= 1 && Number(value) <= 600) {
      options.seconds = Number(value);
    } else throw new TypeError(`Cannot understand ${arg}\n\n${USAGE}`);
  }
  return options;
}
