import assert from "node:assert/strict";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAddressBlock } from "./server/http/address.ts";
import { type Config, ConfigError, readConfig, SETTING_NAMES } from "./config.ts";

function read(environment: Record<string, string> = {}): Config {
  return readConfig((name) => environment[name], Object.keys(environment));
}

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    read(environment);
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return error.problems;
  }
  return [];
}

const LDAP = {
  TW_LDAP_URL: "ldaps://directory.example",
  TW_LDAP_BASE_DN: "ou=people,dc=example",
  TW_LDAP_BIND_DN: "cn=chat,dc=example",
  TW_LDAP_BIND_PASSWORD: "secret",
};

/** A block as it looks from outside. */
const CA = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

Deno.test("without settings everything is embedded, on localhost", () => {
  assert.deepEqual(read(), {
    host: "localhost",
    port: 8000,
    publicOrigin: undefined,
    trustedProxies: [],
    operatorToken: undefined,
    registrationOpen: true,
    securityContact: undefined,
    tls: undefined,
    dataDir: resolve("data"),
    nodeId: "node-1",
    organisation: "TalkyWalky",
    certificateDays: 90,
    crlHours: 24,
    enrolmentsPerDay: 24,
    sessionHours: 168,
    filesMaxMb: 10_240,
    filesPerPersonMb: 2_048,
    messagesPerPersonMb: 4_096,
    messagesPerDayMb: 256,
    ldap: undefined,
    amqp: undefined,
    limits: {
      signInsPerMinute: 20,
      registrationsPerHour: 60,
      messagesPerSecond: 10,
      socketsPerPerson: 20,
    },
    authorityTimeoutS: 10,
  });
});

Deno.test("every setting reaches its place", async () => {
  const folder = await Deno.makeTempDir();
  const file = async (name: string) => {
    await Deno.writeTextFile(`${folder}/${name}`, name === "ca.pem" ? CA : `text of ${name}`);
    return `${folder}/${name}`;
  };
  const environment: Record<typeof SETTING_NAMES[number], string> = {
    TW_HOST: "0.0.0.0",
    TW_PORT: "0",
    TW_PUBLIC_ORIGIN: "https://chat.example/",
    TW_TRUSTED_PROXIES: "127.0.0.1, fd00::/8",
    TW_OPERATOR_TOKEN: "a-token-of-thirty-two-characters",
    TW_REGISTRATION: "closed",
    TW_SECURITY_CONTACT: "mailto:security@chat.example",
    TW_TLS_CERT: await file("cert.pem"),
    TW_TLS_KEY: await file("key.pem"),
    TW_DATA: folder,
    TW_NODE_ID: "east-2",
    TW_ORGANISATION: "Grüße & Söhne",
    TW_CERT_DAYS: "825",
    TW_CRL_HOURS: "1",
    TW_ENROLMENTS_PER_DAY: "1000000",
    TW_SESSION_HOURS: "2",
    TW_FILES_MAX_MB: "500",
    TW_FILES_PER_PERSON_MB: "50",
    TW_MESSAGES_PER_PERSON_MB: "70",
    TW_MESSAGES_PER_DAY_MB: "7",
    ...LDAP,
    TW_LDAP_STARTTLS: "true",
    TW_LDAP_CA: await file("ca.pem"),
    TW_LDAP_KIND: "activedirectory",
    TW_AMQP_URL: "amqps://user:pass@broker.example/vhost",
    TW_AMQP_SHARDS: "64",
    TW_SIGNINS_PER_MINUTE: "1",
    TW_REGISTRATIONS_PER_HOUR: "2",
    TW_MESSAGES_PER_SECOND: "3",
    TW_SOCKETS_PER_PERSON: "4",
    TW_AUTHORITY_TIMEOUT_S: "5",
  };
  assert.deepEqual(Object.keys(environment), [...SETTING_NAMES]);
  assert.deepEqual(read(environment), {
    host: "0.0.0.0",
    port: 0,
    publicOrigin: "https://chat.example",
    trustedProxies: ["127.0.0.1", "fd00::/8"].map(parseAddressBlock),
    operatorToken: "a-token-of-thirty-two-characters",
    registrationOpen: false,
    securityContact: "mailto:security@chat.example",
    tls: { cert: "text of cert.pem", key: "text of key.pem" },
    dataDir: folder,
    nodeId: "east-2",
    organisation: "Grüße & Söhne",
    certificateDays: 825,
    crlHours: 1,
    enrolmentsPerDay: 1000000,
    sessionHours: 2,
    filesMaxMb: 500,
    filesPerPersonMb: 50,
    messagesPerPersonMb: 70,
    messagesPerDayMb: 7,
    ldap: {
      url: "ldaps://directory.example",
      baseDn: "ou=people,dc=example",
      bindDn: "cn=chat,dc=example",
      bindPassword: "secret",
      startTls: true,
      ca: CA,
      kind: "activedirectory",
    },
    amqp: { url: "amqps://user:pass@broker.example/vhost", shards: 64 },
    limits: {
      signInsPerMinute: 1,
      registrationsPerHour: 2,
      messagesPerSecond: 3,
      socketsPerPerson: 4,
    },
    authorityTimeoutS: 5,
  });
  await Deno.remove(folder, { recursive: true });
});

Deno.test("every bad value is named at once, each by its setting", () => {
  const bad: Record<string, string> = {
    TW_PORT: "65536",
    TW_PUBLIC_ORIGIN: "https://chat.example/path",
    TW_TRUSTED_PROXIES: "10.0.0.0/8, proxy.example",
    TW_OPERATOR_TOKEN: "short",
    TW_SECURITY_CONTACT: "security@chat.example",
    TW_TLS_CERT: "/no/such/file",
    TW_TLS_KEY: "/no/such/file",
    TW_NODE_ID: "Node 1",
    TW_ORGANISATION: "x".repeat(65),
    TW_CERT_DAYS: "0",
    TW_CRL_HOURS: "1.5",
    TW_SESSION_HOURS: "-1",
    ...LDAP,
    TW_LDAP_URL: "http://directory.example",
    TW_LDAP_STARTTLS: "yes",
    TW_LDAP_CA: "/no/such/file",
    TW_LDAP_KIND: "novell",
    TW_AMQP_URL: "broker.example",
    TW_AMQP_SHARDS: "65",
    TW_SIGNINS_PER_MINUTE: "many",
    TW_REGISTRATIONS_PER_HOUR: "0",
    TW_MESSAGES_PER_SECOND: "1e3",
    TW_SOCKETS_PER_PERSON: "99999999999",
    TW_PROT: "8000",
  };
  const good = ["TW_LDAP_BASE_DN", "TW_LDAP_BIND_DN", "TW_LDAP_BIND_PASSWORD"];
  const named = problemsOf(bad).map((problem) => problem.split(" ")[0]!);
  assert.deepEqual(named.sort(), Object.keys(bad).filter((name) => !good.includes(name)).sort());
});

Deno.test("the message lists the problems, one a line, with what was given where it is no secret", () => {
  const environment = {
    ...LDAP,
    TW_LDAP_URL: "ldap",
    TW_LDAP_BIND_PASSWORD: "",
    TW_PORT: "80a\u202e",
    TW_OPERATOR_TOKEN: "s3cret",
    TW_NODE_ID: "N".repeat(100),
    TW_AMQP_URL: "s3cret",
  };
  assert.throws(() => read(environment), (error: Error) => {
    assert.deepEqual(error.message.split("\n"), [
      "Cannot start with this configuration:",
      '  - TW_PORT must be a whole number from 0 to 65535, and is "80a\\u{202e}"',
      "  - TW_OPERATOR_TOKEN must be 20 to 200 letters, digits and . _ ~ + / = -",
      "  - TW_NODE_ID must be 1 to 40 of a-z, 0-9 and dashes, and is something else of 100 " +
      "characters",
      "  - TW_LDAP_BIND_PASSWORD is missing, and TW_LDAP_URL needs it",
      "  - TW_LDAP_URL must be a URL with ldap: or ldaps:, and is something else of 4 characters",
      "  - TW_AMQP_URL must be a URL with amqp: or amqps:",
    ]);
    return true;
  });
});

Deno.test("a name that begins like ours and is not ours is a mistake; others are not", () => {
  assert.deepEqual(problemsOf({ TW_LADP_URL: "x", PORT: "x", tw_port: "x" }), [
    "TW_LADP_URL is not a setting of ours",
  ]);
});

Deno.test("settings that need each other come together", () => {
  assert.match(problemsOf({ TW_TLS_CERT: "/dev/null" }).join(), /TW_TLS_KEY is missing/);
  assert.match(problemsOf({ TW_TLS_KEY: "/dev/null" }).join(), /TW_TLS_CERT is missing/);
  for (const name of Object.keys(LDAP)) {
    const { [name as keyof typeof LDAP]: _left, ...rest } = LDAP;
    const problems = problemsOf(rest);
    assert.equal(problems.length, 1, problems.join());
    assert.match(problems[0]!, new RegExp(`^${name} is missing, and TW_LDAP_`));
  }
});

Deno.test("a setting that has no effect because another one is missing is told", () => {
  const alone = {
    TW_LDAP_STARTTLS: "true",
    TW_LDAP_CA: "/no/such/file",
    TW_LDAP_KIND: "activedirectory",
    TW_AMQP_SHARDS: "8",
  };
  assert.deepEqual(
    problemsOf(alone),
    Object.keys(alone).map((name) => {
      const url = name.includes("LDAP") ? "TW_LDAP_URL" : "TW_AMQP_URL";
      return `${name} has no effect without ${url}: set both, or neither`;
    }),
  );
  // A directory that is half described is told by what is missing, and not twice.
  const { TW_LDAP_URL: _url, ...half } = LDAP;
  assert.equal(problemsOf({ ...half, TW_LDAP_KIND: "openldap" }).length, 1);
  assert.deepEqual(
    problemsOf({ ...LDAP, TW_LDAP_URL: "ldap://directory.example", TW_LDAP_CA: "/dev/null" })
      .map((problem) => problem.split(":")[0]),
    ["TW_LDAP_CA has no effect without TLS"],
  );
});

/** What nobody means, in any setting: by what it is, each as it stands in the environment. */
const ODD: Readonly<Record<string, string>> = {
  "a comma": ",",
  "commas and blanks": " , ,, ",
  "a line break": "a\nb",
  "an escape sequence": "\u001b[2Jx",
  "ten thousand characters": "x".repeat(10_000),
  "a negative number": "-1",
  "a huge number": "9".repeat(400),
  "digits of another script": "٣٠",
  "a number with its unit": "10s",
  "a number in another notation": "0x1F",
  "a fraction": "1.5",
  "a lone bracket": "[",
  "a path": "/no/such/path",
  "a percent sign": "%",
};
/** Those that are as good as any other value of that setting. */
const FREE: Readonly<Record<string, readonly string[]>> = {
  TW_HOST: ["a number with its unit"],
  // Folders may be called so.
  TW_DATA: Object.keys(ODD).filter((what) => !/break|escape/.test(what)),
  TW_ORGANISATION: Object.keys(ODD).filter((what) => !/break|escape|thousand|huge/.test(what)),
  TW_NODE_ID: ["a negative number", "a number with its unit"],
  // The directory says whether it is the right one.
  TW_LDAP_BIND_PASSWORD: Object.keys(ODD),
};

Deno.test("each setting is usable or told in one line that says what it must be", () => {
  const someFile = fileURLToPath(new URL("deno.json", import.meta.url));
  const whole = {
    ...LDAP,
    TW_TLS_CERT: someFile,
    TW_TLS_KEY: someFile,
    TW_AMQP_URL: "amqp://broker.example",
  };
  for (const name of SETTING_NAMES) {
    for (const [what, value] of Object.entries(ODD)) {
      const around = Object.keys(whole).includes(name) || /_(?:LDAP|AMQP)_/.test(name) ? whole : {};
      const problems = problemsOf({ ...around, [name]: value })
        .filter((problem) => problem.startsWith(name));
      const is = `${name} with ${what}: ${problems.join(" | ")}`;
      assert.equal(problems.length, FREE[name]?.includes(what) ? 0 : 1, is);
      for (const problem of problems) {
        assert.match(problem, / (?:must be|names|has no effect|holds) /, is);
        // deno-lint-ignore no-control-regex
        assert.doesNotMatch(problem, /[\u0000-\u001f]/, is);
        assert.ok(problem.length < 300, is);
      }
    }
  }
});

Deno.test("bytes that are no text are told by their setting", () => {
  const environment = (name: string) => {
    if (name === "TW_ORGANISATION") throw new Deno.errors.InvalidData("not unicode");
    return undefined;
  };
  assert.throws(
    () => readConfig(environment, []),
    (error) =>
      error instanceof ConfigError &&
      error.problems.join() === "TW_ORGANISATION must be text in UTF-8, and is not",
  );
});

Deno.test("a host is a name or an address that a browser can come by", () => {
  const bad = [
    "0",
    "127.1",
    "*",
    "localhost:8000",
    "[::1]",
    "http://localhost",
    "fe80::1%eth0",
    "a b",
  ];
  for (const host of bad) {
    const problems = problemsOf({ TW_HOST: host });
    assert.equal(problems.length, 1, `${host}: ${problems}`);
    assert.match(problems[0]!, /^TW_HOST must be a name, .*, and is (?:"|something else of)/);
  }
  assert.equal(read({ TW_HOST: "LOCALHOST" }).host, "localhost");
  assert.equal(read({ TW_HOST: "0::1" }).host, "::1");
});

Deno.test("URLs of the services have a host, and nothing that would be left out", () => {
  const bad: [string, string][] = [
    ["TW_LDAP_URL", "ldap:directory.example"],
    ["TW_LDAP_URL", "ldap://"],
    ["TW_LDAP_URL", "ldap://*"],
    ["TW_LDAP_URL", "ldap://directory.example:0"],
    ["TW_LDAP_URL", "ldap://directory.example:99999"],
    ["TW_LDAP_URL", "ldap://directory.example/dc=example"],
    ["TW_LDAP_URL", "ldap://directory.example?x"],
    ["TW_LDAP_URL", "ldap://one.example ldap://two.example"],
    ["TW_AMQP_URL", "amqp:broker.example"],
    ["TW_AMQP_URL", "amqp://u:p@"],
    ["TW_AMQP_URL", "amqp://u:p@/chat"],
    ["TW_AMQP_URL", "amqp://u:p@broker.example:0/chat"],
    ["TW_AMQP_URL", "amqp://u:p@broker.example/chat#x"],
    ["TW_LDAP_BASE_DN", "example.org"],
    ["TW_LDAP_BIND_DN", "chat"],
  ];
  for (const [name, value] of bad) {
    const problems = problemsOf({ ...LDAP, [name]: value });
    assert.equal(problems.length, 1, `${value}: ${problems}`);
    assert.ok(problems[0]!.startsWith(`${name} must be `), value);
  }
  const { ldap, amqp } = read({
    ...LDAP,
    TW_LDAP_URL: "ldaps://[2001:db8::1]:636/",
    TW_AMQP_URL: "amqp://u:p@rabbit_1:5672/chat%2Fa?frameMax=8192",
  });
  assert.equal(ldap?.url, "ldaps://[2001:db8::1]:636/");
  assert.equal(amqp?.url, "amqp://u:p@rabbit_1:5672/chat%2Fa?frameMax=8192");
});

Deno.test("a file that could keep the start waiting, or is no file, is refused at once", async () => {
  const folder = await Deno.makeTempDir();
  const pipe = `${folder}/pipe`;
  assert.ok((await new Deno.Command("mkfifo", { args: [pipe] }).output()).success);
  await Deno.symlink(pipe, `${folder}/link`);
  await Deno.symlink(`${folder}/circle`, `${folder}/circle`);
  await Deno.writeFile(`${folder}/large`, new Uint8Array(2 * 1024 * 1024));
  const bad: [string, RegExp][] = [
    [pipe, /names a pipe or a device/],
    [`${folder}/link`, /names a pipe or a device/],
    ["/dev/zero", /names a pipe or a device/],
    [folder, /names a folder/],
    [`${folder}/circle`, /its links lead in a circle/],
    [`${folder}/none`, /there is none of that name/],
    [`${folder}/large`, /names a file of 2097152 bytes/],
  ];
  for (const [path, why] of bad) {
    for (const name of ["TW_TLS_KEY", "TW_TLS_CERT", "TW_LDAP_CA"]) {
      const tls = { TW_TLS_CERT: "/dev/null", TW_TLS_KEY: "/dev/null" };
      const problems = problemsOf({ ...LDAP, ...tls, [name]: path })
        .filter((problem) => problem.startsWith(`${name} `));
      assert.match(problems.join(), why, `${name}=${path}`);
    }
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a byte order mark does not belong to a file's text", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/file.pem`;
  await Deno.writeTextFile(path, "\ufefftext");
  assert.deepEqual(read({ TW_TLS_CERT: path, TW_TLS_KEY: path }).tls, {
    cert: "text",
    key: "text",
  });
  await Deno.remove(folder, { recursive: true });
});

Deno.test("an organisation has as many characters as a certificate holds, whatever they weigh", () => {
  const of = (name: string) => problemsOf({ TW_ORGANISATION: name });
  for (const name of ["\u{1F600}".repeat(64), "字".repeat(64), "x".repeat(64)]) {
    assert.deepEqual(of(name), []);
  }
  // Each of these is one picture, of seven characters.
  const families = "\u{1F468}\u200d\u{1F469}\u200d\u{1F467}\u200d\u{1F466}".repeat(10);
  for (const name of ["\u{1F600}".repeat(65), families, "a\u2028b", "\u200b"]) {
    assert.match(of(name).join(), /^TW_ORGANISATION must be (?:1 to 64 characters|text) /);
  }
});

Deno.test("an empty setting, or one of blanks, is none", () => {
  const blank = Object.fromEntries(SETTING_NAMES.map((name) => [name, "  "]));
  assert.deepEqual(read(blank), read());
});

Deno.test("a public origin is an origin and nothing more", () => {
  for (const good of ["http://localhost:8000", "https://chat.example", "https://[::1]:8443"]) {
    assert.equal(read({ TW_PUBLIC_ORIGIN: good }).publicOrigin, good);
  }
  const bad = [
    "chat.example",
    "ftp://chat.example",
    "https://chat.example/x",
    "https://chat.example?x",
    "https://user@chat.example",
    "https://chat.example:443",
    "HTTPS://chat.example",
    "https://*",
    "https://*.chat.example",
    "https://chat.example;x",
    "https://chat.example:0",
    "https://chat.example#x",
    "https://chat.example:8443x",
    "https://0",
    "https://0.0.0.0",
    "https://[::]:8443",
    "https://chat..example",
    "https://",
    "https:chat.example",
    "https://a.example, https://b.example",
  ];
  for (const origin of bad) {
    const problems = problemsOf({ TW_PUBLIC_ORIGIN: origin });
    assert.equal(problems.length, 1, origin);
    assert.match(problems[0]!, /^TW_PUBLIC_ORIGIN (?:must be|holds no) /);
  }
  const tls = { TW_TLS_CERT: "/no/such/file", TW_TLS_KEY: "/no/such/file" };
  assert.match(
    problemsOf({ ...tls, TW_PUBLIC_ORIGIN: "http://chat.example" })[0]!,
    /^TW_PUBLIC_ORIGIN must begin with https:\/\/, as TW_TLS_CERT is set$/,
  );
});

Deno.test("a contact for holes is a URI of one line, to write to or to open", () => {
  const good = ["mailto:security@chat.example", "https://chat.example/security?from=txt#report"];
  for (const contact of good) {
    assert.equal(read({ TW_SECURITY_CONTACT: contact }).securityContact, contact);
  }
  const bad = [
    "security@chat.example",
    "http://chat.example/security",
    "mailto:",
    "https:chat.example",
    "mailto:security@chat.example\nExpires: 2099-01-01T00:00:00Z",
    "mailto:security@chat.example mailto:other@chat.example",
    "mailto:sécurité@chat.example",
    "mailto:@",
    "mailto:a@b;c",
    "https:///security",
    "https://*/security",
    `https://chat.example/${"x".repeat(600)}`,
  ];
  for (const contact of bad) {
    assert.equal(problemsOf({ TW_SECURITY_CONTACT: contact }).length, 1, contact);
  }
});

Deno.test("the configuration cannot be changed", () => {
  const config = read(LDAP);
  assert.throws(() => config.port = 1, TypeError);
  assert.throws(() => config.limits.messagesPerSecond = 1, TypeError);
  assert.throws(() => config.ldap!.bindPassword = "", TypeError);
});

Deno.test("the table of settings has a row for each, and no other", () => {
  const text = Deno.readTextFileSync(new URL("docs/configuration.md", import.meta.url));
  const rows = [...text.matchAll(/^\| `(TW_\w+)`/gm)].map(([, name]) => name!);
  assert.deepEqual(rows.sort(), [...SETTING_NAMES].sort());
});

Deno.test("a wildcard address needs the name that people use", () => {
  for (const host of ["0.0.0.0", "::"]) {
    assert.throws(() => read({ TW_HOST: host }), /TW_PUBLIC_ORIGIN is missing/);
    assert.equal(read({ TW_HOST: host, TW_PUBLIC_ORIGIN: "https://chat.example" }).host, host);
  }
  for (const host of ["0:0::0", "::ffff:0.0.0.0", "::ffff:0:0"]) {
    assert.throws(() => read({ TW_HOST: host }), /TW_PUBLIC_ORIGIN is missing/);
  }
});

Deno.test("a URL out of which a password would get into the log is refused, and not repeated", () => {
  for (
    const [name, value] of [
      ["TW_AMQP_URL", "amqp://u:p@Sekret/34@127.0.0.1:5672/"],
      ["TW_AMQP_URL", "amqp://u:12/Sekret34@127.0.0.1:5672/"],
      ["TW_AMQP_URL", "amqp://u:Sekret?x@127.0.0.1"],
      ["TW_AMQP_URL", "amqps://u:Sek#ret@127.0.0.1"],
      ["TW_LDAP_URL", "ldap://cn=x:Sekret98@directory.example"],
      ["TW_PUBLIC_ORIGIN", "https://u:Sekret@chat.example"],
    ] as const
  ) {
    assert.throws(() => read({ [name]: value }), (error: Error) => {
      assert.ok(error.message.includes(name), error.message);
      assert.doesNotMatch(error.message, /Sek|34@/);
      return true;
    }, value);
  }
  assert.equal(
    read({ TW_AMQP_URL: "amqp://u:a%40b%2Fc@127.0.0.1/host" }).amqp?.url,
    "amqp://u:a%40b%2Fc@127.0.0.1/host",
  );
});

Deno.test("what was wrong is shown where it looks like what the setting holds", () => {
  const shown: [string, string][] = [
    ["TW_PORT", "65536"],
    ["TW_CRL_HOURS", "1.5"],
    ["TW_SESSION_HOURS", "10s"],
    ["TW_HOST", "127.1"],
    ["TW_HOST", "localhost:8000"],
    ["TW_PUBLIC_ORIGIN", "ftp://chat.example:21"],
    ["TW_TRUSTED_PROXIES", "10.0.0.0/8, 10.0.0.300"],
    ["TW_REGISTRATION", "Closed"],
    ["TW_REGISTRATION", "yes"],
    ["TW_LDAP_URL", "http://directory.example"],
    ["TW_LDAP_CA", "/no/such/file.pem"],
    ["TW_LDAP_CA", "no-such-file.crt"],
  ];
  for (const [name, value] of shown) {
    const problems = problemsOf({ ...LDAP, [name]: value });
    assert.equal(problems.length, 1, `${name}: ${problems}`);
    assert.ok(problems[0]!.includes(`"${value}"`), problems.join());
  }
});

/** What people have for passwords, tokens and keys; some of it in quotes or cut at a line's end. */
const KEPT_SECRET = [
  "S3cret",
  "Sesame",
  "correct horse battery",
  "pass=word",
  "a=b=Sesame",
  "Tr0ub4dor&3",
  "p/a/t/h-Like9",
  "987654321012",
  "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
  "hT7/kP2+xW9qL4mN8vB3zR6yC1dF5gJ0sA2eU7iO4w==",
  "a-token-of-thirty-two-characters",
  "ldap://cn=x:Sesame@directory.example",
  "-----BEGIN PRIVATE KEY----- MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIB",
  "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIB\n",
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIB",
];

Deno.test("a secret that got into another setting is not repeated, and its length is", () => {
  const someFile = fileURLToPath(new URL("deno.json", import.meta.url));
  const around = {
    ...LDAP,
    TW_TLS_CERT: someFile,
    TW_TLS_KEY: someFile,
    TW_AMQP_URL: "amqp://broker.example",
  };
  for (const name of SETTING_NAMES) {
    for (const secret of KEPT_SECRET) {
      for (const value of [secret, `"${secret}"`]) {
        const problems = problemsOf({ ...around, [name]: value });
        for (const problem of problems) {
          for (const part of secret.split(/[\s/]+/).filter((one) => one.length > 4)) {
            const isOurs = /^(?:ldap:|-{5}BEGIN|-{5}|PRIVATE|KEY|characters)$/.test(part);
            assert.ok(isOurs || !problem.includes(part), problem);
          }
        }
      }
    }
  }
  assert.deepEqual(problemsOf({ TW_REGISTRATION: "a-token-of-thirty-two-characters" }), [
    "TW_REGISTRATION must be one of open, closed, and is something else of 32 characters",
  ]);
});

Deno.test("what another setting keeps secret is not repeated, whatever it looks like", () => {
  const kept: [string, string, string][] = [
    ["TW_LDAP_BIND_PASSWORD", "/srv/file.pem", "TW_LDAP_CA"],
    ["TW_LDAP_BIND_PASSWORD", "1234567", "TW_PORT"],
    ["TW_LDAP_BIND_PASSWORD", "closed7", "TW_LDAP_URL"],
    ["TW_AMQP_URL", "amqp://chat:6543%32@broker.example", "TW_CERT_DAYS"],
  ];
  for (const [secretName, secret, name] of kept) {
    const value = secretName === "TW_AMQP_URL"
      ? "65432"
      : name === "TW_LDAP_URL"
      ? `http://${secret}`
      : secret;
    const problems = problemsOf({ ...LDAP, [secretName]: secret, [name]: value });
    assert.equal(problems.length, 1, problems.join());
    assert.ok(!problems[0]!.includes(value), problems.join());
  }
});

Deno.test("a setting that holds just what a secret one holds is refused, for its value is told later", () => {
  const same = "sesame-and-more";
  for (const name of ["TW_HOST", "TW_DATA", "TW_TLS_KEY"]) {
    const tls = name === "TW_TLS_KEY" ? { TW_TLS_CERT: "/dev/null" } : {};
    const problems = problemsOf({ ...LDAP, ...tls, TW_LDAP_BIND_PASSWORD: same, [name]: same });
    assert.ok(
      problems.includes(
        `${name} holds the same as TW_LDAP_BIND_PASSWORD: give each its own value`,
      ),
      problems.join(),
    );
  }
  // A short word may well be both.
  assert.deepEqual(problemsOf({ ...LDAP, TW_LDAP_BIND_PASSWORD: "data", TW_DATA: "data" }), []);
});

Deno.test("a name and a password of the directory that changed places are refused, and not repeated", () => {
  for (const password of ["S3cret", "pass=word", "x=y,z=Sesame", "=", "dc=", "a b=c"]) {
    const problems = problemsOf({
      ...LDAP,
      TW_LDAP_BIND_DN: password,
      TW_LDAP_BIND_PASSWORD: LDAP.TW_LDAP_BIND_DN,
    });
    assert.equal(problems.length, 2, password);
    assert.equal(
      problems[0],
      "TW_LDAP_BIND_PASSWORD holds a distinguished name: did it and TW_LDAP_BIND_DN change places?",
    );
    assert.match(
      problems[1]!,
      /^TW_LDAP_BIND_DN must be a distinguished name, .*, and is something else of \d+ characters?$/,
    );
  }
  // One that passes as a name is not used either, so that nothing tells of it.
  const swapped = problemsOf({
    ...LDAP,
    TW_LDAP_BIND_DN: "o=Sesame",
    TW_LDAP_BIND_PASSWORD: LDAP.TW_LDAP_BIND_DN,
  });
  assert.match(swapped.join(), /^TW_LDAP_BIND_PASSWORD holds a distinguished name: [^=]*$/);
  assert.equal(read({ ...LDAP, TW_LDAP_BIND_PASSWORD: "a=b,c=" }).ldap?.bindPassword, "a=b,c=");
  const good = [
    "cn=Directory Manager",
    "CN=Chat\\, Service,OU=Accounts,DC=example,DC=org",
    'cn="Chat, Service",o=Example',
    "krbprincipalname=chat/host@EXAMPLE.ORG,cn=services,cn=accounts,dc=example",
    "uid=chat + l=Here, ou=system",
    "cn=chat,2.5.4.10=Example",
  ];
  for (const dn of good) assert.equal(read({ ...LDAP, TW_LDAP_BIND_DN: dn }).ldap?.bindDn, dn);
});

Deno.test("a path that begins with ~ is refused: the shell did not put a folder in its place", () => {
  const tls = { TW_TLS_CERT: "/dev/null", TW_TLS_KEY: "/dev/null" };
  for (const name of ["TW_DATA", "TW_TLS_CERT", "TW_TLS_KEY", "TW_LDAP_CA"]) {
    const problems = problemsOf({ ...LDAP, ...tls, [name]: "~/chat" });
    assert.ok(
      problems.includes(
        `${name} begins with ~, which the shell did not replace: write the whole path`,
      ),
      problems.join(),
    );
  }
  assert.equal(read({ TW_DATA: "./~/chat" }).dataDir, resolve("~/chat"));
});

Deno.test("a key in the place of a path is refused, and not repeated", () => {
  const pem = "-----BEGIN PRIVATE KEY----- MIGHAgEAMBMGByqGSM49AgEG -----END PRIVATE KEY-----";
  for (const name of ["TW_DATA", "TW_LDAP_CA"]) {
    for (const value of [pem, pem.replaceAll(" ", "\n")]) {
      const problems = problemsOf({ ...LDAP, [name]: value });
      assert.match(
        problems.join(),
        new RegExp(
          `^${name} must be a path, and not what the file holds, and is something else of ` +
            `${value.length} characters$`,
        ),
      );
    }
  }
  const shown = problemsOf({ ...LDAP, TW_LDAP_CA: "/tmp/made-1eb6260bee966ab0/ca.pem" });
  assert.match(shown.join(), /"\/tmp\/made-1eb6260bee966ab0\/ca\.pem"/);
});

Deno.test("a share that is not set is never more than the whole", () => {
  const config = read({ TW_FILES_MAX_MB: "100", TW_MESSAGES_PER_PERSON_MB: "50" });
  assert.deepEqual([config.filesPerPersonMb, config.messagesPerDayMb], [100, 50]);
  const set = read({ TW_FILES_MAX_MB: "100", TW_FILES_PER_PERSON_MB: "200" });
  assert.equal(set.filesPerPersonMb, 200);
});
