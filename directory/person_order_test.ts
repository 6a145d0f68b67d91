import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { byFullName, matchKey, nameOrderKey } from "./person_order.ts";

Deno.test("people are ordered by letters, whatever their case and accents, then by uid", () => {
  const people = [
    { fullName: "Zoë", uid: "z" },
    { fullName: "émile", uid: "e2" },
    { fullName: "Emile", uid: "e1" },
    { fullName: "Ådne", uid: "a" },
    { fullName: "Frank", uid: "f" },
  ];
  assert.deepEqual(people.sort(byFullName).map(({ uid }) => uid), ["a", "e1", "e2", "f", "z"]);
});

Deno.test("people are ordered by code points, as the database orders them", () => {
  const names = ["\u{20bb7}野", "\ufa11野", "\u{20bb8}", "\u{20bb7}", "野", "ada", "\ud842\u4e00"];
  const database = new DatabaseSync(":memory:");
  database.exec("CREATE TABLE person (name TEXT)");
  for (const name of names) {
    database.prepare("INSERT INTO person VALUES (?)").run(nameOrderKey(name.toWellFormed()));
  }
  const rows = database.prepare("SELECT name FROM person ORDER BY name").all();
  database.close();
  const people = names.map((name) => ({ fullName: name.toWellFormed(), uid: "u" }));
  assert.deepEqual(
    people.sort(byFullName).map(({ fullName }) => nameOrderKey(fullName)),
    rows.map(({ name }) => name),
  );
});

Deno.test("texts match in any case and Unicode form", () => {
  assert.equal(matchKey("ZOE\u0308"), matchKey("zo\u00eb"));
  assert.notEqual(matchKey("zoe"), matchKey("zo\u00eb"));
});
