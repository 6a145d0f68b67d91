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
  spellUid,
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

Deno.test("a uid is whatever a directory allows for one, in small letters, seen and bounded", () => {
  const good = ["ab", "ada.lovelace", "12345", "a", "x".repeat(256), "ada+chat", "äda", "李小龍"];
  for (const uid of [...good, "ada@example.org", "svc$backup", "o'neil", "ada king", "*", "a,b"]) {
    assert.ok(isUid(uid), uid);
  }
  const unseen = [
    "ab\n",
    "a\0b",
    "a\u200bb",
    "a\u202eb",
    "\u2800",
    "\u0301",
    "a\ud800",
    "a\u00a0b",
  ];
  for (const uid of [...unseen, "", " ", " a", "a ", "a  b", "Ada", "a\u0308da", "x".repeat(257)]) {
    assert.ok(!isUid(uid), JSON.stringify(uid));
  }
  for (const uid of [null, undefined, 5, ["ab"]]) assert.ok(!isUid(uid), String(uid));
});

Deno.test("spellings that a directory takes for one name are one uid", () => {
  const spellings = ["Müller", "müller", "MU\u0308LLER", "  müller ", "MÜLLER"];
  assert.deepEqual(new Set(spellings.map(spellUid)), new Set(["müller"]));
  assert.equal(spellUid("Ada \t King"), "ada king");
  for (const odd of ["İ", "ΑΣ", "ǅ", "ﬁ", "Å"]) {
    assert.equal(spellUid(spellUid(odd)), spellUid(odd), odd);
    assert.ok(isUid(spellUid(odd)), odd);
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
