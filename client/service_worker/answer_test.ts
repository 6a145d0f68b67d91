import assert from "node:assert/strict";
import { answer, type AnswerPorts } from "./answer.ts";

const CHAT = "https://chat.example.org/chat";

/** A network that says what it is told to, and a clock that stands until it is moved. */
function start(network: () => Response | Promise<Response>, cached: Record<string, string> = {}) {
  const cache = new Map(Object.entries(cached));
  const lasting: Promise<unknown>[] = [];
  const patience = Promise.withResolvers<void>();
  const waits: number[] = [];
  const ports: AnswerPorts = {
    cache: {
      find: (path) => {
        const text = cache.get(path);
        return Promise.resolve(text === undefined ? undefined : new Response(text));
      },
      put: async (path, response) => void cache.set(path, await response.text()),
    },
    network: async () => await network(),
    forget: (path) => Promise.resolve(void cache.delete(path)),
    after: (ms) => {
      waits.push(ms);
      return patience.promise;
    },
    later: (work) => void lasting.push(work),
  };
  return {
    cache,
    waits,
    ask: (strategy: "cache-first" | "network-first" | "cached-page" | "other-page", url = CHAT) =>
      answer(new Request(url), strategy, ports),
    runOutOfPatience: () => patience.resolve(),
    settled: async () => {
      for (let i = 0; i < lasting.length; i++) await lasting[i];
    },
  };
}

const gone = () => Promise.reject(new TypeError("Failed to fetch"));
const textOf = async (response: Promise<Response>) => await (await response).text();
/** What a navigation gets for a redirect. */
const redirect = () => new Response(null, { status: 303, headers: { location: "/login" } });

Deno.test("a page comes from the server, and the cache follows", async () => {
  const { ask, cache, settled } = start(() => new Response("new"), { "/chat": "old" });
  assert.equal(await textOf(ask("cached-page")), "new");
  await settled();
  assert.equal(cache.get("/chat"), "new");
});

Deno.test("without a server, or with one that is broken, the stored page opens", async () => {
  assert.equal(await textOf(start(gone, { "/chat": "kept" }).ask("cached-page")), "kept");
  const broken = start(() => new Response("bad gateway", { status: 502 }), { "/chat": "kept" });
  assert.equal(await textOf(broken.ask("cached-page")), "kept");
  await broken.settled();
  assert.equal(broken.cache.get("/chat"), "kept");
  const bare = start(() => new Response("bad gateway", { status: 502 }));
  assert.equal((await bare.ask("cached-page")).status, 502);
});

Deno.test("a session that is over is not hidden by what is kept, and takes it along", async () => {
  const { ask, cache, settled } = start(redirect, { "/chat": "kept" });
  assert.equal((await ask("cached-page")).status, 303);
  await settled();
  assert.equal(cache.has("/chat"), false);
});

Deno.test("a slow server is waited for a moment, and what it says then still counts", async () => {
  const slow = Promise.withResolvers<Response>();
  const { ask, cache, settled, waits, runOutOfPatience } = start(() => slow.promise, {
    "/chat": "kept",
  });
  const answered = ask("cached-page");
  runOutOfPatience();
  assert.equal(await textOf(answered), "kept");
  assert.deepEqual(waits, [3_000]);
  slow.resolve(redirect());
  await settled();
  assert.equal(cache.has("/chat"), false);
});

Deno.test("a slow server is waited for to the end when nothing is kept", async () => {
  const slow = Promise.withResolvers<Response>();
  const { ask, runOutOfPatience } = start(() => slow.promise);
  const answered = ask("cached-page");
  runOutOfPatience();
  slow.resolve(new Response("late"));
  assert.equal(await textOf(answered), "late");
});

Deno.test("where nothing is kept, a page says that there is no connection", async () => {
  for (const strategy of ["cached-page", "other-page"] as const) {
    const { ask } = start(gone, { "/offline": "no connection" });
    assert.equal(await textOf(ask(strategy)), "no connection");
    await assert.rejects(start(gone).ask(strategy), TypeError);
  }
});

Deno.test("the sign-in is never kept", async () => {
  const { ask, cache, settled } = start(() => new Response("sign in"));
  assert.equal(await textOf(ask("other-page", "https://chat.example.org/login")), "sign in");
  await settled();
  assert.deepEqual([...cache.keys()], []);
});

Deno.test("a file with a hash is asked for once", async () => {
  let asked = 0;
  const { ask, settled } = start(() => (asked++, new Response("code")));
  const url = "https://chat.example.org/assets/a-1.js";
  assert.equal(await textOf(ask("cache-first", url)), "code");
  await settled();
  assert.equal(await textOf(ask("cache-first", url)), "code");
  assert.equal(asked, 1);
});

Deno.test("an answer that is not the file is not kept", async () => {
  const { ask, cache, settled } = start(() => new Response("gone", { status: 404 }));
  const url = "https://chat.example.org/assets/a-1.js";
  assert.equal((await ask("cache-first", url)).status, 404);
  await settled();
  assert.deepEqual([...cache.keys()], []);
});
