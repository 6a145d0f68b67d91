import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId } from "../../protocol/ids.ts";
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
  const store = new ComposerStore((text) => drafts.push(text));
  const type = (text: string) => store.dispatch({ type: "typed", text, caret: text.length });
  const send = (text = textOf(store.state)) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const sending = store.send(text, () => promise);
    return {
      take: () => (resolve(), sending),
      refuse: () => (reject(new AppError("unavailable", "There is no room.")), sending),
    };
  };
  return { store, drafts, type, send };
}

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
  const stores = new ComposerStores(() => {});
  void stores.of(ONE).attach([text("a.txt"), text("b.txt")]);
  void stores.of(TWO).attach([text("c.txt")]);
  stores.of(ONE).dispatch({ type: "opened", draft: "" });
  const [first] = stores.of(ONE).state.files;
  stores.of(ONE).dispatch({ type: "removed", key: first!.key });
  assert.deepEqual(names(stores.of(ONE)), ["b.txt"]);
  assert.deepEqual(names(stores.of(TWO)), ["c.txt"]);
});

Deno.test("each change of a draft is told within its call, and what it was opened with is not", () => {
  const told: [string, string][] = [];
  const stores = new ComposerStores((conversation, draft) => told.push([conversation, draft]));
  const store = stores.of(ONE);
  store.dispatch({ type: "opened", draft: "be" });
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

Deno.test("a wording that is refused stays in the field with the reason", async () => {
  const { store } = composer();
  const message = { key: "m1", text: "Helo" } as never;
  store.dispatch({ type: "begun", mode: "edit", message });
  store.dispatch({ type: "typed", text: "Hello", caret: 5 });
  await store.save(() => Promise.reject(new AppError("unavailable", "There is no room.")));
  const { mode, saving, problem } = store.state;
  assert.deepEqual([mode.type, textOf(store.state), saving, problem], [
    "edit",
    "Hello",
    false,
    "There is no room.",
  ]);
  await store.save(() => Promise.resolve());
  assert.equal(store.state.mode.type, "new");
});

Deno.test("a picture is held as long as its file waits, and no longer", () =>
  withCounted(async (held) => {
    const { store, send } = composer();
    await store.attach([image("a.png"), image("b.png")]);
    assert.equal(held.size, 2);
    store.dispatch({ type: "removed", key: store.state.files[0]!.key });
    assert.equal(held.size, 1);
    const refused = send();
    assert.equal(held.size, 1, "it may come back");
    await refused.refuse();
    assert.deepEqual([names(store), held.size], [["b.png"], 1]);
    await send().take();
    assert.equal(held.size, 0);
    await store.attach([image("c.png")]);
    store.close();
    assert.deepEqual([names(store), held.size], [[], 0]);
  }));

Deno.test("no picture is made of what a page cannot bear, is none, or was taken out meanwhile", () =>
  withCounted(async (held) => {
    const { store } = composer();
    const fake = new File(["x"], "fake.png", { type: "image/png" });
    await store.attach([image("vast.png", 0xffff), fake, text("a.txt")]);
    const later = store.attach([image("late.png")]);
    store.dispatch({ type: "removed", key: store.state.files.at(-1)!.key });
    await later;
    assert.equal(held.size, 0);
    assert.deepEqual(names(store), ["vast.png", "fake.png", "a.txt"]);
  }));
