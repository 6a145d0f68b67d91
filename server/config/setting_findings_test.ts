import assert from "node:assert/strict";
import { findingLine } from "../../protocol/finding.ts";
import { judgeSettings } from "./setting_findings.ts";

const PLAIN = {
  publicOrigin: "https://chat.example.org",
  isOriginSet: true,
  filesMaxMb: 10,
  filesPerPersonMb: 10,
  messagesPerPersonMb: 10,
  messagesPerDayMb: 10,
};

function linesOf(changed: Partial<typeof PLAIN>): string[] {
  const findings = judgeSettings({ ...PLAIN, ...changed });
  assert.ok(findings.every(({ verdict }) => verdict === "warning"));
  return findings.map(findingLine);
}

Deno.test("pages that browsers encrypt on are told nothing of", () => {
  const origins = [
    "https://chat.example.org",
    "https://192.0.2.7:8443",
    "http://localhost:8000",
    "http://chat.localhost",
    "http://127.0.0.1:8000",
    "http://127.9.9.9",
    "http://[::1]:8000",
  ];
  for (const publicOrigin of origins) assert.deepEqual(linesOf({ publicOrigin }), [], publicOrigin);
});

Deno.test("an address on which browsers do not encrypt is a warning that says what to set", () => {
  const origins = [
    "http://chat.example.org",
    "http://192.0.2.7:8000",
    "http://[2001:db8::1]:8000",
    "http://notlocalhost",
    "http://localhost.example.org",
    "http://128.0.0.1",
    "http://[::ffff:7f00:1]",
  ];
  for (const publicOrigin of origins) {
    for (const isOriginSet of [true, false]) {
      const [line = "", ...more] = linesOf({ publicOrigin, isOriginSet });
      assert.deepEqual(more, []);
      assert.ok(
        line.startsWith(isOriginSet ? "TW_PUBLIC_ORIGIN: " : "TW_PUBLIC_ORIGIN, TW_HOST: "),
        line,
      );
      assert.ok(line.includes(new URL(publicOrigin).origin), line);
      assert.match(line, /browsers encrypt only on https and on localhost\. Set TW_TLS_CERT/);
    }
  }
});

Deno.test("a share above the whole is a warning", () => {
  assert.match(
    linesOf({ filesPerPersonMb: 11 }).join(),
    /^TW_FILES_PER_PERSON_MB, TW_FILES_MAX_MB: .*11 .*10/,
  );
  assert.match(
    linesOf({ messagesPerDayMb: 11 }).join(),
    /^TW_MESSAGES_PER_DAY_MB, TW_MESSAGES_PER_PERSON_MB: .*11 .*10/,
  );
});
