import assert from "node:assert/strict";
import type { Finding } from "../protocol/finding.ts";
import { StartError } from "./start_error.ts";
import { judgeFindings } from "./start_findings.ts";

function finding(verdict: Finding["verdict"], setting: string): Finding {
  return { verdict, settings: [setting], tried: "tried it", saw: "it\nfailed", change: "Mend it." };
}

function judged(findings: Finding[]): { lines: string[]; error: unknown } {
  const lines: string[] = [];
  try {
    judgeFindings(findings, (level, message) => void lines.push(`${level} ${message}`));
    return { lines, error: undefined };
  } catch (error) {
    return { lines, error };
  }
}

Deno.test("without findings the server starts and says nothing", () => {
  assert.deepEqual(judged([]), { lines: [], error: undefined });
});

Deno.test("warnings and parts that are not there yet are lines, and the server starts", () => {
  assert.deepEqual(judged([finding("warning", "TW_A"), finding("unreachable", "TW_B")]), {
    lines: [
      "warn check TW_A: tried it, and it failed. Mend it.",
      "warn not there yet: TW_B: tried it, and it failed. Mend it.",
    ],
    error: undefined,
  });
});

Deno.test("each setting that cannot work is one line of the refusal", () => {
  const { lines, error } = judged([
    finding("refused", "TW_A"),
    finding("warning", "TW_B"),
    finding("refused", "TW_C"),
  ]);
  assert.equal(lines.length, 1);
  assert.ok(error instanceof StartError);
  assert.deepEqual(error.message.split("\n"), [
    "Cannot start: TW_A: tried it, and it failed. Mend it.",
    "Cannot start: TW_C: tried it, and it failed. Mend it.",
  ]);
});
