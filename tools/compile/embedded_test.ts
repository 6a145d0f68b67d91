import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { readEmbedded } from "./embedded.ts";

const u32 = (value: number) => Buffer.from(Uint32Array.of(value).buffer);
const u64 = (value: number) => Buffer.from(BigUint64Array.of(BigInt(value)).buffer);
const text = (value: string) => Buffer.concat([u32(Buffer.byteLength(value)), Buffer.from(value)]);
const block = (value: Buffer | string) => {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
};

const METADATA = JSON.stringify({
  entrypoint_key: "main.ts",
  workspace_resolver: { import_map: { specifier: "deno.json", json: `{"imports":{}}` } },
});
const SNAPSHOT = Buffer.concat([
  u32(2),
  text("@scope/a@1.0.0_b@2.0.0"),
  text("b@2.0.0"),
  u32(1),
  text("@scope/a@^1"),
  u32(0),
  u32(1),
  text("bee"),
  u32(1),
  u32(0),
]);
const TREE = JSON.stringify([
  { Dir: { n: "ca", e: [{ File: { n: "worker.ts", o: [2, 3], u: true } }] } },
  { File: { n: "main.ts", o: [0, 2] } },
]);

function binary(remoteModules = 0, tree = TREE): Buffer {
  return Buffer.concat([
    Buffer.from("code with d3n0l4nd in it, and again d3n0l4nd"),
    Buffer.from("d3n0l4nd"),
    block(METADATA),
    block(SNAPSHOT),
    u32(0),
    u32(0),
    u32(remoteModules),
    block(tree),
    block("abcde"),
    Buffer.from("d3n0l4nd and what follows"),
  ]);
}

Deno.test("a binary's entry, files and packages are read from its data section", () => {
  const { entry, importMap, files, packages, roots } = readEmbedded(binary());
  assert.equal(entry, "main.ts");
  assert.equal(importMap, `{"imports":{}}`);
  assert.deepEqual(
    [...files].map(([path, content]) => [path, new TextDecoder().decode(content)]),
    [["ca/worker.ts", "cde"], ["main.ts", "ab"]],
  );
  assert.deepEqual([...roots], [["@scope/a@^1", "@scope/a@1.0.0_b@2.0.0"]]);
  const { name, version, dependencies } = packages.get("@scope/a@1.0.0_b@2.0.0")!;
  assert.deepEqual([name, version, [...dependencies]], ["@scope/a", "1.0.0", [["bee", "b@2.0.0"]]]);
});

Deno.test("a binary that cannot be listed in full is refused", () => {
  const link = JSON.stringify([{ Symlink: { n: "worker.ts", p: ["main.ts"] } }]);
  const beyond = JSON.stringify([{ File: { n: "main.ts", o: [4, 9] } }]);
  assert.throws(() => readEmbedded(Buffer.from("d3n0l4nd and no section")), /no data section/);
  assert.throws(() => readEmbedded(binary(1)), /from the network/);
  assert.throws(() => readEmbedded(binary(0, link)), /Symlink/);
  assert.throws(() => readEmbedded(binary(0, beyond)), /main\.ts is cut off/);
  assert.throws(() => readEmbedded(binary().subarray(0, -40)), /cut off/);
});
