import assert from "node:assert/strict";
import { WaitingFiles } from "./attached_files.ts";

const text = (name: string) => new File(["x"], name, { type: "text/plain" });
/** The beginning of a picture of so many pixels, which is all that is looked at. */
const image = (name: string, width = 8) => {
  const head = `\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0${String.fromCharCode(width >> 8, width & 255)}`;
  const bytes = Uint8Array.from(`${head}\0\0\xff\xff`, (one) => one.charCodeAt(0));
  return new File([bytes], name, { type: "image/png" });
};
const names = (waiting: WaitingFiles, conversation: string) =>
  waiting.of(conversation).map(({ file }) => file.name);

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
  const waiting = new WaitingFiles();
  void waiting.add("one", [text("a.txt"), text("b.txt")]);
  void waiting.add("two", [text("c.txt")]);
  assert.deepEqual([names(waiting, "one"), names(waiting, "two")], [["a.txt", "b.txt"], ["c.txt"]]);
  waiting.remove("one", waiting.of("one")[0]!.key);
  assert.deepEqual(names(waiting, "one"), ["b.txt"]);
  assert.deepEqual(names(waiting, "two"), ["c.txt"]);
});

Deno.test("what could not be sent comes back before what was attached meanwhile", () => {
  const waiting = new WaitingFiles();
  void waiting.add("one", [text("a.txt")]);
  const taken = waiting.take("one");
  assert.deepEqual(names(waiting, "one"), []);
  void waiting.add("one", [text("b.txt")]);
  waiting.putBack("one", taken);
  assert.deepEqual(names(waiting, "one"), ["a.txt", "b.txt"]);
});

Deno.test("a picture is held as long as its file waits, and no longer", () =>
  withCounted(async (held) => {
    const waiting = new WaitingFiles();
    await waiting.add("one", [image("a.png"), image("b.png")]);
    assert.equal(held.size, 2);
    waiting.remove("one", waiting.of("one")[0]!.key);
    assert.equal(held.size, 1);
    const taken = waiting.take("one");
    assert.equal(held.size, 1, "it may come back");
    waiting.putBack("one", taken);
    waiting.sent(waiting.take("one"));
    assert.equal(held.size, 0);
    await waiting.add("two", [image("c.png")]);
    waiting.close();
    assert.equal(held.size, 0);
    assert.deepEqual(names(waiting, "two"), []);
  }));

Deno.test("no picture is made of what a page cannot bear, is none, or was taken out meanwhile", () =>
  withCounted(async (held) => {
    const waiting = new WaitingFiles();
    const fake = new File(["x"], "fake.png", { type: "image/png" });
    await waiting.add("one", [image("vast.png", 0xffff), fake, text("a.txt")]);
    const later = waiting.add("one", [image("late.png")]);
    waiting.remove("one", waiting.of("one").at(-1)!.key);
    await later;
    assert.equal(held.size, 0);
    assert.deepEqual(names(waiting, "one"), ["vast.png", "fake.png", "a.txt"]);
  }));
