import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import type { ConversationSummary } from "../../../protocol/frames/answers.ts";
import type { ConversationId } from "../../../protocol/ids.ts";
import { anyId, anyUser } from "../../../tests/support/members.ts";
import { Reader } from "./reader.ts";
import { migrate } from "./schema.ts";

const ROOMS = 500;

/** A reader of an archive in which `user` is in `ROOMS` rooms, and how many queries it ran. */
function make() {
  const database = new DatabaseSync(":memory:");
  migrate(database);
  const user = anyUser();
  const create = database.prepare("INSERT INTO conversation (id, kind) VALUES (?, 'room')");
  const join = database.prepare("INSERT INTO member (conv, user, since) VALUES (?, ?, 1)");
  for (let i = 0; i < ROOMS; i++) {
    const conv = create.run(anyId<ConversationId>()).lastInsertRowid;
    for (const member of [user, anyUser(), anyUser()]) join.run(conv, member);
  }
  const count = { queries: 0 };
  const counting = {
    prepare: (sql: string) => {
      const statement = database.prepare(sql);
      const run = (method: "all" | "get") => (...values: (string | number)[]) => {
        count.queries++;
        return statement[method](...values);
      };
      return { all: run("all"), get: run("get") };
    },
  } as unknown as DatabaseSync;
  return { reader: new Reader(counting), user, count, close: () => database.close() };
}

Deno.test("what somebody is in is read in a few queries, however many rooms that are", () => {
  const { reader, user, count, close } = make();
  try {
    const conversations: ConversationSummary[] = [];
    let after: number | undefined;
    do {
      const part = reader.conversationsOf(user, after);
      assert.ok(count.queries < ROOMS / 20, `${count.queries} queries`);
      conversations.push(...part.conversations);
      after = part.next;
    } while (after !== undefined);
    assert.equal(conversations.length, ROOMS);
    assert.ok(conversations.every(({ members }) => members.length === 3));
    assert.ok(conversations.every(({ members }) => members.includes(user)));
  } finally {
    close();
  }
});
