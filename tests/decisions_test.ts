/** The pages of decisions have one form, so that one reads them one after the other. */

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../docs/decisions/", import.meta.url));
const HEADINGS = ["Context", "Decision", "Consequences"];

/** What is wrong with a page, undefined when it has the form. */
function fault(name: string, text: string): string | undefined {
  const [, number] = /^(\d{4})-[a-z0-9-]+\.md$/.exec(name) ?? [];
  if (number === undefined) return "its name is no number and words";
  const [title = "", blank, status = ""] = text.split("\n");
  if (!title.startsWith(`# ${Number(number)}. `) || blank !== "") return "its title has no number";
  if (!/^Status: (?:accepted|replaced by .+), \d{4}-\d{2}$/.test(status)) return "it has no status";
  const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  return headings.join() === HEADINGS.join()
    ? undefined
    : `its headings are ${headings.join(", ")}`;
}

Deno.test("every decision has number, title, status, context, decision and consequences", async () => {
  const pages = (await Array.fromAsync(Deno.readDir(FOLDER))).map(({ name }) => name).sort();
  assert.ok(pages.length > 20, `only ${pages.length} pages were found`);
  const faults = pages.flatMap((name) => {
    const what = fault(name, Deno.readTextFileSync(FOLDER + name));
    return what === undefined ? [] : [`${name}: ${what}`];
  });
  assert.deepEqual(faults, []);
  const numbers = pages.map((name) => name.slice(0, 4));
  assert.deepEqual(numbers, [...new Set(numbers)], "no two pages have one number");
});

const GOOD =
  "# 7. Title\n\nStatus: accepted, 2026-11\n\n## Context\n\n## Decision\n\n## Consequences\n";

Deno.test("a page of another form is a fault", () => {
  assert.equal(fault("0007-a-name.md", GOOD), undefined);
  assert.notEqual(fault("7-a-name.md", GOOD), undefined);
  assert.notEqual(fault("0008-a-name.md", GOOD), undefined);
  assert.notEqual(
    fault("0007-a-name.md", GOOD.replace("accepted, 2026-11", "accepted")),
    undefined,
  );
  assert.notEqual(fault("0007-a-name.md", GOOD.replace("## Decision\n\n", "")), undefined);
  assert.notEqual(fault("0007-a-name.md", `${GOOD}\n## Price\n`), undefined);
});
