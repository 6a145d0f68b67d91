/** How many tests ran, from the JUnit report of `deno test`. */

export interface TestCount {
  passed: number;
  failed: number;
}

/** What a report says. */
export interface Report extends TestCount {
  /** Names of the cases that have not passed. */
  failures: string[];
}

/**
 * Counts test cases; a case with a failure, an error or a skip has not passed. Deno lists a test
 * and each of its steps as a case.
 */
export function readJunit(xml: string): Report {
  const report: Report = { passed: 0, failed: 0, failures: [] };
  // A case is `<testcase .../>`, or holds what went wrong until `</testcase>`.
  for (const [tag, body] of xml.matchAll(CASE)) {
    if (body === undefined || !/<(?:failure|error|skipped)\b/.test(body)) report.passed++;
    else {
      report.failed++;
      report.failures.push(unescaped(/ name="([^"]*)"/.exec(tag)?.[1] ?? "a case without a name"));
    }
  }
  return report;
}

const CASE = /<testcase\b(?:[^>"]|"[^"]*")*?(?:\/>|>([\s\S]*?)<\/testcase>)/g;

const ENTITIES: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  amp: "&",
};

/** Text of an attribute (XML 1.0, 4.6). */
function unescaped(text: string): string {
  return text.replace(/&(\w+);/g, (all, name: string) => ENTITIES[name] ?? all);
}
