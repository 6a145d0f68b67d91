import assert from "node:assert/strict";
import { privateFolder, randomPassword, storedValue } from "./stored_values.ts";

const modeOf = (path: string) => (Deno.statSync(path).mode! & 0o777).toString(8);

Deno.test("a value is made once and readable by its owner only", async () => {
  const parent = await Deno.makeTempDir({ prefix: "talkywalky-kept-" });
  const folder = await privateFolder(`${parent}/a/b`);
  assert.equal(modeOf(folder), "700");
  const file = `${folder}/password`;
  const made = await storedValue(file, randomPassword);
  assert.equal(await storedValue(file, () => "another"), made);
  assert.equal(modeOf(file), "600");
  await storedValue(`${folder}/cookie`, randomPassword, 0o400);
  assert.equal(modeOf(`${folder}/cookie`), "400");
  await Deno.remove(parent, { recursive: true });
});

Deno.test("passwords are 48 hexadecimal digits and never the same", () => {
  const made = new Set(Array.from({ length: 100 }, randomPassword));
  assert.equal(made.size, 100);
  for (const password of made) assert.match(password, /^[0-9a-f]{48}$/);
});
