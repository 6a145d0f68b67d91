import assert from "node:assert/strict";
import type { ConversationId } from "../../protocol/ids.ts";
import type { OpenConversations } from "./open_conversations.ts";
import { Reading, type ReadingOptions } from "./reading.ts";
import { Screen } from "./screen.ts";

const CONV = "harbour" as ConversationId;

Deno.test("nothing counts as read before it is known what was new, and nothing that nobody sees", () => {
  let isVisible = true;
  const screen = new Screen(() => isVisible);
  assert.equal(screen.read, undefined);
  screen.shown = { conv: CONV };
  assert.deepEqual([screen.conv, screen.seen, screen.read], [CONV, CONV, undefined]);
  screen.shown = { conv: CONV, readBefore: 0 };
  assert.equal(screen.read, CONV);
  isVisible = false;
  assert.deepEqual([screen.conv, screen.seen, screen.read], [CONV, undefined, undefined]);
});

Deno.test("what comes while a conversation is being opened does not take away the line above what is new", async () => {
  const screen = new Screen(() => true);
  let high = 7;
  let read = 5;
  const log = {
    conv: CONV,
    loading: false,
    get high() {
      return high;
    },
  };
  const reading: Reading = new Reading({
    screen,
    store: {
      // The browser takes its time; meanwhile something comes.
      setLastOpened: async () => {
        high = 8;
        await reading.markRead();
      },
    },
    notifier: undefined,
    open: { get: () => ({ log }), load: () => Promise.resolve() } as unknown as OpenConversations,
    activities: {
      readUpTo: () => Promise.resolve(read),
      markRead: () => Promise.resolve(void (read = high)),
    } as unknown as ReadingOptions["activities"],
    receipts: { look() {} } as unknown as ReadingOptions["receipts"],
    onChange() {},
  });
  await reading.show({ id: CONV } as Parameters<Reading["show"]>[0]);
  assert.deepEqual(screen.shown, { conv: CONV, readBefore: 5, newUpTo: 8 });
  assert.equal(read, 8, "now it is read");
});
