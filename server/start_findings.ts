/** Decides by what using the settings showed whether the server starts, and says so. */

import { type Finding, findingLine } from "../protocol/finding.ts";
import type { Log } from "./log.ts";
import { SettingsError } from "./start_error.ts";

/**
 * Writes a line for each finding that keeps nobody from starting: a warning, or a part that is not
 * there yet.
 *
 * @throws {SettingsError} with one line for each setting that cannot work; all of them at once.
 */
export function judgeFindings(findings: readonly Finding[], log: Log): void {
  for (const finding of findings) {
    if (finding.verdict === "warning") log("warn", `check ${findingLine(finding)}`);
    if (finding.verdict === "unreachable") log("warn", `not there yet: ${findingLine(finding)}`);
  }
  const refused = findings.filter(({ verdict }) => verdict === "refused");
  if (refused.length === 0) return;
  throw new SettingsError(refused.map((one) => `Cannot start: ${findingLine(one)}`).join("\n"));
}
