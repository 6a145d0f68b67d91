import assert from "node:assert/strict";
import { readJunit } from "./junit.ts";

Deno.test("passed, failed and skipped cases are told apart", () => {
  const xml = `<?xml version="1.0"?>
    <testsuites name="deno test" tests="4" failures="1">
      <testsuite name="a">
        <testcase name="one &gt; two" classname="./a.ts" time="0.1" line="1" col="6"></testcase>
        <testcase name="short" time="0.1"/>
        <testcase name="one&apos;s &lt;broken&gt;"><failure message="a &lt;testcase&gt;">why</failure></testcase>
        <testcase name="left out"><skipped/></testcase>
      </testsuite>
    </testsuites>`;
  assert.deepEqual(readJunit(xml), {
    passed: 2,
    failed: 2,
    failures: ["one's <broken>", "left out"],
  });
});

Deno.test("a report without cases tells of nothing", () => {
  assert.deepEqual(readJunit(""), { passed: 0, failed: 0, failures: [] });
});
