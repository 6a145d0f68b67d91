import assert from "node:assert/strict";
import { WaitingFiles } from "./attached_files.ts";

const text = (name: string) => new File(["x"], name, { type: "text/plain" });
const image = (name: string) => new File(["x"], name, { type: "image/png" });
const names = (waiting: WaitingFiles, conversation: string) =>
  waiting.of(conversation).map(({ file }) => file.name);

/** Counts the addresses of pictures that are held. */
function withCounted(work: (held: Set<string>) => void): void {
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
    work(held);
  } finally {
    Object.assign(URL, { createObjectURL, revokeObjectURL });
  }
}

Deno.test("what is attached in one conversation waits there while one is in another", () => {
  const waiting = new WaitingFiles();
  waiting.add("one", [text("a.txt"), text("b.txt")]);
  waiting.add("two", [text("c.txt")]);
  assert.deepEqual([names(waiting, "one"), names(waiting, "two")], [["a.txt", "b.txt"], ["c.txt"]]);
  waiting.remove("one", waiting.of("one")[0]!.key);
  assert.deepEqual(names(waiting, "one"), ["b.txt"]);
  assert.deepEqual(names(waiting, "two"), ["c.txt"]);
});

Deno.test("what could not be sent comes back before what was attached meanwhile", () => {
  const waiting = new WaitingFiles();
  waiting.add("one", [text("a.txt")]);
  const taken = waiting.take("one");
  assert.deepEqual(names(waiting, "one"), []);
  waiting.add("one", [text("b.txt")]);
  waiting.putBack("one", taken);
  assert.deepEqual(names(waiting, "one"), ["a.txt", "b.txt"]);
});

Deno.test("a picture is held as long as its file waits, and no longer", () =>
  withCounted((held) => {
    const waiting = new WaitingFiles();
    waiting.add("one", [image("a.png"), image("b.png")]);
    waiting.remove("one", waiting.of("one")[0]!.key);
    assert.equal(held.size, 1);
    const taken = waiting.take("one");
    assert.equal(held.size, 1, "it may come back");
    waiting.putBack("one", taken);
    waiting.sent(waiting.take("one"));
    assert.equal(held.size, 0);
    waiting.add("two", [image("c.png")]);
    waiting.close();
    assert.equal(held.size, 0);
    assert.deepEqual(names(waiting, "two"), []);
  }));
