/** How many tests ran, from the JUnit report of `deno test`. */

export interface TestCount {
  passed: number;
  failed: number;
}

/**
 * Counts test cases; a case with a failure, an error or a skip has not passed. Deno lists a test
 * and each of its steps as a case.
 */
export function countJunit(xml: string): TestCount {
  const count: TestCount = { passed: 0, failed: 0 };
  // A case is `<testcase .../>`, or holds what went wrong until `</testcase>`.
  for (const [, body] of xml.matchAll(CASE)) {
    if (body !== undefined && /<(?:failure|error|skipped)\b/.test(body)) count.failed++;
    else count.passed++;
  }
  return count;
}

const CASE = /<testcase\b(?:[^>"]|"[^"]*")*?(?:\/>|>([\s\S]*?)<\/testcase>)/g;
