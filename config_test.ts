import assert from "node:assert/strict";
import { resolve } from "node:path";
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
    await Deno.writeTextFile(`${folder}/${name}`, `text of ${name}`);
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
      ca: "text of ca.pem",
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

Deno.test("the message lists the problems, one a line, and repeats no value", () => {
  const environment = {
    ...LDAP,
    TW_LDAP_URL: "ldap",
    TW_LDAP_BIND_PASSWORD: "",
    TW_PORT: "s3cret",
  };
  assert.throws(() => read(environment), (error: Error) => {
    assert.deepEqual(error.message.split("\n"), [
      "Cannot start with this configuration:",
      "  - TW_PORT must be a whole number from 0 to 65535",
      "  - TW_LDAP_BIND_PASSWORD is missing, and TW_LDAP_URL needs it",
      "  - TW_LDAP_URL must be a URL with ldap: or ldaps:",
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
  ];
  for (const origin of bad) {
    assert.equal(problemsOf({ TW_PUBLIC_ORIGIN: origin }).length, 1, origin);
  }
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
  for (const host of ["0.0.0.0", "::", "*"]) {
    assert.throws(() => read({ TW_HOST: host }), /TW_PUBLIC_ORIGIN is missing/);
    assert.equal(read({ TW_HOST: host, TW_PUBLIC_ORIGIN: "https://chat.example" }).host, host);
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
