import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import { NOTHING_BEGUN } from "../../client/model/draft.ts";
import type { Draft, DraftsModel } from "../../client/model/mod.ts";
import type { ConversationId, ItemId } from "../../protocol/ids.ts";
import { MAX_FILE_BYTES } from "../../protocol/limits.ts";
import { textOf } from "./composer_state.ts";
import { ComposerStore, ComposerStores } from "./composer_store.ts";

const text = (name: string) => new File(["x"], name, { type: "text/plain" });
/** The beginning of a picture of so many pixels, which is all that is looked at. */
const image = (name: string, width = 8) => {
  const head = `\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0${String.fromCharCode(width >> 8, width & 255)}`;
  const bytes = Uint8Array.from(`${head}\0\0\xff\xff`, (one) => one.charCodeAt(0));
  return new File([bytes], name, { type: "image/png" });
};
const names = ({ state }: ComposerStore) => state.files.map(({ file }) => file.name);
const [ONE, TWO] = ["one", "two"] as ConversationId[] as [ConversationId, ConversationId];

/** A composer, the drafts that it told of, and a hand that takes or refuses when it is told to. */
function composer() {
  const drafts: string[] = [];
  let isOurs = true;
  const store = new ComposerStore({
    set: ({ text }) => drafts.push(text),
    take: ({ text }) => (drafts.push(text), Promise.resolve(isOurs)),
  });
  const lose = () => isOurs = false;
  const type = (text: string) => store.dispatch({ type: "typed", text, caret: text.length });
  const send = (text = textOf(store.state)) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const sending = store.send(text, () => promise);
    return {
      take: () => (resolve(), sending),
      refuse: () => (reject(new AppError("unavailable", "There is no room.")), sending),
    };
  };
  return { store, drafts, type, send, lose };
}

const chosen = (...files: File[]) => ({ files, folders: [] });
const draft = (text: string) => ({ ...NOTHING_BEGUN, text });
/** Drafts that nobody else changes. */
const ALONE: DraftsModel = {
  set: () => {},
  take: () => Promise.resolve(true),
  follow: () => () => {},
};

/** Counts the addresses of pictures that are held. */
async function withCounted(work: (held: Set<string>) => Promise<void>): Promise<void> {
  const { createObjectURL, revokeObjectURL } = URL;
  const held = new Set<string>();
  URL.createObjectURL = (blob) => {
    const url = createObjectURL.call(URL, blob);
    held.add(url);
    return url;
  };
  URL.revokeObjectURL = (url) => {
    held.delete(url);
    revokeObjectURL.call(URL, url);
  };
  try {
    await work(held);
  } finally {
    Object.assign(URL, { createObjectURL, revokeObjectURL });
  }
}

Deno.test("what is attached in one conversation waits there while one is in another", () => {
  const stores = new ComposerStores(ALONE);
  void stores.of(ONE).attach(chosen(text("a.txt"), text("b.txt")));
  void stores.of(TWO).attach(chosen(text("c.txt")));
  stores.of(ONE).dispatch({ type: "opened", draft: draft("") });
  const [first] = stores.of(ONE).state.files;
  stores.of(ONE).dispatch({ type: "removed", key: first!.key });
  assert.deepEqual(names(stores.of(ONE)), ["b.txt"]);
  assert.deepEqual(names(stores.of(TWO)), ["c.txt"]);
});

Deno.test("each change of a draft is told within its call, and what it was opened with is not", () => {
  const told: [string, string][] = [];
  const stores = new ComposerStores({
    ...ALONE,
    set: (conversation, { text }) => told.push([conversation, text]),
  });
  const store = stores.of(ONE);
  store.dispatch({ type: "opened", draft: draft("be") });
  assert.deepEqual(told, []);
  store.dispatch({ type: "typed", text: "beg", caret: 3 });
  assert.deepEqual(told, [[ONE, "beg"]]);
  store.dispatch({ type: "caret-moved", caret: 0 });
  assert.equal(told.length, 1);
});

Deno.test("what is sent leaves the draft at once, and comes back into it when it is refused", async () => {
  const { store, drafts, type, send } = composer();
  type("Hello");
  const hello = send();
  type("more");
  await hello.refuse();
  assert.deepEqual(drafts, ["Hello", "", "more", "Hello\nmore"]);
  assert.equal(store.state.problem, "There is no room.");
  await send().take();
  assert.deepEqual([drafts.at(-1), store.state.sending], ["", []]);
});

Deno.test("what another tab has taken is not handed over", async () => {
  const { store, type, lose } = composer();
  type("Hello");
  lose();
  let handed = 0;
  await store.send("Hello", () => Promise.resolve(void handed++));
  assert.deepEqual([handed, textOf(store.state), store.state.sending], [0, "", []]);
});

Deno.test("what another tab writes stands in its own conversation, and is not told back", () => {
  const told: string[] = [];
  let tell = (_conv: ConversationId, _draft: Draft) => {};
  const stores = new ComposerStores({
    ...ALONE,
    set: (_conv, { text }) => told.push(text),
    follow: (follower) => (tell = follower, () => tell = () => {}),
  });
  const store = stores.of(ONE);
  tell(ONE, draft("From elsewhere"));
  tell(TWO, draft("For another one"));
  assert.deepEqual([textOf(store.state), told], ["From elsewhere", []]);
  stores.close();
  tell(ONE, draft("Too late"));
  assert.equal(textOf(store.state), "");
});

Deno.test("what cannot be sent is named with why, and nothing of it is attached", async () => {
  const { store } = composer();
  const vast = Object.defineProperty(text("vast.iso"), "size", { value: MAX_FILE_BYTES + 1 });
  await store.attach({ files: [text("a.txt"), vast], folders: ["Photos"] });
  assert.deepEqual(names(store), ["a.txt"]);
  assert.deepEqual(store.state.notice, {
    type: "refused",
    refused: [{ name: "Photos", why: "folder" }, { name: "vast.iso", why: "too-large" }],
  });
  await store.attach(chosen(text("b.txt")), false);
  assert.deepEqual(names(store), ["a.txt"]);
  assert.deepEqual(store.state.notice, {
    type: "refused",
    refused: [{ name: "b.txt", why: "not-now" }],
  });
});

Deno.test("a wording that is refused stays in the field with the reason", async () => {
  const { store } = composer();
  const target = `${"b".repeat(42)}A` as ItemId;
  store.dispatch({ type: "begun", mode: "edit", target, text: "Helo" });
  store.dispatch({ type: "typed", text: "Hello", caret: 5 });
  await store.save(target, () => Promise.reject(new AppError("unavailable", "There is no room.")));
  const { draft: { editing }, saving, problem } = store.state;
  assert.deepEqual([editing, textOf(store.state), saving, problem], [
    target,
    "Hello",
    false,
    "There is no room.",
  ]);
  await store.save(target, () => Promise.resolve());
  assert.deepEqual([store.state.draft.editing, store.state.draft.edits], ["", []]);
});

Deno.test("a picture is held as long as its file waits, and no longer", () =>
  withCounted(async (held) => {
    const { store, send } = composer();
    await store.attach(chosen(image("a.png"), image("b.png")));
    assert.equal(held.size, 2);
    store.dispatch({ type: "removed", key: store.state.files[0]!.key });
    assert.equal(held.size, 1);
    const refused = send();
    assert.equal(held.size, 1, "it may come back");
    await refused.refuse();
    assert.deepEqual([names(store), held.size], [["b.png"], 1]);
    await send().take();
    assert.equal(held.size, 0);
    await store.attach(chosen(image("c.png")));
    store.close();
    assert.deepEqual([names(store), held.size], [[], 0]);
  }));

Deno.test("no picture is made of what a page cannot bear, is none, or was taken out meanwhile", () =>
  withCounted(async (held) => {
    const { store } = composer();
    const fake = new File(["x"], "fake.png", { type: "image/png" });
    await store.attach(chosen(image("vast.png", 0xffff), fake, text("a.txt")));
    const later = store.attach(chosen(image("late.png")));
    store.dispatch({ type: "removed", key: store.state.files.at(-1)!.key });
    await later;
    assert.equal(held.size, 0);
    assert.deepEqual(names(store), ["vast.png", "fake.png", "a.txt"]);
  }));
