/** What the terminal says at a start, and at one that cannot be. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { seedAuthority } from "../support/authorities.ts";
import { within } from "../support/patience.ts";
import { ensureBuilt, startServer } from "../support/server.ts";
import { mountSmallDisk } from "../support/small_disk.ts";
import { startTestSlapd } from "../support/slapd.ts";
import { makeServerCertificate } from "../../tools/services/tls_certificate.ts";
import { ensurePackages } from "../../tools/services/packages.ts";
import { freePort } from "../../tools/services/ports.ts";

/** Nobody's own number; as root, folders can be given to it. */
const NOBODY = 65_534;

let folder: string;

Deno.test.beforeAll(async () => {
  await ensureBuilt();
  folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "talkywalky-start-" }));
});
Deno.test.afterAll(() => Deno.remove(folder, { recursive: true }));

async function dataFolder(name: string): Promise<string> {
  const path = join(folder, name);
  await Deno.mkdir(path, { mode: 0o700 });
  await seedAuthority(path);
  return path;
}

/** Starts the server where it cannot start. @returns its exit code and all that it printed. */
async function failingStart(env: Record<string, string>): Promise<{ code: number; said: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "main.ts"],
    cwd: new URL("../../", import.meta.url),
    env: { TW_PORT: String(freePort()), ...env },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { code, said: decoder.decode(stdout) + decoder.decode(stderr) };
}

Deno.test("the first start says what to do next and who can make an account; the second is brief", async () => {
  const dataDir = await dataFolder("first");
  const first = await startServer({ dataDir });
  await first.stop();
  const { origin } = first;
  assert.match(first.log(), /^ {2}accounts {3}open to whoever reaches this address;/m);
  assert.match(first.log(), new RegExp(`^Next: open ${origin} and create an account\\.`, "m"));

  const second = await startServer({ dataDir, port: first.port });
  await second.stop();
  assert.match(second.log(), /^ {2}accounts {3}open to whoever /m);
  assert.doesNotMatch(second.log(), /^Next:/m);
});

Deno.test("with registration closed, and behind a proxy, the first start says what holds there", async () => {
  const env = { TW_REGISTRATION: "closed", TW_PUBLIC_ORIGIN: "https://chat.example" };
  const server = await startServer({ dataDir: await dataFolder("closed"), env });
  await server.stop();
  assert.match(server.log(), /^ {2}accounts {3}closed: they are made in the directory only$/m);
  assert.match(server.log(), /^Next: open https:\/\/chat\.example and sign in with an account/m);
});

Deno.test("a port that is in use is one sentence, and exit code 1", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const nowhere = join(folder, "not-made");
  for (const dataDir of [await dataFolder("port"), nowhere]) {
    assert.deepEqual(await failingStart({ TW_PORT: String(port), TW_DATA: dataDir }), {
      code: 1,
      said:
        `Cannot start: port ${port} of localhost is in use by another program. Stop that one, ` +
        "or name another port in TW_PORT.\n",
    });
  }
  await assert.rejects(Deno.stat(nowhere), Deno.errors.NotFound);
});

/** Certificates of openssl's for localhost, each with its key. */
async function certificates(...names: string[]): Promise<Record<string, string>> {
  const made: Record<string, string> = {};
  for (const name of names) {
    const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
    const { code } = await new Deno.Command("openssl", {
      args: [
        ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
        ...["-days", "9", "-subj", `/CN=${name}`, "-addext", "subjectAltName=DNS:localhost"],
        ...["-keyout", key, "-out", cert],
      ],
      stdin: "null",
      stderr: "null",
    }).output();
    assert.equal(code, 0);
    Object.assign(made, { [`${name}.key`]: key, [`${name}.pem`]: cert });
  }
  return made;
}

Deno.test("one file with the key and its certificate, as tools write it, serves https", async () => {
  const made = await makeServerCertificate(join(folder, "combined"));
  const read = (path: string) => Deno.readTextFile(path);
  const [key, cert] = [await read(made.keyFile), await read(made.certificateFile)];
  const tlsAuthority = await read(made.caFile);
  for (const [name, text] of [["first", key + cert], ["last", cert + key]] as const) {
    const path = join(folder, `key-${name}.pem`);
    await Deno.writeTextFile(path, `\ufeff${text.replaceAll("\n", "\r\n")}`);
    const env = { TW_TLS_CERT: path, TW_TLS_KEY: path };
    const dataDir = await dataFolder(`combined-${name}`);
    const server = await startServer({ dataDir, env, tlsAuthority });
    assert.equal(await server.stop(), 0, name);
  }
});

Deno.test("settings that cannot be used end the start with one line each, and exit code 78", async () => {
  const pipe = join(folder, "pipe");
  assert.ok((await new Deno.Command("mkfifo", { args: [pipe] }).output()).success);
  const start = failingStart({
    TW_HOST: "0",
    TW_PUBLIC_ORIGIN: "https://*",
    TW_TRUSTED_PROXIES: ",",
    TW_LDAP_KIND: "activedirectory",
    TW_TLS_CERT: pipe,
    TW_TLS_KEY: pipe,
    TW_DATA: join(folder, "unused"),
  });
  const { code, said } = await within(start, "the end of the start", 10_000);
  assert.equal(code, 78);
  assert.deepEqual(said.match(/^ {2}- TW_\w+/gm)?.map((line) => line.slice(4)), [
    "TW_HOST",
    "TW_PUBLIC_ORIGIN",
    "TW_TRUSTED_PROXIES",
    "TW_TLS_CERT",
    "TW_TLS_KEY",
    "TW_LDAP_KIND",
  ]);
  await assert.rejects(Deno.stat(join(folder, "unused")), Deno.errors.NotFound);
});

Deno.test("an organisation of 64 characters is taken, whatever they weigh", async () => {
  const env = { TW_ORGANISATION: "\u{1F600}".repeat(64) };
  const server = await startServer({ dataDir: join(folder, "emoji"), env });
  assert.equal(await server.stop(), 0);
});

Deno.test("a TLS key of another certificate ends the start within 10 s, in a line with its variable", async () => {
  await ensurePackages(["openssl"]);
  const files = await certificates("own", "other");
  const env = {
    TW_TLS_CERT: files["own.pem"]!,
    TW_TLS_KEY: files["other.key"]!,
    TW_DATA: join(folder, "tls"), // An empty one, as it is at a first start.
  };
  const { code, said } = await within(failingStart(env), "the end of the start", 10_000);
  assert.equal(code, 78);
  assert.match(said, /^Cannot start: TW_TLS_KEY, TW_TLS_CERT: .*does not belong to .*\n$/);
});

Deno.test("all settings that cannot work are told at once, one line each", async () => {
  await ensurePackages(["openssl", "slapd"]);
  const files = await certificates("third");
  const slapd = await startTestSlapd();
  try {
    const { code, said } = await failingStart({
      TW_TLS_CERT: files["third.key"]!,
      TW_TLS_KEY: files["third.key"]!,
      TW_LDAP_URL: slapd.url,
      TW_LDAP_BASE_DN: slapd.baseDn,
      TW_LDAP_BIND_DN: slapd.bindDn,
      TW_LDAP_BIND_PASSWORD: "outdated",
      TW_DATA: join(folder, "several"),
    });
    assert.equal(code, 78);
    const lines = said.trimEnd().split("\n");
    assert.equal(lines.length, 2, said);
    assert.match(lines[0]!, /^Cannot start: TW_TLS_CERT: .* holds a private key/);
    assert.match(lines[1]!, /^Cannot start: TW_LDAP_BIND_PASSWORD, TW_LDAP_BIND_DN: .* code 49/);
  } finally {
    await slapd.stop();
  }
});

Deno.test("a data folder that others may look into is a warning, and the server starts", async () => {
  const dataDir = await dataFolder("open");
  await Deno.chmod(dataDir, 0o755);
  const server = await startServer({ dataDir });
  await server.stop();
  assert.match(server.log(), /warn {2}check TW_DATA: .* it is 755, .*chmod 700 /);
});

Deno.test("an address on which browsers do not encrypt is a warning, and localhost is none", async () => {
  const env = { TW_PUBLIC_ORIGIN: "http://chat.example.org" };
  const server = await startServer({ dataDir: await dataFolder("plain"), env });
  await server.stop();
  assert.match(
    server.log(),
    /warn {2}check TW_PUBLIC_ORIGIN: .* http:\/\/chat\.example\.org, .* only on https and on localhost\./,
  );
  const local = await startServer({ dataDir: await dataFolder("local") });
  await local.stop();
  assert.doesNotMatch(local.log(), /check TW_/);
});

Deno.test("a full disk is one sentence and exit code 1, and the server starts when there is room", async () => {
  const disk = await mountSmallDisk(24);
  try {
    const [used, fresh] = [join(disk.folder, "used"), join(disk.folder, "fresh")];
    const sentence = (dataDir: string) =>
      `Cannot start: the disk of the data folder ${dataDir} is full. Make room on it, and start ` +
      "again.\n";
    await Deno.mkdir(used, { mode: 0o700 });
    await seedAuthority(used);
    await (await startServer({ dataDir: used })).stop();
    await disk.fill();
    assert.deepEqual(await failingStart({ TW_DATA: used }), { code: 1, said: sentence(used) });
    // A folder that is new is made, and it is the authority that has no room.
    const { code, said } = await failingStart({ TW_DATA: fresh });
    assert.equal(code, 1);
    assert.ok(said.endsWith(sentence(fresh)), said);
    assert.doesNotMatch(said, /Error|did not start|Restore/);
    await disk.free();
    for (const dataDir of [used, fresh]) {
      assert.equal(await (await startServer({ dataDir })).stop(), 0);
    }
  } finally {
    await disk.close();
  }
});

Deno.test("fifty who ask a healthy server for its health at once are all told that it is well", async () => {
  const server = await startServer({ dataDir: await dataFolder("asked") });
  try {
    for (let round = 0; round < 4; round++) {
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => fetch(`${server.origin}/healthz`)),
      );
      const seen = await Promise.all(
        answers.map(async (answer) => `${answer.status} ${await answer.text()}`),
      );
      assert.deepEqual([...new Set(seen)].map((one) => one.slice(0, 13)), ['200 {"ok":tru']);
    }
  } finally {
    await server.stop();
  }
});

Deno.test("what is wrong with a part is told to the operator alone", async () => {
  const token = "a-token-of-thirty-two-characters";
  const env = { TW_PUBLIC_ORIGIN: "https://chat.example", TW_OPERATOR_TOKEN: token };
  const server = await startServer({ dataDir: await dataFolder("told"), env });
  try {
    const keys = async (headers: Record<string, string> = {}) =>
      Object.keys(await (await fetch(`${server.origin}/healthz`, { headers })).json()).join();
    assert.equal(await keys(), "ok,parts", "a proxy may stand in between");
    assert.equal(await keys({ authorization: "Bearer another-token-of-thirty-two" }), "ok,parts");
    assert.equal(await keys({ authorization: `Bearer ${token}` }), "ok,parts,details,notices");
  } finally {
    await server.stop();
  }
  const open = await startServer({ dataDir: await dataFolder("loopback") });
  const answer = await (await fetch(`${open.origin}/healthz`)).json();
  await open.stop();
  assert.deepEqual(answer.details, {}, "whoever is on this machine is the operator");
});

Deno.test("a data folder of another user is one sentence, and stays as it was", async () => {
  const mine = Deno.uid();
  const path = mine === 0 ? join(folder, "others") : "/usr";
  const owner = mine === 0 ? NOBODY : 0;
  if (mine === 0) {
    await Deno.mkdir(path);
    await Deno.chown(path, NOBODY, NOBODY);
  }
  assert.deepEqual(await failingStart({ TW_DATA: path }), {
    code: 1,
    said: `Cannot start: the data folder ${path} belongs to another user (uid ${owner}, and this ` +
      `process runs as uid ${mine}). Start the server as that user, or name another folder in ` +
      "TW_DATA.\n",
  });
  if (mine === 0) assert.deepEqual(await Array.fromAsync(Deno.readDir(path)), []);
});

Deno.test("a second server on one data folder is one sentence, and the first goes on", async () => {
  const dataDir = await dataFolder("twice");
  const server = await startServer({ dataDir });
  assert.deepEqual(await failingStart({ TW_DATA: dataDir }), {
    code: 1,
    said:
      `Cannot start: another process uses the data folder ${dataDir}. Stop it, or name another ` +
      "folder in TW_DATA.\n",
  });
  const response = await fetch(`${server.origin}/healthz`);
  assert.equal(response.status, 200);
  await response.body?.cancel();
  // Nor does it help to remove the file of its lock.
  await Deno.remove(join(dataDir, "lock"));
  assert.equal((await failingStart({ TW_DATA: dataDir })).code, 1);
  await server.kill();
  // A killed process leaves no lock behind.
  const next = await startServer({ dataDir });
  assert.equal(await next.stop(), 0);
});

Deno.test("files of others in the data folder are one sentence each, and stay as they were", async () => {
  const dataDir = await dataFolder("foreign");
  await (await startServer({ dataDir })).stop();
  const junk = {
    "archive.db": "To whom it may concern".repeat(100),
    "sessions.db": "",
    "files.db": "SQLite format 2\0",
    "directory.db": "x",
  };
  for (const [name, text] of Object.entries(junk)) {
    for (const journal of ["-wal", "-shm"]) {
      await Deno.remove(join(dataDir, name + journal)).catch(() => undefined);
    }
    await Deno.writeTextFile(join(dataDir, name), text);
  }
  const { code, said } = await failingStart({ TW_DATA: dataDir });
  assert.equal(code, 1);
  const lines = said.trimEnd().split("\n");
  assert.equal(lines.length, Object.keys(junk).length, said);
  for (const [name, text] of Object.entries(junk)) {
    const path = join(dataDir, name);
    assert.ok(lines.some((line) => line.startsWith(`Cannot start: ${path}, the `)), said);
    assert.equal(await Deno.readTextFile(path), text);
  }
});

Deno.test("a lost authority is asked for, and made anew only on demand", async () => {
  const dataDir = await dataFolder("lost");
  await (await startServer({ dataDir })).stop();
  const ca = join(dataDir, "ca");
  await Deno.rename(ca, join(folder, "lost-ca"));
  const { code, said } = await failingStart({ TW_DATA: dataDir });
  assert.equal(code, 1);
  assert.match(said, /^Cannot start: the authority's folder \S+ca is missing or empty .*\n$/);
  await assert.rejects(Deno.stat(ca), Deno.errors.NotFound);
  // The folder that is put back is good again.
  await Deno.rename(join(folder, "lost-ca"), ca);
  await (await startServer({ dataDir })).stop();
  const before = await Deno.readTextFile(join(ca, "root.pem"));
  await Deno.remove(ca, { recursive: true });
  await Deno.mkdir(ca);
  await Deno.writeTextFile(join(ca, "make-new-authority"), "");
  await (await startServer({ dataDir })).stop();
  assert.notEqual(await Deno.readTextFile(join(ca, "root.pem")), before);
  assert.deepEqual([...Deno.readDirSync(ca)].map(({ name }) => name).sort(), [
    "authority.sqlite",
    "issuing.key",
    "issuing.pem",
    "root.key",
    "root.pem",
  ]);
});
