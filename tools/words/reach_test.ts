import assert from "node:assert/strict";
import { reachedFrom } from "./reach.ts";

function reached(...lines: string[]): string[] {
  const others = ["a", "b", "c", "deep/worker", "types"];
  const files = [
    { path: "islands/Form.tsx", text: lines.join("\n") },
    ...others.map((name) => ({ path: `client/${name}.ts`, text: "export const x = 1;" })),
    { path: "client/b.ts", text: `export * from "./c.ts"; import "../islands/Form.tsx";` },
  ];
  return reachedFrom(["islands/Form.tsx"], files).map(({ path }) => path).slice(1);
}

Deno.test("what is imported at once, later or passed on belongs to the code of a page", () => {
  assert.deepEqual(reached(`import { x, type Y } from "../client/a.ts";`), ["client/a.ts"]);
  assert.deepEqual(reached(`import("../client/b.ts");`), ["client/b.ts", "client/c.ts"]);
  assert.deepEqual(reached(`export { x } from "../client/a.ts";`), ["client/a.ts"]);
  assert.deepEqual(reached(`import "../client/a.ts"; import "preact";`), ["client/a.ts"]);
});

Deno.test("what is loaded on demand belongs to it, and can be left out", () => {
  const files = [
    {
      path: "islands/Form.tsx",
      text:
        `import("../client/a.ts"); const b = () => withItsWords(() => import("../client/b.ts"));`,
    },
    { path: "client/a.ts", text: "" },
    { path: "client/b.ts", text: `import "./c.ts"; import "../islands/Form.tsx";` },
    { path: "client/c.ts", text: "" },
  ];
  const paths = (options?: { onDemand: boolean }) =>
    reachedFrom(["islands/Form.tsx"], files, options).map(({ path }) => path).slice(1);
  assert.deepEqual(paths(), ["client/a.ts", "client/b.ts", "client/c.ts"]);
  assert.deepEqual(paths({ onDemand: false }), ["client/a.ts"]);
});

Deno.test("workers belong to it, other addresses do not", () => {
  assert.deepEqual(
    reached(`new Worker(new URL("../client/deep/worker.ts", import.meta.url));`),
    ["client/deep/worker.ts"],
  );
  assert.deepEqual(reached(`new URL("../client/a.ts", location.href);`), []);
});

Deno.test("types bring no code along", () => {
  assert.deepEqual(
    reached(
      `import type { Y } from "../client/types.ts";`,
      `import { type Z } from "../client/types.ts";`,
      `export type { Y } from "../client/types.ts";`,
      `type T = typeof import("../client/types.ts");`,
      `const text = "import('../client/types.ts')";`,
    ),
    [],
  );
});

Deno.test("an entry that is not there is an error, and no empty answer", () => {
  assert.throws(() => reachedFrom(["islands/Gone.tsx"], []), /islands\/Gone\.tsx/);
});
