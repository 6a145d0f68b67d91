import { textsOf } from "/work/w2/tests/support/texts.ts";
import { walk } from "/work/w2/tests/support/walk.ts";
const files = [];
for (
  const f of [
    "client",
    "components",
    "islands",
    "routes",
    "server",
    "i18n",
    "directory",
    "ca",
    "broker",
    "protocol",
    "e2ee",
  ]
) {
  for await (const p of walk("/work/w2/" + f)) {
    if (/\.tsx?$/.test(p)) files.push({ path: p.slice(9), text: await Deno.readTextFile(p) });
  }
}
const { texts, unreadable } = textsOf(files);
if (Deno.args[0] === "json") {
  await Deno.writeTextFile(
    "/work/texts.json",
    JSON.stringify(
      texts.map(({ text, one }) => one === undefined ? { text } : { text, plural: one }),
      null,
      1,
    ),
  );
} else if (Deno.args[0] === "paths") {
  let last = "";
  for (const x of texts) {
    if (x.path !== last) console.log("\n# " + (last = x.path));
    console.log((x.one ? `[${x.one}] ` : "") + x.text);
  }
}
console.log(texts.length);
console.log(unreadable.map((u) => JSON.stringify(u)).join("\n"));
