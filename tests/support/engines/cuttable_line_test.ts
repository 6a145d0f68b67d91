import assert from "node:assert/strict";
import { CuttableLine } from "./cuttable_line.ts";

Deno.test("a line carries what is said until it is cut, and again when it is mended", async () => {
  await using server = Deno.serve(
    { hostname: "localhost", port: 0, onListen() {} },
    () => new Response("Heard you."),
  );
  const line = new CuttableLine();
  line.target = server.addr.port;
  // A connection that is kept would be one that the cut has ended.
  using client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
  const hears = async () => await (await fetch(line.origin, { client } as RequestInit)).text();
  try {
    assert.equal(await hears(), "Heard you.");
    line.cut();
    await assert.rejects(hears, TypeError);
    line.mend();
    assert.equal(await hears(), "Heard you.");
  } finally {
    line.close();
  }
});

Deno.test("a cut ends what is under way", async () => {
  const started = Promise.withResolvers<void>();
  const held = Promise.withResolvers<Response>();
  await using server = Deno.serve(
    { hostname: "localhost", port: 0, onListen() {} },
    () => {
      started.resolve();
      return held.promise;
    },
  );
  const line = new CuttableLine();
  line.target = server.addr.port;
  try {
    const answer = fetch(line.origin);
    await started.promise;
    line.cut();
    await assert.rejects(answer, TypeError);
  } finally {
    held.resolve(new Response());
    line.close();
  }
});
