/** How fast the search answers, in real Chromium over messages that were made up for it. */

import { fileURLToPath } from "node:url";
import { build } from "vite";
import { SharedBrowser } from "../../tests/support/browser.ts";
import { heapBytes } from "./memory.ts";
import type { SearchBench } from "./search_page/page.ts";

const HERE = fileURLToPath(new URL("search_page/", import.meta.url));
const OUTPUT = fileURLToPath(new URL("../../.build/search_bench/", import.meta.url));
const TYPES: Readonly<Record<string, string>> = { html: "text/html", js: "text/javascript" };
const PORTION = 1_000;
/** Often and seldom words, beginnings, several at once, and one that is nowhere. */
const QUERIES = ["ba", "bada", "fa ge", "d", "kolume", "ba da fe", "nowhere", "mi", "zu b", "le"];
const ROUNDS = 10;

type Bench = { bench: SearchBench };

export interface SearchingResult {
  /** Milliseconds to the first results of each query. */
  firstMs: number[];
  /** Milliseconds for each thousand messages added. */
  indexMs: number[];
  /** Of the page; the worker's own is not counted in it. */
  heapMb: number;
}

/** Adds `count` messages and asks for words of them. */
export async function measureSearching(count: number): Promise<SearchingResult> {
  await build({
    configFile: false,
    logLevel: "warn",
    root: HERE,
    worker: { format: "es" },
    build: { outDir: OUTPUT, emptyOutDir: true, modulePreload: { polyfill: false } },
  });
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, answer);
  const browser = await SharedBrowser.launch({ build: "whole" });
  try {
    const visitor = await browser.visitor(`http://localhost:${server.addr.port}`);
    const { page } = visitor;
    await page.goto("/index.html");
    await page.waitForFunction(() => (globalThis as unknown as Partial<Bench>).bench !== undefined);
    const indexMs: number[] = [];
    for (let from = 0; from < count; from += PORTION) {
      const to = Math.min(from + PORTION, count);
      indexMs.push(
        await page.evaluate(
          ([from, to]) => (globalThis as unknown as Bench).bench.add(from!, to!),
          [from, to],
        ),
      );
    }
    const firstMs: number[] = [];
    let found = 0;
    for (let i = 0; i < ROUNDS * QUERIES.length; i++) {
      const { ms, hits } = await page.evaluate(
        (text) => (globalThis as unknown as Bench).bench.query(text),
        QUERIES[i % QUERIES.length]!,
      );
      firstMs.push(ms);
      found += hits;
    }
    if (found === 0) throw new Error("The search found nothing, so it was not measured");
    return { firstMs, indexMs, heapMb: await heapBytes(visitor) / 1e6 };
  } finally {
    await browser.close();
    await server.shutdown();
  }
}

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const body = await Deno.readFile(OUTPUT + pathname.slice(1)).catch(() => null);
  if (body === null) return new Response("Not found", { status: 404 });
  const type = TYPES[pathname.split(".").at(-1)!] ?? "application/octet-stream";
  return new Response(body, { headers: { "content-type": type } });
}
