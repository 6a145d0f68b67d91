/**
 * The only reader of the environment. Everything else gets its settings as arguments.
 *
 * Every variable is listed in the table of `docs/configuration.md`; `config_test.ts` keeps the two
 * alike.
 */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type AddressBlock, parseAddressBlock } from "./server/http/address.ts";

/** Settings of one process, checked and frozen. Times and sizes carry their unit in the name. */
export interface Config {
  /** Name or address to listen on. */
  host: string;
  /** 0 takes a free port. */
  port: number;
  /** Where people reach this server, when that differs from where it listens (a proxy). */
  publicOrigin: string | undefined;
  /** Proxies whose word on the client's address is taken. */
  trustedProxies: readonly AddressBlock[];
  /** Lets its bearer see what only the operator is to see. */
  operatorToken: string | undefined;
  /** Whether people may make accounts by themselves. */
  registrationOpen: boolean;
  /** Where a hole in the program is told, a `mailto:` or `https:` URI (RFC 9116 2.5.3). */
  securityContact: string | undefined;
  /** PEM texts. */
  tls: { cert: string; key: string } | undefined;
  /** Absolute path; everything the program keeps lies below it. */
  dataDir: string;
  /** Name of this node among the others of one broker. */
  nodeId: string;
  /** O of every certificate. */
  organisation: string;
  certificateDays: number;
  /** Lifetime of a CRL; it is renewed at half of it. */
  crlHours: number;
  /** Times that one person gets new keys within 24 hours. */
  enrolmentsPerDay: number;
  sessionHours: number;
  /** Room for the sealed files of all conversations together; 0 takes none. */
  filesMaxMb: number;
  /** Share of that room which one person's files may take. */
  filesPerPersonMb: number;
  /** What one person may send, stored as ciphertext: in all, and in a day of UTC. */
  messagesPerPersonMb: number;
  messagesPerDayMb: number;
  ldap: LdapConfig | undefined;
  amqp: AmqpConfig | undefined;
  limits: {
    /** Sign-in attempts a minute, for one address and for one name. */
    signInsPerMinute: number;
    /** Registrations an hour, for one address. */
    registrationsPerHour: number;
    /** Messages a second that one person may send over a longer time; bursts of five times it. */
    messagesPerSecond: number;
    /** Sockets of one person at the same time. */
    socketsPerPerson: number;
  };
  /** Seconds until a call of the authority counts as unanswered; more where machines are slow. */
  authorityTimeoutS: number;
}

export interface LdapConfig {
  url: string;
  baseDn: string;
  bindDn: string;
  bindPassword: string;
  startTls: boolean;
  /** PEM of the authority that signed the LDAP server's certificate. */
  ca: string | undefined;
  kind: "openldap" | "activedirectory";
}

export interface AmqpConfig {
  url: string;
  /** Inbox queues; the same on every node, for the whole life of a deployment. */
  shards: number;
}

/** Every bad variable of one start, so that nobody mends them one by one. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Cannot start with this configuration:\n${problems.map((p) => `  - ${p}`).join("\n")}`);
    this.problems = problems;
  }
}

/** The environment as this module wants it: a look-up by name. */
export type Environment = (name: string) => string | undefined;

/**
 * Reads and checks the whole configuration.
 *
 * @throws {ConfigError} naming every variable that is wrong, unknown or incomplete.
 */
export function readConfig(
  environment: Environment = Deno.env.get,
  names: readonly string[] = Object.keys(Deno.env.toObject()),
): Config {
  const read = new Reader(environment);
  for (const name of names) {
    if (name.startsWith("TW_") && !KNOWN.has(name)) read.complain(name, "is not a setting of ours");
  }
  const host = read.text("TW_HOST") ?? "localhost";
  if (WILDCARDS.has(host) && read.text("TW_PUBLIC_ORIGIN") === undefined) {
    read.complain("TW_PUBLIC_ORIGIN", `is missing, and TW_HOST=${host} needs it`);
  }
  const config: Config = {
    host,
    port: read.integer("TW_PORT", 0, 65535) ?? 8000,
    publicOrigin: read.origin("TW_PUBLIC_ORIGIN"),
    trustedProxies: read.list("TW_TRUSTED_PROXIES", parseAddressBlock, "IP addresses or blocks") ??
      [],
    operatorToken: read.match(
      "TW_OPERATOR_TOKEN",
      /^[\w.~+/=-]{20,200}$/,
      "20 to 200 letters, digits and . _ ~ + / = -",
    ),
    registrationOpen: read.choice("TW_REGISTRATION", ["open", "closed"]) !== "closed",
    securityContact: read.match(
      "TW_SECURITY_CONTACT",
      CONTACT,
      "a mailto: or https: URI, such as mailto:security@example.org",
    ),
    tls: read.together(["TW_TLS_CERT", "TW_TLS_KEY"], () => ({
      cert: read.file("TW_TLS_CERT") ?? "",
      key: read.file("TW_TLS_KEY") ?? "",
    })),
    dataDir: resolve(read.text("TW_DATA") ?? "data"),
    nodeId: read.match("TW_NODE_ID", /^[a-z0-9-]{1,40}$/, "letters a-z, digits and dashes") ??
      "node-1",
    organisation: read.match("TW_ORGANISATION", /^[^\p{Cc}]{1,64}$/u, "1 to 64 characters") ??
      "TalkyWalky",
    certificateDays: read.integer("TW_CERT_DAYS", 1, 825) ?? 90,
    crlHours: read.integer("TW_CRL_HOURS", 1, 240) ?? 24,
    enrolmentsPerDay: read.integer("TW_ENROLMENTS_PER_DAY", 1, 1_000_000) ?? 24,
    sessionHours: read.integer("TW_SESSION_HOURS", 1, 24 * 90) ?? 24 * 7,
    filesMaxMb: read.integer("TW_FILES_MAX_MB", 0, 100_000_000) ?? 10 * 1024,
    messagesPerPersonMb: read.integer("TW_MESSAGES_PER_PERSON_MB", 1, 100_000_000) ?? 4 * 1024,
    messagesPerDayMb: read.integer("TW_MESSAGES_PER_DAY_MB", 1, 100_000_000) ?? 256,
    filesPerPersonMb: read.integer("TW_FILES_PER_PERSON_MB", 0, 100_000_000) ?? 2 * 1024,
    ldap: read.together(
      ["TW_LDAP_URL", "TW_LDAP_BASE_DN", "TW_LDAP_BIND_DN", "TW_LDAP_BIND_PASSWORD"],
      () => ({
        url: read.url("TW_LDAP_URL", ["ldap:", "ldaps:"]) ?? "",
        baseDn: read.text("TW_LDAP_BASE_DN") ?? "",
        bindDn: read.text("TW_LDAP_BIND_DN") ?? "",
        bindPassword: read.secret("TW_LDAP_BIND_PASSWORD"),
        startTls: read.flag("TW_LDAP_STARTTLS") ?? false,
        ca: read.file("TW_LDAP_CA"),
        kind: read.choice("TW_LDAP_KIND", ["openldap", "activedirectory"]) ?? "openldap",
      }),
    ),
    amqp: read.together(["TW_AMQP_URL"], () => ({
      url: read.url("TW_AMQP_URL", ["amqp:", "amqps:"]) ?? "",
      shards: read.integer("TW_AMQP_SHARDS", 1, 64) ?? 4,
    })),
    limits: {
      signInsPerMinute: read.integer("TW_SIGNINS_PER_MINUTE", 1, 1_000_000) ?? 20,
      registrationsPerHour: read.integer("TW_REGISTRATIONS_PER_HOUR", 1, 1_000_000) ?? 60,
      messagesPerSecond: read.integer("TW_MESSAGES_PER_SECOND", 1, 1_000_000) ?? 10,
      socketsPerPerson: read.integer("TW_SOCKETS_PER_PERSON", 1, 100_000) ?? 20,
    },
    authorityTimeoutS: read.integer("TW_AUTHORITY_TIMEOUT_S", 1, 3_600) ?? 10,
  };
  read.done();
  return deepFreeze(config);
}

/** Names of all settings, for the table of `docs/configuration.md` and for spelling mistakes. */
export const SETTING_NAMES = [
  "TW_HOST",
  "TW_PORT",
  "TW_PUBLIC_ORIGIN",
  "TW_TRUSTED_PROXIES",
  "TW_OPERATOR_TOKEN",
  "TW_REGISTRATION",
  "TW_SECURITY_CONTACT",
  "TW_TLS_CERT",
  "TW_TLS_KEY",
  "TW_DATA",
  "TW_NODE_ID",
  "TW_ORGANISATION",
  "TW_CERT_DAYS",
  "TW_CRL_HOURS",
  "TW_ENROLMENTS_PER_DAY",
  "TW_SESSION_HOURS",
  "TW_FILES_MAX_MB",
  "TW_FILES_PER_PERSON_MB",
  "TW_MESSAGES_PER_PERSON_MB",
  "TW_MESSAGES_PER_DAY_MB",
  "TW_LDAP_URL",
  "TW_LDAP_BASE_DN",
  "TW_LDAP_BIND_DN",
  "TW_LDAP_BIND_PASSWORD",
  "TW_LDAP_STARTTLS",
  "TW_LDAP_CA",
  "TW_LDAP_KIND",
  "TW_AMQP_URL",
  "TW_AMQP_SHARDS",
  "TW_SIGNINS_PER_MINUTE",
  "TW_REGISTRATIONS_PER_HOUR",
  "TW_MESSAGES_PER_SECOND",
  "TW_SOCKETS_PER_PERSON",
  "TW_AUTHORITY_TIMEOUT_S",
] as const;
/** Addresses that listen on every interface and say no name that a browser could use. */
const WILDCARDS: ReadonlySet<string> = new Set(["0.0.0.0", "::", "*"]);
/** The characters of a URI (RFC 3986 2), so that no value begins a line of its own where it stands. */
const CONTACT = /^(?:mailto:|https:\/\/)[\w.~:/?#[\]@!$&'()*+,;=%-]+$/;
const KNOWN: ReadonlySet<string> = new Set(SETTING_NAMES);

class Reader {
  readonly #environment: Environment;
  readonly #problems: string[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  complain(name: string, problem: string): undefined {
    this.#problems.push(`${name} ${problem}`);
    return undefined;
  }

  done(): void {
    if (this.#problems.length > 0) throw new ConfigError(this.#problems);
  }

  text(name: string): string | undefined {
    const value = this.#environment(name)?.trim();
    return value === "" ? undefined : value;
  }

  /** A value as it is, for spaces may be part of it. */
  secret(name: string): string {
    return this.#environment(name) ?? "";
  }

  match(name: string, pattern: RegExp, wanted: string): string | undefined {
    const value = this.text(name);
    if (value === undefined || pattern.test(value)) return value;
    return this.complain(name, `must be ${wanted}`);
  }

  integer(name: string, min: number, max: number): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
    if (number >= min && number <= max) return number;
    return this.complain(name, `must be a whole number from ${min} to ${max}`);
  }

  /** Values with commas or blanks between them; `parse` answers undefined for what is none. */
  list<T>(name: string, parse: (text: string) => T | undefined, wanted: string): T[] | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const parsed = value.split(/[\s,]+/).filter((part) => part !== "").map(parse);
    const good = parsed.filter((one) => one !== undefined);
    if (good.length === parsed.length) return good;
    return this.complain(name, `must be ${wanted}, with commas between them`);
  }

  flag(name: string): boolean | undefined {
    const value = this.choice(name, ["true", "false"]);
    return value === undefined ? undefined : value === "true";
  }

  choice<const T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    return choices.find((choice) => choice === value) ??
      this.complain(name, `must be one of ${choices.join(", ")}`);
  }

  url(name: string, protocols: readonly string[]): string | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const url = URL.parse(value);
    // Out of an unescaped sign in a password comes a host or a path that would stand in the log.
    if (
      /^[a-z]+:\/\/[^@/?#]*[/?#].*@/i.test(value) ||
      /^[a-z]+:\/\/[^/?#]*@[^/?#]*[/?#].*@/i.test(value)
    ) {
      return this.complain(
        name,
        "has an @ behind the host: write /, ?, # and @ of a password as %2F, %3F, %23 and %40",
      );
    }
    const hasSecret = url !== null && (url.username !== "" || url.password !== "");
    if (hasSecret && !protocols.some((one) => one.startsWith("amqp"))) {
      return this.complain(name, "holds no name and no password: they have settings of their own");
    }
    if (url !== null && protocols.includes(url.protocol)) return value;
    return this.complain(name, `must be a URL with ${protocols.join(" or ")}`);
  }

  origin(name: string): string | undefined {
    const value = this.url(name, ["http:", "https:"]);
    if (value === undefined) return undefined;
    const { origin } = new URL(value);
    if (value === origin || value === `${origin}/`) return origin;
    return this.complain(name, "must be scheme, name and port only, such as https://chat.example");
  }

  file(name: string): string | undefined {
    const path = this.text(name);
    if (path === undefined) return undefined;
    try {
      return readFileSync(path, "utf8");
    } catch (error) {
      return this.complain(name, `names a file that cannot be read: ${(error as Error).message}`);
    }
  }

  /** Settings that make sense only together: all of `names`, or none. */
  together<T>(names: readonly string[], build: () => T): T | undefined {
    const missing = names.filter((name) => this.text(name) === undefined);
    if (missing.length === names.length) return undefined;
    for (const name of missing) {
      this.complain(name, `is missing, and ${names.find((n) => !missing.includes(n))} needs it`);
    }
    return build();
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}
