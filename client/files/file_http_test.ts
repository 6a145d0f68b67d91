import assert from "node:assert/strict";
import { fileHttp } from "./file_http.ts";

const never = new AbortController().signal;
const PART = new Uint8Array(1024);

/** Answers with `parts` and no length, as a compressed or chunked answer has none. */
function serverOf(parts: number) {
  const seen = { sent: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (seen.sent === parts) return controller.close();
      seen.sent++;
      controller.enqueue(PART);
    },
    cancel: () => void (seen.cancelled = true),
  }, { highWaterMark: 0 });
  return { seen, http: fileHttp("", () => Promise.resolve(new Response(body))) };
}

Deno.test("a chunk comes whole, in as many parts as it likes", async () => {
  const { http } = serverOf(4);
  assert.equal((await http.get("id", 0, 4 * PART.length, never)).length, 4 * PART.length);
});

Deno.test("of a body that never ends no more is read than a chunk has", async () => {
  const { seen, http } = serverOf(Infinity);
  assert.equal((await http.get("id", 0, 4 * PART.length, never)).length, 0);
  assert.deepEqual(seen, { sent: 5, cancelled: true });
});

Deno.test("a body that is too short is handed over as it is, and refused by who opens it", async () => {
  const { http } = serverOf(1);
  assert.equal((await http.get("id", 0, 4 * PART.length, never)).length, PART.length);
});
