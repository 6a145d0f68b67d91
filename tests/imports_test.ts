import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { SourceFile } from "../tools/words/syntax.ts";
import { brokenRules } from "./support/import_rules.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const NOT_OURS = /^(?:\..*|node_modules|data|dist)$/;

async function* sources(folder = ""): AsyncGenerator<SourceFile> {
  for await (const { name, isDirectory } of Deno.readDir(ROOT + folder)) {
    const path = folder + name;
    if (isDirectory && !NOT_OURS.test(name)) yield* sources(`${path}/`);
    else if (/\.tsx?$/.test(name)) yield { path, text: await Deno.readTextFile(ROOT + path) };
  }
}

Deno.test("every import keeps its direction and only config.ts reads the environment", async () => {
  const files = await Array.fromAsync(sources());
  assert.ok(files.length > 20, `only ${files.length} files were found`);
  const broken = brokenRules(files);
  if (broken.length > 0) assert.fail(`\n${broken.join("\n")}\n`);
});

function verdict(path: string, ...lines: string[]): string[] {
  return brokenRules([{ path, text: lines.join("\n") }]);
}

for (
  const [path, line] of [
    ["protocol/strict.ts", `import { seal } from "../e2ee/seal.ts";`],
    ["protocol/strict.ts", `import { createHash } from "node:crypto";`],
    ["e2ee/seal.ts", `import { db } from "../client/store/local_store.ts";`],
    ["e2ee/seal.ts", `import { issue } from "../ca/core/issue.ts";`],
    ["x509/names.ts", `import { oid } from "../core/oid.ts";`],
    ["x509/names.ts", `import * as x509 from "@peculiar/x509";`],
    ["client/identities/identities.ts", `import "reflect-metadata";`],
    ["client/net/page_socket.ts", `import { WebSocket } from "ws";`],
    ["client/net/page_socket.ts", `import type { Config } from "../config.ts";`],
    ["islands/chat.tsx", `export { seal } from "../e2ee/seal.ts";`],
    ["islands/chat.tsx", `const { connect } = await import("../broker/amqp/link.ts");`],
    ["islands/chat.tsx", `import "npm:ldapts@9.2.0";`],
    ["client/forms.ts", `import { LdapDirectory } from "../directory/ldap/directory.ts";`],
    ["components/kit/button.tsx", `import { state } from "../client/state.ts";`],
    ["components/kit/button.tsx", `import { services } from "../server/services.ts";`],
    ["routes/login.tsx", `import { connect } from "amqplib";`],
    ["routes/login.tsx", `import { DatabaseSync } from "node:sqlite";`],
    ["routes/login.tsx", `import { issue } from "../ca/core/issue.ts";`],
    ["routes/login.tsx", `import { SqliteArchive } from "../server/archive/sqlite/archive.ts";`],
    ["ca/worker/service.ts", `import type { Directory } from "../directory/port.ts";`],
    ["directory/ldap/client.ts", `import type { Authority } from "../../ca/port.ts";`],
    ["server/gateway/socket.ts", `import { AmqpBroker } from "../../broker/amqp/broker.ts";`],
    ["server/gateway/socket.ts", `import { state } from "../../client/state.ts";`],
    ["server/gateway/socket.ts", `const port = Deno.env.get("PORT");`],
    ["broker/amqp/link.ts", `const url = process.env.AMQP_URL;`],
  ] as const
) {
  Deno.test(`the check refuses ${line} in ${path}`, () => {
    const sentences = verdict(path, `import "preact";`, line);
    assert.equal(sentences.length, 1);
    assert.ok(sentences[0]?.startsWith(`${path} `), `the sentence is: ${sentences[0]}`);
  });
}

for (
  const [path, line] of [
    ["protocol/strict.ts", `import { utf8 } from "./encoding.ts";`],
    ["e2ee/seal.ts", `import { validatePath } from "../x509/mod.ts";`],
    ["client/net/page_socket.ts", `import { seal } from "../e2ee/seal.ts";`],
    ["client/forms.ts", `import { rules } from "../directory/person_rules.ts";`],
    ["components/room.tsx", `import type { RoomView } from "../client/model/mod.ts";`],
    ["islands/chat.tsx", `import { useSignal } from "@preact/signals";`],
    ["routes/login.tsx", `import { services } from "../server/services.ts";`],
    ["routes/api/rooms.ts", `import type { Archive } from "../../server/archive/port.ts";`],
    ["server/router/router.ts", `import { replay } from "../../e2ee/control_log.ts";`],
    ["server/router/router.ts", `import type { Bridge } from "../../broker/bridge_port.ts";`],
    ["ca/worker/worker.ts", `import { Config } from "../config.ts";`],
    ["main.ts", `import { LdapDirectory } from "./directory/ldap/directory.ts";`],
    ["config.ts", `const url = Deno.env.get("TW_LDAP_URL");`],
    ["tests/support/server.ts", `const path = Deno.env.get("PATH");`],
    ["client/net/page_socket.ts", `// Like import { WebSocket } from "ws";`],
    ["client/net/page_socket.ts", `/** @example import { WebSocket } from "ws"; */`],
  ] as const
) {
  Deno.test(`the check allows ${line} in ${path}`, () => {
    assert.deepEqual(verdict(path, line), []);
  });
}
