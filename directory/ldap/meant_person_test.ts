import assert from "node:assert/strict";
import type { Uid, UserId } from "../../protocol/ids.ts";
import { meantBy } from "./meant_person.ts";
import type { FoundPerson } from "./schema.ts";

const uid = "ada" as Uid;

function found(id: string, shown: string, isNamedByUid: boolean): FoundPerson {
  const person = { id: id as UserId, uid: shown as Uid, fullName: "A", mail: "", certificates: [] };
  return { dn: `entry=${id}`, isNamedByUid, barred: undefined, person };
}

const named = found("named", "ada", true);
const first = found("first", "ada", false);
const further = found("further", "eve", true);

Deno.test("the entry that is named by a username is meant, whoever else has it", () => {
  for (const all of [[named, first, further], [further, first, named], [further, named]]) {
    assert.equal(meantBy(uid, all), named);
  }
  assert.equal(meantBy(uid, [further, first]), first);
  assert.equal(meantBy(uid, [further]), further);
  assert.equal(meantBy(uid, []), undefined);
});

Deno.test("entries with claims of one strength are several, and weaker ones do not count", () => {
  const other = found("other", "ada", true);
  assert.equal(meantBy(uid, [named, other, further]), "several");
  assert.equal(meantBy(uid, [first, found("second", "ada", false)]), "several");
  assert.equal(meantBy(uid, [further, found("mallory", "mallory", true)]), "several");
});
