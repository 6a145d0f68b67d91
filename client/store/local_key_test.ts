import assert from "node:assert/strict";
import type { UserId } from "../../protocol/ids.ts";
import { localKey } from "./local_key.ts";
import { memoryDatabase } from "../../tests/support/memory_database.ts";
import { SealedRecords } from "./sealed_records.ts";

const ADA = "00000000-0000-4000-8000-000000000001" as UserId;
const NOOR = "00000000-0000-4000-8000-000000000002" as UserId;

Deno.test("a person has one local key in a browser, whichever tab asks, and it stays there", async () => {
  const database = memoryDatabase();
  const keys = await Promise.all([localKey(database, ADA), localKey(database, ADA)]);
  assert.equal(keys[0], keys[1]);
  assert.equal(await localKey(database, ADA), keys[0]);
  assert.notEqual(await localKey(database, NOOR), keys[0]);
  await assert.rejects(crypto.subtle.exportKey("raw", keys[0]!));
});

Deno.test("a record opens at its place only, and never twice alike", async () => {
  const key = await localKey(memoryDatabase(), ADA);
  const records = new SealedRecords(key, ADA);
  const sealed = await records.seal(["draft", "a"], "Good morning");
  assert.equal(await records.open(["draft", "a"], sealed), "Good morning");
  assert.equal(await records.open(["draft", "b"], sealed), undefined);
  assert.equal(await records.open(["draft"], sealed), undefined);
  assert.equal(await new SealedRecords(key, NOOR).open(["draft", "a"], sealed), undefined);
  assert.equal(await records.open(["draft", "a"], sealed.subarray(0, 20)), undefined);
  assert.notDeepEqual(await records.seal(["draft", "a"], "Good morning"), sealed);
});
