import assert from "node:assert/strict";
import { findingLine } from "../../protocol/finding.ts";
import { checkTls, judgeTls } from "./tls_check.ts";

const DAY_MS = 86_400_000;
/** Within the life of what openssl makes meanwhile. */
const NOW = new Date(Date.now() + DAY_MS);

let folder: string;

Deno.test.beforeAll(async () => {
  folder = await Deno.makeTempDir({ prefix: "talkywalky-tls-" });
});
Deno.test.afterAll(() => Deno.remove(folder, { recursive: true }));

const ELLIPTIC = ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];

async function openssl(...args: string[]): Promise<void> {
  const { code, stderr } = await new Deno.Command("openssl", { args, cwd: folder, stdin: "null" })
    .output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
}

/** A certificate for `names` and its key, PEM. */
async function made(
  name: string,
  names = "DNS:localhost,IP:127.0.0.1",
  kind = ELLIPTIC,
): Promise<{ cert: string; key: string }> {
  await openssl(
    ...["req", "-x509", "-newkey", ...kind, "-nodes", "-days", "30", "-subj", `/CN=${name}`],
    ...["-addext", `subjectAltName=${names}`, "-keyout", `${name}.key`, "-out", `${name}.pem`],
  );
  return { cert: await read(`${name}.pem`), key: await read(`${name}.key`) };
}

const read = (name: string) => Deno.readTextFile(`${folder}/${name}`);

async function only(files: { cert: string; key: string }, host = "localhost", now = NOW) {
  const findings = await checkTls(files, host, now);
  assert.equal(findings.length, 1, JSON.stringify(findings));
  const [{ verdict, settings: [setting] }] = findings as [typeof findings[0] & object];
  return { verdict, setting, line: findingLine(findings[0]!) };
}

Deno.test("a certificate with its key works, with its chain and under each of its names", async () => {
  const [own, other] = [await made("own"), await made("other")];
  assert.deepEqual(await checkTls(own, "localhost", NOW), []);
  assert.deepEqual(await checkTls(own, "127.0.0.1", NOW), []);
  assert.deepEqual(await checkTls({ ...own, cert: own.cert + other.cert }, "localhost", NOW), []);
  const rsa = await made("rsa", "DNS:*.chat.example,IP:::1", ["rsa:2048"]);
  assert.deepEqual(await checkTls(rsa, "a.chat.example", NOW), []);
  assert.deepEqual(await checkTls(rsa, "[::1]", NOW), []);
  for (const host of ["chat.example", "a.b.chat.example", "*", "::2"]) {
    assert.equal((await only(rsa, host)).verdict, "warning", host);
  }
});

Deno.test("the files are taken as tools write them: combined, with more in them, with any line ends", async () => {
  const { cert, key } = await made("whole");
  const other = await made("above", "DNS:above.example");
  await openssl(
    ...["ecparam", "-name", "prime256v1", "-genkey", "-out", "parameters.key"],
  );
  const withParameters = await read("parameters.key");
  assert.match(withParameters, /BEGIN EC PARAMETERS[\s\S]*BEGIN EC PRIVATE KEY/);
  await openssl(
    ...["req", "-x509", "-key", "parameters.key", "-days", "30", "-subj", "/CN=p", "-out", "p.pem"],
    ...["-addext", "subjectAltName=DNS:localhost"],
  );
  const ofParameters = await read("p.pem");
  const bag = "Bag Attributes\n    friendlyName: own\nKey Attributes: <No Attributes>\n";
  const both = (text: string) => ({ cert: text, key: text });
  const whole: Record<string, { cert: string; key: string }> = {
    "the key first": both(key + cert),
    "the certificate first": both(cert + key),
    "the key between the certificate and its chain": both(cert + key + other.cert),
    "the key after the chain": both(cert + other.cert + key),
    "the chain in the key's file only": { cert, key: key + cert + other.cert },
    "a byte order mark": { cert: `\ufeff${cert}`, key: `\ufeff${key}` },
    "lines of Windows": both((key + cert).replaceAll("\n", "\r\n")),
    "a mark and lines of Windows": both(`\ufeff${key}${cert}`.replaceAll("\n", "\r\n")),
    "an indent": both((key + cert).replaceAll(/^/gm, "    ")),
    "lines of openssl between": both(bag + key + bag + cert),
    "no line end at the end": both((key + cert).trimEnd()),
    "parameters before the key": { cert: ofParameters, key: withParameters },
    "parameters, all in one": both(withParameters + ofParameters),
  };
  for (const [what, files] of Object.entries(whole)) {
    assert.deepEqual(await checkTls(files, "localhost", NOW), [], what);
  }
  const wrong = await only(both(key + other.cert));
  assert.match(wrong.line, /does not belong to the certificate of DNS:above\.example/);
});

Deno.test("a key of another certificate is refused, and names the key", async () => {
  const [own, other] = [await made("a"), await made("b", "DNS:b.example")];
  const { verdict, setting, line } = await only({ cert: own.cert, key: other.key });
  assert.deepEqual([verdict, setting], ["refused", "TW_TLS_KEY"]);
  assert.match(line, /does not belong to the certificate of DNS:localhost/);
});

Deno.test("files that hold something else are refused, each by its variable", async () => {
  const { cert, key } = await made("swap");
  const wrong: [{ cert: string; key: string }, string, RegExp][] = [
    [{ cert: key, key }, "TW_TLS_CERT", /holds a private key and no certificate/],
    [{ cert: "junk", key }, "TW_TLS_CERT", /holds no PEM certificate/],
    [{ cert: "", key }, "TW_TLS_CERT", /holds no PEM certificate/],
    [{ cert: cert.replace(/MII/, "AAA"), key }, "TW_TLS_CERT", /certificate 1 of 1 cannot be read/],
    [{ cert, key: cert }, "TW_TLS_KEY", /holds a certificate and no key/],
    [{ cert, key: "hunter2\n" }, "TW_TLS_KEY", /text that is no PEM private key/],
    [{ cert, key: key.replace(/\n.{20}/, "\nAAAA") }, "TW_TLS_KEY", /the key cannot be read/],
  ];
  for (const [files, variable, why] of wrong) {
    const { verdict, setting, line } = await only(files);
    assert.deepEqual([verdict, setting], ["refused", variable], line);
    assert.match(line, why);
    assert.ok(!line.includes("hunter2"), "nothing of the file stands in the line");
  }
});

Deno.test("a key with a passphrase is refused, in both forms", async () => {
  const { cert } = await made("locked");
  await openssl("pkcs8", "-topk8", "-in", "locked.key", "-passout", "pass:x", "-out", "p8.key");
  await openssl("ec", "-in", "locked.key", "-aes128", "-passout", "pass:x", "-out", "old.key");
  for (const name of ["p8.key", "old.key"]) {
    const { setting, line } = await only({ cert, key: await read(name) });
    assert.equal(setting, "TW_TLS_KEY");
    assert.match(line, /encrypted with a passphrase/, name);
  }
});

Deno.test("a chain in the wrong order is refused, and says which one is the key's", async () => {
  const [own, authority] = [await made("leaf"), await made("issuer")];
  const { setting, line } = await only({ cert: authority.cert + own.cert, key: own.key });
  assert.equal(setting, "TW_TLS_CERT");
  assert.match(line, /the key belongs to certificate 2 of the file/);
});

Deno.test("what fits together and makes no handshake is refused", async () => {
  const weak = await made("weak", "DNS:localhost", ["rsa:1024"]);
  assert.deepEqual(judgeTls(weak, "localhost", NOW), [], "nothing to be seen without trying");
  const { verdict, line } = await only(weak);
  assert.equal(verdict, "refused");
  assert.match(line, /made a TLS connection to ourselves .* it failed/);
});

Deno.test("one that has ended, has not begun or is for another name is a warning", async () => {
  const own = await made("late");
  const at = (days: number) => new Date(NOW.getTime() + days * DAY_MS);
  const ended = await only(own, "localhost", at(31));
  assert.deepEqual([ended.verdict, ended.setting], ["warning", "TW_TLS_CERT"]);
  assert.match(ended.line, /it ended/);
  assert.match((await only(own, "localhost", at(-2))).line, /it begins only/);
  for (const host of ["chat.example", "192.0.2.1"]) {
    const other = await only(own, host);
    assert.equal(other.verdict, "warning");
    assert.match(other.line, new RegExp(`looked for ${host} in it, and it is for DNS:localhost`));
  }
});

/** A certificate that an authority signed, with its key; and the authority's own. */
async function issued(
  name: string,
  {
    kind = ELLIPTIC,
    extensions = [] as string[],
    digest = "sha256",
    authorityKind = ELLIPTIC,
  } = {},
): Promise<{ cert: string; key: string; issuer: string }> {
  const authority = await made(`${name}-authority`, "DNS:authority.example", authorityKind);
  const wanted = ["subjectAltName=DNS:localhost", ...extensions];
  await Deno.writeTextFile(`${folder}/${name}.ext`, wanted.join("\n"));
  await openssl(
    ...["req", "-newkey", ...kind, "-nodes", "-subj", `/CN=${name}`],
    ...["-keyout", `${name}.key`, "-out", `${name}.csr`],
  );
  await openssl(
    ...["x509", "-req", "-in", `${name}.csr`, "-CA", `${name}-authority.pem`, "-days", "30"],
    ...["-CAkey", `${name}-authority.key`, "-CAcreateserial", `-${digest}`],
    ...["-extfile", `${name}.ext`, "-out", `${name}.pem`],
  );
  return {
    cert: await read(`${name}.pem`),
    key: await read(`${name}.key`),
    issuer: authority.cert,
  };
}

/** What is found of a certificate whose issuer stands behind it. */
async function onlyOf({ cert, key, issuer }: { cert: string; key: string; issuer: string }) {
  return await only({ cert: cert + issuer, key });
}

Deno.test("a certificate that an authority signed works with each use that browsers ask for", async () => {
  const uses = [
    [],
    ["keyUsage=critical,digitalSignature"],
    ["keyUsage=digitalSignature,keyEncipherment", "extendedKeyUsage=serverAuth,clientAuth"],
    ["extendedKeyUsage=anyExtendedKeyUsage"],
  ];
  for (const [at, extensions] of uses.entries()) {
    const { cert, key, issuer } = await issued(`use-${at}`, { extensions });
    assert.deepEqual(await checkTls({ cert: cert + issuer, key }, "localhost", NOW), []);
  }
});

Deno.test("a key that no browser takes is refused, and one that some do not take is a warning", async () => {
  const edwards = await onlyOf(await issued("edwards", { kind: ["ed25519"] }));
  assert.deepEqual([edwards.verdict, edwards.setting], ["refused", "TW_TLS_KEY"]);
  assert.match(edwards.line, /its key is ed25519, which no browser takes\. .*RSA.*P-256 or P-384/);
  const kind = ["ec", "-pkeyopt", "ec_paramgen_curve:secp521r1"];
  const large = await onlyOf(await issued("large", { kind }));
  assert.deepEqual([large.verdict, large.setting], ["warning", "TW_TLS_KEY"]);
  assert.match(large.line, /P-521, which Chrome and Edge do not take/);
});

Deno.test("a certificate that is not for a server's handshake is refused", async () => {
  const client = await onlyOf(
    await issued("client", { extensions: ["extendedKeyUsage=clientAuth"] }),
  );
  assert.deepEqual([client.verdict, client.setting], ["refused", "TW_TLS_CERT"]);
  assert.match(client.line, /its extended key usage is without serverAuth/);
  const extensions = ["keyUsage=keyCertSign,cRLSign"];
  const signer = await onlyOf(await issued("signer", { extensions }));
  assert.deepEqual([signer.verdict, signer.setting], ["refused", "TW_TLS_CERT"]);
  assert.match(signer.line, /its key usage is without digitalSignature/);
});

Deno.test("a signature that browsers hold for broken is refused, and of one's own a warning", async () => {
  for (const digest of ["sha1", "md5"]) {
    const { verdict, setting, line } = await onlyOf(
      await issued(`old-${digest}`, { digest, authorityKind: ["rsa:2048"] }),
    );
    assert.deepEqual([verdict, setting], ["refused", "TW_TLS_CERT"]);
    assert.match(line, new RegExp(`it is signed with .*${digest}.*`, "i"));
  }
  await openssl(
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-sha1", "-days", "30", "-subj", "/CN=o"],
    ...["-addext", "subjectAltName=DNS:localhost", "-keyout", "own-old.key", "-out", "own-old.pem"],
  );
  const own = await only({ cert: await read("own-old.pem"), key: await read("own-old.key") });
  assert.equal(own.verdict, "warning");
});

Deno.test("a certificate without its issuer, or beside another one, is a warning", async () => {
  const { cert, key } = await issued("alone");
  const alone = await only({ cert, key });
  assert.deepEqual([alone.verdict, alone.setting], ["warning", "TW_TLS_CERT"]);
  assert.match(alone.line, /its issuer, CN=alone-authority, is not in the file/);
  // Of the same name, with another key.
  const { cert: foreign } = await made("alone-authority", "DNS:authority.example");
  const beside = await only({ cert: cert + foreign, key });
  assert.equal(beside.verdict, "warning");
  assert.match(beside.line, /none of the other certificates of the file signed it/);
});

Deno.test("a moment in which nothing moves refuses nothing: the handshake is tried again", async () => {
  const own = await made("slow");
  const checking = checkTls(own, "localhost", NOW, [20, 20_000]);
  const until = performance.now() + 200;
  while (performance.now() < until);
  assert.deepEqual(await checking, []);
});

Deno.test("a handshake for which there never was time is a warning", async () => {
  const own = await made("never");
  const checking = checkTls(own, "localhost", NOW, [20]);
  const until = performance.now() + 200;
  while (performance.now() < until);
  const [finding, ...more] = await checking;
  assert.deepEqual([finding?.verdict, more], ["warning", []]);
  assert.match(findingLine(finding!), /it was not done within 0\.02 s/);
});
