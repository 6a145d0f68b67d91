import assert from "node:assert/strict";
import { toBase64Url } from "./encoding.ts";
import {
  isConversationId,
  isDeviceId,
  isEpochId,
  isFingerprint,
  isItemId,
  isUid,
  isUserId,
} from "./ids.ts";

Deno.test("a user id is a UUID in lower case and nothing around it", () => {
  assert.ok(isUserId("5a1f0e1c-0001-4000-8000-00000000ada0"));
  const bad = [
    "5A1F0E1C-0001-4000-8000-00000000ADA0",
    "5a1f0e1c00014000800000000000ada0",
    "{5a1f0e1c-0001-4000-8000-00000000ada0}",
    "5a1f0e1c-0001-4000-8000-00000000ada",
    "5a1f0e1c-0001-4000-8000-00000000ada0\n",
    " 5a1f0e1c-0001-4000-8000-00000000ada0",
    "5a1f0e1c-0001-4000-8000-00000000adag",
    "",
  ];
  for (const id of [...bad, undefined, 5, ["5a1f0e1c-0001-4000-8000-00000000ada0"]]) {
    assert.ok(!isUserId(id), String(id));
  }
});

Deno.test("a uid is 2 to 32 small letters, digits, dots, dashes and underscores", () => {
  for (const uid of ["ab", "ada.lovelace", "a-1_2", `a${"b".repeat(31)}`]) {
    assert.ok(isUid(uid), uid);
  }
  const bad = ["a", `a${"b".repeat(32)}`, "1ab", ".ab", "-ab", "Ada", "a b", "a@b", "ab\n", "äda"];
  for (const uid of [...bad, "", "a*", "a,b", "a\\b", "a(b", null]) {
    assert.ok(!isUid(uid), String(uid));
  }
});

Deno.test("ids of hashes have 32 bytes, ids of devices 16", () => {
  const [long, short] = [toBase64Url(new Uint8Array(32)), toBase64Url(new Uint8Array(16))];
  for (const isHash of [isConversationId, isEpochId, isItemId, isFingerprint]) {
    assert.ok(isHash(long));
    for (const bad of [short, `${long}A`, `${long}=`, long.slice(1), `${long.slice(1)}B`, "", 1]) {
      assert.ok(!isHash(bad), String(bad));
    }
  }
  assert.ok(isDeviceId(short));
  for (const bad of [long, `${short.slice(1)}B`, `${short}==`]) assert.ok(!isDeviceId(bad), bad);
});
