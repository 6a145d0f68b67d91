import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { SourceFile } from "../tools/words/syntax.ts";
import { AREAS, brokenRules, importsOf, PACKAGES, WORKER_SHELLS } from "./support/import_rules.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** What is at the top level beside the sources; `routes/.well-known/` is deeper down. */
const NOT_SOURCES = /^(?:\..*|node_modules|data|dist)$/;

async function* sources(folder = ""): AsyncGenerator<SourceFile> {
  for await (const { name, isDirectory } of Deno.readDir(ROOT + folder)) {
    const path = folder + name;
    if (folder === "" && NOT_SOURCES.test(name)) continue;
    if (isDirectory) yield* sources(`${path}/`);
    else if (/\.tsx?$/.test(name)) yield { path, text: await Deno.readTextFile(ROOT + path) };
  }
}

const files = await Array.fromAsync(sources());

Deno.test("imports go one way, in no circle of files or folders, and only config.ts reads the environment", () => {
  assert.ok(files.length > 500, `only ${files.length} files were found`);
  const broken = brokenRules(files);
  if (broken.length > 0) assert.fail(`\n${broken.join("\n")}\n`);
  console.log(listOfAreas());
});

Deno.test("the rules name nothing that is not there", () => {
  const paths = files.map(({ path }) => path);
  for (const { name, files } of AREAS) {
    assert.ok(paths.some((path) => files.test(path)), `no file is of the area ${name}`);
  }
  for (const [shell, may] of Object.entries(WORKER_SHELLS)) {
    assert.ok(paths.includes(shell), `${shell} is named as the shell of a worker and is not there`);
    assert.ok(paths.some((path) => may.test(path)), `${shell} may import nothing that is there`);
  }
  const imported = files.flatMap((file) =>
    importsOf(file).targets.map((target) => ({ path: file.path, target }))
  );
  for (const { name, files } of PACKAGES) {
    assert.ok(
      imported.some(({ path, target }) => name.test(target) && files.test(path)),
      `no file that may import ${name} does so`,
    );
  }
});

Deno.test("every source is of a kind that the rules read", async () => {
  const others: string[] = [];
  const look = async (folder: string): Promise<void> => {
    for await (const { name, isDirectory } of Deno.readDir(ROOT + folder)) {
      if (folder === "" && NOT_SOURCES.test(name)) continue;
      if (isDirectory) await look(`${folder}${name}/`);
      else if (/\.(?:[cm]?jsx?|[cm]ts)$/.test(name)) others.push(folder + name);
    }
  };
  await look("");
  assert.deepEqual(others, []);
});

Deno.test("no file has the name of a folder beside it", () => {
  const folders = new Set(
    files.flatMap(({ path }) =>
      path.split("/").slice(0, -1).map((_, i, parts) => parts.slice(0, i + 1).join("/"))
    ),
  );
  const beside = files.map(({ path }) => path).filter((path) =>
    folders.has(path.replace(/\.tsx?$/, ""))
  );
  assert.deepEqual(beside, []);
});

/** Each area with the number of its files: what `deno task ok` prints of the rules. */
function listOfAreas(): string {
  const rest = files.map(({ path }) => path.replace(/^.*_test\.tsx?$/, "tests/$&"));
  const lines = AREAS.map(({ name, what, files }) => {
    const own = rest.filter((path) => files.test(path));
    for (const path of own) rest.splice(rest.indexOf(path), 1);
    return `  ${name.padEnd(24)} ${String(own.length).padStart(4)}  ${what}`;
  });
  return `Areas of the import rules, with the number of their files:\n${lines.join("\n")}`;
}

/** What the rules say of one file of these lines. */
function verdict(path: string, ...lines: string[]): string[] {
  return brokenRules([{ path, text: lines.join("\n") }]);
}

for (
  const [path, line] of [
    ["protocol/strict.ts", `import { seal } from "../e2ee/seal.ts";`],
    ["protocol/strict.ts", `import { createHash } from "node:crypto";`],
    ["x509/names.ts", `import { issue } from "../ca/core/issue.ts";`],
    ["x509/names.ts", `import { parseFrame } from "../protocol/frames/ref.ts";`],
    ["x509/names.ts", `import * as x509 from "@peculiar/x509";`],
    ["i18n/words.ts", `import { utf8 } from "../protocol/encoding.ts";`],
    ["e2ee/seal.ts", `import { db } from "../client/store/local_store.ts";`],
    ["e2ee/seal.ts", `import { issue } from "../ca/core/issue.ts";`],
    ["client/net/socket.ts", `import { seal } from "../../e2ee/seal.ts";`],
    ["client/net/socket.ts", `import { Fold } from "../conversations/fold.ts";`],
    ["client/net/socket.ts", `import { WebSocket } from "ws";`],
    ["client/store/tables.ts", `import type { Fold } from "../conversations/fold.ts";`],
    ["client/model/mod.ts", `import { ChatSession } from "../chat/session.ts";`],
    ["client/identities/identities.ts", `import "reflect-metadata";`],
    ["client/sign_in/flow.ts", `import type { Config } from "../../config.ts";`],
    ["client/sign_in/flow.ts", `import { Ldap } from "../../directory/ldap/directory.ts";`],
    ["workers/trusted_worker.ts", `import type { Config } from "../config.ts";`],
    ["client/search/worker.ts", `import { services } from "../../server/services.ts";`],
    ["components/kit/button.tsx", `import { Message } from "../message/message.tsx";`],
    ["components/kit/button.tsx", `import { Fold } from "../../client/conversations/fold.ts";`],
    ["components/log/row.tsx", `import { Fold } from "../../client/conversations/fold.ts";`],
    ["components/log/row.tsx", `import { services } from "../../server/services.ts";`],
    ["islands/chat.tsx", `export { seal } from "../e2ee/seal.ts";`],
    ["islands/chat.tsx", `const { connect } = await import("../broker/amqp/link.ts");`],
    ["islands/chat.tsx", `import "npm:ldapts@9.2.0";`],
    ["routes/login.tsx", `import { connect } from "amqplib";`],
    ["routes/login.tsx", `import { DatabaseSync } from "node:sqlite";`],
    ["routes/login.tsx", `import { issue } from "../ca/core/issue.ts";`],
    ["routes/login.tsx", `import { SqliteArchive } from "../server/archive/sqlite/archive.ts";`],
    ["ca/core/issue.ts", `import { createHash } from "node:crypto";`],
    ["ca/core/issue.ts", `import { FileSigner } from "../files/signer.ts";`],
    ["ca/worker/worker.ts", `import type { Directory } from "../../directory/port.ts";`],
    ["directory/ldap/client.ts", `import type { Authority } from "../../ca/port.ts";`],
    ["directory/password_worker.ts", `import { services } from "../server/services.ts";`],
    ["broker/amqp/link.ts", `import { Router } from "../../server/router/router.ts";`],
    ["broker/amqp/link.ts", `const url = process.env.AMQP_URL;`],
    ["server/gateway/socket.ts", `import { AmqpBroker } from "../../broker/amqp/broker.ts";`],
    ["server/gateway/socket.ts", `import { state } from "../../client/state.ts";`],
    ["server/gateway/socket.ts", `const port = Deno.env.get("PORT");`],
    ["server/other/worker.ts", `import { AmqpBroker } from "../../broker/amqp/broker.ts";`],
    ["server/bridge/worker.ts", `import { Fold } from "../../client/conversations/fold.ts";`],
    ["nowhere/file.ts", ``],
    ["client/net/socket.ts", `import type { RoomView } from "../model/lists.ts";`],
    ["server/gateway/socket.ts", `import type { X } from "../../client/files/port.ts";`],
    ["client/chat/start.ts", `import { members } from "../../tests/support/members.ts";`],
    ["client/chat/start.ts", `export * from "./start_test.ts";`],
    ["client/chat/start.ts", `const part = await import("../../server/" + name);`],
    ["client/chat/start.ts", `const part = await import(path);`],
    ["client/chat/start.ts", `type S = typeof import("../../server/services.ts");`],
    ["client/chat/start.ts", `import old = require("ws");`],
    ["client/chat/start.ts", `const all = import.meta.glob("../../server/**/*.ts");`],
    ["client/chat/start.ts", `new Worker(new URL("../../server/log.ts", import.meta.url));`],
    ["client/chat/start.ts", `const image = "image/*"; import("../../server/log.ts"); /* */`],
    ["routes/.well-known/[name].ts", `import { connect } from "amqplib";`],
    ["workers/calls.ts", `import { Router } from "../server/router/router.ts";`],
    ["server/gateway/socket.ts", `const { env } = Deno;`],
    ["server/gateway/socket.ts", `const port = Deno?.["env"].get("PORT");`],
    ["server/gateway/socket.ts", `import { env } from "node:process";`],
    ["server/gateway/socket.ts", `import { env } from "process";`],
    ["server/gateway/socket.ts", `const port = globalThis.Deno.env.get("PORT");`],
    ["server/gateway/socket.ts", `function portOf({ env } = Deno) {}`],
    ["server/gateway/socket.ts", `const { ["env"]: all } = Deno;`],
    ["server/gateway/socket.ts", `const { pid, ...rest } = Deno;`],
    ["server/gateway/socket.ts", `let env; ({ env } = Deno);`],
    ["server/gateway/socket.ts", `const runtime = Deno;`],
    ["client/net/socket.ts", `import { readFileSync } from "fs";`],
    ["client/net/socket.ts", `import { WebSocket } from "npm:/ws@8.23.0";`],
    ["client/net/socket.ts", `import { WebSocket } from "https://example.org/ws.js";`],
    ["client/net/socket.ts", `import { WebSocket } from "jsr:@example/ws";`],
    ["client/chat/start.ts", `new Worker(import.meta.resolve("../../server/log.ts"));`],
    ["client/chat/start.ts", `new Worker(import.meta.resolve(path));`],
    ["client/chat/start.ts", `new Worker(new URL(path, import.meta.url));`],
    ["client/chat/start.ts", `/// <reference path="../../server/log.ts" />`],
    ["client/chat/start.ts", `// @ts-types="../../server/log.ts"`],
    ["client/sign_in/flow.ts", `import { html } from "preact";`],
    ["e2ee/seal.ts", `import { signal } from "@preact/signals";`],
    ["components/kit/button.tsx", `import leftPad from "left-pad";`],
    ["components/kit/button.tsx", `import { render } from "preact-render-to-string";`],
    ["server/gateway/socket.ts", `import { connect } from "amqplib";`],
    ["server/gateway/socket.ts", `import { Client } from "ldapts";`],
    ["server/gateway/socket.ts", `import { DatabaseSync } from "node:sqlite";`],
    ["server/http/listener.ts", `import { WebSocketServer } from "ws";`],
    ["directory/ldap/client.ts", `import * as x509 from "@peculiar/x509";`],
    ["main.ts", `import { connect } from "amqplib";`],
  ] as const
) {
  Deno.test(`the check refuses ${line || "a file of no area"} in ${path}`, () => {
    const sentences = verdict(path, line);
    assert.equal(sentences.length, 1, sentences.join("\n"));
    assert.ok(sentences[0]?.startsWith(`${path} `), `the sentence is: ${sentences[0]}`);
  });
}

for (
  const [path, line] of [
    ["protocol/strict.ts", `import { utf8 } from "./encoding.ts";`],
    ["x509/names.ts", `import { utf8 } from "../protocol/encoding.ts";`],
    ["e2ee/seal.ts", `import { validatePath } from "../x509/mod.ts";`],
    ["client/net/socket.ts", `import { parseFrame } from "../../protocol/frames/ref.ts";`],
    ["client/chat/start.ts", `import { seal } from "../../e2ee/seal.ts";`],
    ["client/sign_in/form_rules.ts", `import { r } from "../../directory/person_rules.ts";`],
    ["components/log/room.tsx", `import type { RoomView } from "../../client/model/mod.ts";`],
    ["components/log/room.tsx", `import { Button } from "../kit/button.tsx";`],
    ["islands/chat.tsx", `import { useSignal } from "@preact/signals";`],
    ["routes/login.tsx", `import { services } from "../server/services.ts";`],
    ["routes/api/rooms.ts", `import type { Archive } from "../../server/archive/port.ts";`],
    ["server/router/router.ts", `import { replay } from "../../e2ee/control_log.ts";`],
    ["server/gateway/socket.ts", `import type { Bridge } from "../bridge/port.ts";`],
    ["server/bridge/worker.ts", `import { AmqpBroker } from "../../broker/amqp/broker.ts";`],
    ["ca/worker/worker.ts", `import { openAuthority } from "../open_authority.ts";`],
    ["main.ts", `import { LdapDirectory } from "./directory/ldap/directory.ts";`],
    ["config.ts", `const url = Deno.env.get("TW_LDAP_URL");`],
    ["tests/support/server.ts", `const path = Deno.env.get("PATH");`],
    ["server/router/router_test.ts", `import { EmbeddedBroker } from "../../broker/x.ts";`],
    ["client/net/socket.ts", `// Like import { WebSocket } from "ws";`],
    ["client/net/socket.ts", `/** @example import { WebSocket } from "ws"; */`],
  ] as const
) {
  Deno.test(`the check allows ${line} in ${path}`, () => {
    assert.deepEqual(verdict(path, line), []);
  });
}

Deno.test("a circle is told as the way round it, and imports of types make one too", () => {
  const file = (name: string, ...imports: string[]): SourceFile => ({
    path: `protocol/${name}.ts`,
    text: imports.map((one) => `import type { X } from "./${one}.ts";`).join("\n"),
  });
  assert.deepEqual(
    brokenRules([file("a", "b"), file("b", "c"), file("c"), file("d", "a", "c")]),
    [],
  );
  assert.deepEqual(
    brokenRules([file("z", "a"), file("a", "b"), file("b", "c", "d"), file("c", "a"), file("d")]),
    [
      "protocol/a.ts -> protocol/b.ts -> protocol/c.ts -> protocol/a.ts is a circle of imports",
    ],
  );
  assert.deepEqual(brokenRules([file("own", "own")]), [
    "protocol/own.ts -> protocol/own.ts is a circle of imports",
  ]);
});

/** A file that imports types of these, all by their paths from the root. */
function importing(path: string, ...targets: string[]): SourceFile {
  const up = "../".repeat(path.split("/").length - 1);
  const lines = targets.map((target) => `import type { X } from "${up || "./"}${target}";`);
  return { path, text: lines.join("\n") };
}

Deno.test("folders that import each other make a circle where no file does", () => {
  const [a, b, deep] = ["client/export/a.ts", "client/history/b.ts", "client/history/in/c.ts"];
  assert.deepEqual(brokenRules([importing(a, b, deep), importing(b), importing(deep, b)]), []);
  assert.deepEqual(
    brokenRules([
      importing(a, b),
      importing(b),
      importing("client/export/d.ts"),
      importing(deep, "client/export/d.ts"),
    ]),
    [
      "client/export -> client/history -> client/export is a circle of folders: " +
      `${a} imports ${b}, ${deep} imports client/export/d.ts`,
    ],
  );
});

Deno.test("a circle of folders is seen at every depth, and through a file beside a folder", () => {
  const of = (...files: SourceFile[]) => brokenRules(files).map((line) => line.split(" is a ")[0]);
  assert.deepEqual(
    of(
      importing("client/chat/in/a.ts", "client/chat/on/b.ts"),
      importing("client/chat/on/b.ts"),
      importing("client/chat/on/c.ts", "client/chat/in/d.ts"),
      importing("client/chat/in/d.ts"),
    ),
    ["client/chat/in -> client/chat/on -> client/chat/in"],
  );
  assert.deepEqual(
    of(
      importing("components/pane.ts", "components/settings/sections.ts"),
      importing("components/settings/sections.ts"),
      importing("components/settings/privacy.tsx", "components/pane.ts"),
    ),
    ["components/pane.ts -> components/settings -> components/pane.ts"],
  );
  const tested = "client/chat/a_test.ts";
  assert.deepEqual(
    of(
      importing(tested, "client/export/b.ts"),
      importing("client/export/b.ts", "client/chat/c.ts"),
      importing("client/chat/c.ts"),
    ),
    [],
    "a test looks at its subject from all sides",
  );
});
