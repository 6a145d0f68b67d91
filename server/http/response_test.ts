import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { writeResponse } from "./response.ts";

Deno.test("a large answer is handed over in small parts, so that a slow reader holds little", async () => {
  const body = new Uint8Array(1_000_003).map((_, at) => at);
  let largest = 0;
  const server = createServer((_incoming, outgoing) => {
    const write = outgoing.write.bind(outgoing) as (part: Uint8Array) => boolean;
    outgoing.write = (part: Uint8Array) => {
      largest = Math.max(largest, part.byteLength);
      return write(part);
    };
    void writeResponse(new Response(body), outgoing, {
      headersOnly: false,
      stallTimeoutMs: 3_600_000,
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  assert.deepEqual(await response.bytes(), body);
  await new Promise((resolve) => server.close(resolve));
  assert.ok(largest > 0 && largest <= 64 * 1024, `${largest} bytes at once`);
});
