import assert from "node:assert/strict";
import { dialogOfKey } from "./use_dialog_keys.ts";

const key = (
  key: string,
  held: { ctrlKey?: boolean; metaKey?: boolean; altKey?: boolean } = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

Deno.test("Ctrl or Command with a comma opens the settings, also while one writes", () => {
  assert.equal(dialogOfKey(key(",", { ctrlKey: true }), true)?.type, "settings");
  assert.equal(dialogOfKey(key(",", { metaKey: true }), false)?.type, "settings");
  assert.equal(dialogOfKey(key(","), false), undefined);
});

Deno.test("a question mark opens the list of keys, and in a text it is a question mark", () => {
  assert.equal(dialogOfKey(key("?"), false)?.type, "shortcuts");
  assert.equal(dialogOfKey(key("?"), true), undefined);
  assert.equal(dialogOfKey(key("?", { ctrlKey: true }), false), undefined);
  assert.equal(dialogOfKey(key("?", { altKey: true }), false), undefined);
});
