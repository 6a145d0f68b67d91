/** The sessions' promises, kept by the SQLite adapter. */

import assert from "node:assert/strict";
import type { Uid } from "../../protocol/ids.ts";
import { AppError } from "../../protocol/errors.ts";
import { fromBase64Url, toHex } from "../../protocol/encoding.ts";
import type { Sessions } from "../../server/sessions/port.ts";
import { openSqliteSessions } from "../../server/sessions/sqlite_sessions.ts";
import { TEST_TIME } from "../support/certificates.ts";
import { anyUser } from "../support/members.ts";
import { SESSION_MS, sessionsConformance } from "./sessions_suite.ts";

const clock = { ms: TEST_TIME.getTime() };
let folder: string;
let sessions: Sessions;

function open(name: string): Sessions {
  return openSqliteSessions({
    path: `${folder}/${name}`,
    sessionMs: SESSION_MS,
    clock: () => clock.ms,
  });
}

Deno.test.beforeAll(async () => {
  folder = await Deno.makeTempDir({ prefix: "talkywalky-sessions-" });
  sessions = open("sessions.db");
});
Deno.test.afterAll(async () => {
  await sessions.close();
  await Deno.remove(folder, { recursive: true });
});

sessionsConformance("SQLite", () => ({ sessions, clock }));

const ADA = { uid: "ada" as Uid, fullName: "Ada Lovelace" };

Deno.test("sessions, SQLite: no byte of any file gives a token away", async () => {
  const store = open("hashed.db");
  const user = anyUser();
  const { token, session } = await store.create({ ...ADA, user });
  const bytes = fromBase64Url(token);
  const spellings = {
    token,
    hexadecimal: toHex(bytes),
    base64: bytes.toBase64(),
    bytes: latin1(bytes),
  };
  let seenId = false;
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.startsWith("hashed.db")) continue;
    const content = latin1(await Deno.readFile(`${folder}/${name}`));
    for (const [spelling, text] of Object.entries(spellings)) {
      assert.ok(!content.includes(text), `${name} holds the token's ${spelling}`);
    }
    seenId ||= content.includes(session.id) && content.includes(user);
  }
  assert.ok(seenId, "the session itself was not found: the test looks in the wrong place");
  await store.close();
});

Deno.test("sessions, SQLite: a restart keeps sessions, attempts and last-seen times", async () => {
  const user = anyUser();
  const before = open("restart.db");
  const { token, session } = await before.create({ ...ADA, user });
  const attempt = await before.startAttempt(user, "https://chat.example");
  await before.setLastSeen(new Map([[user, 5]]));
  await before.close();
  const after = open("restart.db");
  assert.deepEqual(await after.find(token), session);
  assert.deepEqual(await after.takeAttempt(attempt.id), attempt);
  assert.deepEqual(await after.lastSeen(), new Map([[user, 5]]));
  await after.close();
});

Deno.test("sessions, SQLite: its file is for its user alone", async () => {
  assert.equal((await Deno.stat(`${folder}/sessions.db`)).mode! & 0o777, 0o600);
});

Deno.test("sessions, SQLite: what cannot be opened or written is unavailable", async () => {
  const isUnavailable = (error: unknown) =>
    error instanceof AppError && error.kind === "unavailable";
  await Deno.writeTextFile(`${folder}/nonsense.db`, "not a database ".repeat(100));
  assert.throws(() => open("nonsense.db"), isUnavailable);
  assert.throws(() => open("no/such/folder.db"), isUnavailable);
  const closed = open("closed.db");
  await closed.close();
  await assert.rejects(closed.create({ ...ADA, user: anyUser() }), isUnavailable);
  await assert.rejects(closed.find("A".repeat(43)), isUnavailable);
});

/** One character a byte. */
function latin1(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}
