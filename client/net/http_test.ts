import assert from "node:assert/strict";
import { httpClient } from "./http.ts";

/** A client whose server answers with `respond`. */
function clientOf(respond: (request: Request) => Response | Promise<Response>) {
  return httpClient(
    "https://chat.example",
    async (input, init) => await respond(new Request(input, init)),
  );
}
const asIs = (result: unknown) => result;

Deno.test("a post carries JSON and answers the parsed result", async () => {
  const http = clientOf(async (request) => {
    assert.equal(request.headers.get("content-type"), "application/json");
    return Response.json({ got: await request.json() });
  });
  assert.deepEqual(await http.post("/api/login", { uid: "anna" }, asIs), { got: { uid: "anna" } });
});

Deno.test("a refusal keeps its kind, field and reason", async () => {
  const error = { kind: "conflict", message: "Taken.", field: "uid", reason: "uid-taken" };
  const http = clientOf(() => Response.json({ error }, { status: 409 }));
  await assert.rejects(http.post("/api/register", {}, asIs), { name: "AppError", ...error });
});

Deno.test("an answer that is not JSON reads as an unreachable server", async () => {
  const http = clientOf(() => new Response("<html>Bad gateway</html>", { status: 502 }));
  await assert.rejects(http.post("/api/login", {}, asIs), { kind: "unavailable" });
});

Deno.test("no network reads as an unreachable server", async () => {
  const http = clientOf(() => {
    throw new TypeError("Failed to fetch");
  });
  await assert.rejects(http.post("/api/login", {}, asIs), { kind: "unavailable" });
});

Deno.test("a public file over its bound is refused", async () => {
  const http = clientOf(() => new Response(new Uint8Array(11)));
  assert.equal((await http.bytes("/ca/root.pem", 11)).length, 11);
  await assert.rejects(http.bytes("/ca/root.pem", 10), { kind: "too-large" });
});
