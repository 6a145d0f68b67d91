import assert from "node:assert/strict";
import type { UserId } from "../../protocol/ids.ts";
import { guidToUuid, uuidToGuid } from "./object_guid.ts";

Deno.test("the first three fields of an objectGUID are little-endian", () => {
  const uuid = "00112233-4455-6677-8899-aabbccddeeff" as UserId;
  const guid = Uint8Array.of(
    ...[0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66],
    ...[0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff],
  );
  assert.deepEqual(uuidToGuid(uuid), guid);
  assert.equal(guidToUuid(guid), uuid);
});
