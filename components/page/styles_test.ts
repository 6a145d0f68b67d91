import assert from "node:assert/strict";

const FOLDER = new URL("../styles/", import.meta.url);
const MOST_LINES = 300;
const sheet = await Deno.readTextFile(new URL("styles.css", import.meta.url));
const parts = Array.from(Deno.readDirSync(FOLDER), ({ name }) => name).sort();

Deno.test("every style sheet is a part of the one that pages load, once", () => {
  const imported = Array.from(
    sheet.matchAll(/@import "\.\.\/styles\/([^"]+)";/g),
    ([, name]) => name,
  );
  assert.deepEqual(imported.sort(), parts);
});

Deno.test("tokens and themes come first, and what a medium changes comes last", () => {
  const order = Array.from(sheet.matchAll(/styles\/(\w+)\.css/g), ([, name]) => name);
  assert.deepEqual(order.slice(0, 3), ["tokens", "themes", "base"]);
  assert.deepEqual(order.slice(-2), ["forced_colors", "print"]);
});

Deno.test("each style sheet is about one thing", async () => {
  for (const name of parts) {
    const lines = (await Deno.readTextFile(new URL(name, FOLDER))).split("\n");
    assert.match(lines[0]!, /^\/\*/, `${name} does not say what it is about`);
    assert.ok(lines.length <= MOST_LINES, `${name} has ${lines.length} lines`);
  }
});

Deno.test("no class is drawn by two style sheets on its own", async () => {
  const drawnBy = new Map<string, string[]>();
  for (const name of parts) {
    // What a medium changes names the classes of all others.
    if (["forced_colors.css", "print.css"].includes(name)) continue;
    const css = (await Deno.readTextFile(new URL(name, FOLDER))).replace(/\/\*[\s\S]*?\*\//g, "");
    // Rules of a class alone that stand in no medium: ".menu {", not ".menu .button {".
    for (const [, selector] of css.matchAll(/(?:^|\n)(\.[\w-]+) \{/g)) {
      drawnBy.set(selector!, [...new Set([...drawnBy.get(selector!) ?? [], name])]);
    }
  }
  assert.deepEqual([...drawnBy].filter(([, names]) => names.length > 1), []);
});
