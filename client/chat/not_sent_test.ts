import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import { type Page, startTalk } from "../../tests/support/loopback.ts";
import type { NotSentView } from "../model/mod.ts";
import { notSent, type NotSentOptions } from "./not_sent.ts";

const gone = () => new AppError("unavailable", "The server cannot be reached.");
const isMessage = ({ kind }: { kind: string }) => kind === "message";
const NOTHING: NotSentView = { files: 0, messages: 0, changes: 0, refused: 0, unstored: 0 };

/** What a page counts that has this one open, or none. */
function counted(page: Page, options: Partial<NotSentOptions> = {}): Promise<NotSentView> {
  return notSent({
    store: page.context.store,
    uploads: { waiting: () => Promise.resolve(0) },
    senders: () => [page.sender],
    isConnected: () => false,
    after: () => Promise.reject(new Error("Nothing is waited for")),
    ...options,
  });
}

Deno.test("messages and changes that wait are counted, also of conversations that are not loaded", async () => {
  const { server, ada, bob } = await startTalk();
  const [page, bobs] = [await ada.open(), await bob.open()];
  await bobs.say("Read this.");
  await page.log.catchUp();
  const target = page.log.shown.get(page.log.high)!.id;
  assert.deepEqual(await counted(page), NOTHING);
  server.faults.before = (frame) => isMessage(frame) ? gone() : undefined;
  page.sender.post({ type: "receipt", target, state: "read" });
  page.sender.post({ type: "reaction", target, emoji: "👍", action: "add" });
  await page.say("one");
  await page.say("two");
  page.close();
  const expected = { ...NOTHING, messages: 2, changes: 1 };
  assert.deepEqual(await counted(page), expected);
  assert.deepEqual(await counted(page, { senders: () => [] }), expected);
});

Deno.test("what was refused waits for nothing, and what could not be kept is told apart", async () => {
  const { server, ada } = await startTalk();
  const page = await ada.open();
  server.faults.before = (frame) =>
    isMessage(frame) ? new AppError("forbidden", "Not this one.") : undefined;
  await page.say("refused");
  assert.deepEqual(await counted(page), { ...NOTHING, refused: 1 });
  page.context.store.storeUnsent = () => Promise.reject(new AppError("storage-full", "No room."));
  await page.say("refused and not kept");
  assert.deepEqual(await counted(page), { ...NOTHING, refused: 1, unstored: 1 });
});

Deno.test("what is just leaving gets a moment, and no more than that", async () => {
  const { server, ada } = await startTalk();
  const page = await ada.open();
  page.sender.send("on its way");
  const isConnected = () => true;
  const forEver = () => new Promise<void>(() => {});
  assert.deepEqual(await counted(page, { isConnected, after: forEver }), NOTHING);

  const answer = Promise.withResolvers<void>();
  const { ask } = page.context;
  page.context.ask = async (frame) => {
    await answer.promise;
    return await ask(frame);
  };
  page.sender.send("stuck");
  const waited: number[] = [];
  const after = (ms: number) => Promise.resolve(void waited.push(ms));
  const waiting = await counted(page, { isConnected, after });
  assert.deepEqual([waiting, waited], [{ ...NOTHING, messages: 1 }, [1_000]]);
  answer.resolve();
  await page.sender.flush();
  assert.equal(server.items.filter(isMessage).length, 2);
});

Deno.test("files are counted, and what cannot be read counts as nothing", async () => {
  const { ada } = await startTalk();
  const page = await ada.open();
  const files = { waiting: () => Promise.resolve(3) };
  assert.deepEqual(await counted(page, { uploads: files }), { ...NOTHING, files: 3 });
  const blocked = () => Promise.reject(new AppError("unavailable", "The browser refuses."));
  page.context.store.wholeUnsent = page.context.store.wholeOutbox = blocked;
  assert.deepEqual(await counted(page, { uploads: { waiting: blocked } }), NOTHING);
});
