/** What using a setting once has shown: for whoever runs the server, at a start. */

export interface Finding {
  /**
   * `refused`: nothing can work until a setting is changed. `warning`: works, but not all of it.
   * `unreachable`: nobody answered, which may pass by itself.
   */
  verdict: "refused" | "warning" | "unreachable";
  /** The variables to look at, the likeliest first. */
  settings: readonly [string, ...string[]];
  /** What was done with them. */
  tried: string;
  /** What came of it. */
  saw: string;
  /** What to do. */
  change: string;
}

/** One line: `TW_TLS_KEY: tried ...; saw ...; change ...`, whatever stands in it. */
export function findingLine({ settings, tried, saw, change }: Finding): string {
  return `${settings.join(", ")}: ${tried}, and ${saw}. ${change}`.replace(/\s+/g, " ").trim();
}
