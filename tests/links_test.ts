/** The documents name only what is there: files of theirs, headings, and files of the code. */

import assert from "node:assert/strict";
import { dirname, join, normalize } from "node:path/posix";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const NOT_OURS = /^(?:\..*|node_modules|data|dist)$/;
/** `[text](target)` and `![text](target)`, addresses of other sites aside. */
const LINK = /\]\((?![a-z]+:)([^)\s]*)\)/g;
/** A file of the code in backticks: a path from the root, or a name alone. */
const NAMED_FILE = /`([\w./[\]-]+\.(?:tsx?|css|md))`/g;
/** A folder of the code in backticks, at least two deep: `data/` and the like are made at run time. */
const NAMED_FOLDER = /`(\w+\/[\w/]+\/)`/g;
const CODE_BLOCK = /^```[\s\S]*?^```$/gm;

interface Document {
  path: string;
  text: string;
}

/** All files and folders of the project by path from the root; folders end with a slash. */
async function* paths(folder = ""): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(ROOT + folder)) {
    if (folder === "" && NOT_OURS.test(name)) continue;
    if (!isDirectory) yield folder + name;
    else {
      yield `${folder}${name}/`;
      yield* paths(`${folder}${name}/`);
    }
  }
}

/** What `document` names and is not there, a sentence each. `there` holds all paths. */
function whatIsMissing(document: Document, there: ReadonlyMap<string, string | undefined>) {
  const text = document.text.replaceAll(CODE_BLOCK, "");
  const names = new Set([...there.keys()].map((path) => path.slice(path.lastIndexOf("/") + 1)));
  const missing: string[] = [];
  for (const [, target] of text.matchAll(LINK)) {
    const [to = "", anchor] = target!.split("#");
    const path = to === "" ? document.path : normalize(join(dirname(document.path), to));
    if (!there.has(path)) missing.push(`${document.path} links to ${target}, which is not there`);
    else if (anchor !== undefined && !anchorsOf(there.get(path) ?? "").has(anchor)) {
      missing.push(`${document.path} links to ${target}, where there is no such heading`);
    }
  }
  for (const [, name] of [...text.matchAll(NAMED_FILE), ...text.matchAll(NAMED_FOLDER)]) {
    const isThere = name!.includes("/") ? there.has(name!) : names.has(name!);
    if (!isThere) missing.push(`${document.path} names ${name}, which is not there`);
  }
  return missing;
}

/** The ids that a page's headings get: lower case, dashes for spaces, no other signs. */
function anchorsOf(text: string): Set<string> {
  const headings = text.replaceAll(CODE_BLOCK, "").matchAll(/^#+ (.*)$/gm);
  return new Set(
    [...headings].map(([, heading]) =>
      heading!.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-")
    ),
  );
}

Deno.test("every link of the documents leads somewhere, and every file that they name is there", async () => {
  const there = new Map<string, string | undefined>();
  for await (const path of paths()) {
    there.set(path, path.endsWith(".md") ? await Deno.readTextFile(ROOT + path) : undefined);
  }
  const documents = [...there].filter(([, text]) => text !== undefined);
  assert.ok(documents.length > 20, `only ${documents.length} documents were found`);
  const missing = documents.flatMap(([path, text]) => whatIsMissing({ path, text: text! }, there));
  if (missing.length > 0) assert.fail(`\n${missing.join("\n")}\n`);
});

const THERE = new Map([
  ["README.md", "# One\n\n## Two: a *third*\n"],
  ["docs/", undefined],
  ["docs/page.md", "# Page\n"],
  ["docs/picture.webp", undefined],
  ["client/net/", undefined],
  ["client/net/socket.ts", undefined],
]);

function verdict(text: string): string[] {
  return whatIsMissing({ path: "docs/page.md", text }, THERE);
}

for (
  const text of [
    "[a](../README.md), [a](../README.md#two-a-third), [a](#page), ![a](picture.webp), [a](../docs/)",
    "[a](https://example.org/nothing.md), [a](mailto:a@example.org)",
    "`client/net/socket.ts`, `socket.ts`, `client/net/`, `data/`, `Nothing.prototype`, `/healthz`",
    "```sh\ncat `nothing.ts` [a](nothing.md)\n```",
  ]
) {
  Deno.test(`nothing is missing in: ${text}`, () => assert.deepEqual(verdict(text), []));
}

for (
  const text of [
    "[a](nothing.md)",
    "![a](../nothing.webp)",
    "[a](../README.md#three)",
    "[a](#nothing)",
    "`client/nothing.ts`",
    "`net/socket.ts`",
    "`nothing.ts`",
    "`client/nothing/`",
  ]
) {
  Deno.test(`something is missing in: ${text}`, () => assert.equal(verdict(text).length, 1));
}
