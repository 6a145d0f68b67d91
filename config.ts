/**
 * The only reader of the environment. Everything else gets its settings as arguments.
 *
 * Every variable is listed in the table of `docs/configuration.md`; `config_test.ts` keeps the two
 * alike.
 */

import { resolve } from "node:path";
import { isOrganisation, ORGANISATION_FORM } from "./ca/core/settings.ts";
import { isDistinguishedName } from "./server/config/distinguished_name.ts";
import { isEveryInterface, readHost, readUrlHost } from "./server/config/host.ts";
import { ConfigError, type Environment, SettingReader } from "./server/config/reader.ts";
import { type AddressBlock, parseAddressBlock } from "./server/http/address.ts";

export { ConfigError };

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
  /** PEM certificates of the authority that signed the LDAP server's certificate. */
  ca: string | undefined;
  kind: "openldap" | "activedirectory";
}

export interface AmqpConfig {
  url: string;
  /** Inbox queues; the same on every node, for the whole life of a deployment. */
  shards: number;
}

/**
 * Reads and checks the whole configuration.
 *
 * @throws {ConfigError} naming every variable that is wrong, unknown or incomplete.
 */
export function readConfig(
  environment: Environment = Deno.env.get,
  names: readonly string[] = Object.keys(Deno.env.toObject()),
): Config {
  const read = new SettingReader(environment, SECRETS);
  for (const name of names) {
    if (name.startsWith("TW_") && !KNOWN.has(name)) read.complain(name, "is not a setting of ours");
  }
  read.keepApart(TOLD_LATER);
  const host = read.host("TW_HOST") ?? "localhost";
  if (isEveryInterface(host) && !read.has("TW_PUBLIC_ORIGIN")) {
    read.complain("TW_PUBLIC_ORIGIN", `is missing, and TW_HOST=${host} needs it`);
  }
  const publicOrigin = read.origin("TW_PUBLIC_ORIGIN");
  if (publicOrigin?.startsWith("http:") && read.has("TW_TLS_CERT")) {
    read.complain("TW_PUBLIC_ORIGIN", "must begin with https://, as TW_TLS_CERT is set");
  }
  const filesMaxMb = read.integer("TW_FILES_MAX_MB", 0, 100_000_000) ?? 10 * 1024;
  const messagesPerPersonMb = read.integer("TW_MESSAGES_PER_PERSON_MB", 1, 100_000_000) ??
    4 * 1024;
  const config: Config = {
    host,
    port: read.integer("TW_PORT", 0, 65535) ?? 8000,
    publicOrigin,
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
      isContact,
      "a mailto: or https: URI, such as mailto:security@example.org",
    ),
    tls: read.together(["TW_TLS_CERT", "TW_TLS_KEY"], [], () => ({
      cert: read.file("TW_TLS_CERT") ?? "",
      key: read.file("TW_TLS_KEY") ?? "",
    })),
    dataDir: resolve(read.path("TW_DATA") ?? "data"),
    nodeId: read.match("TW_NODE_ID", /^[a-z0-9-]{1,40}$/, "1 to 40 of a-z, 0-9 and dashes") ??
      "node-1",
    organisation: read.match("TW_ORGANISATION", isOrganisation, ORGANISATION_FORM) ??
      "TalkyWalky",
    certificateDays: read.integer("TW_CERT_DAYS", 1, 825) ?? 90,
    crlHours: read.integer("TW_CRL_HOURS", 1, 240) ?? 24,
    enrolmentsPerDay: read.integer("TW_ENROLMENTS_PER_DAY", 1, 1_000_000) ?? 24,
    sessionHours: read.integer("TW_SESSION_HOURS", 1, 24 * 90) ?? 24 * 7,
    filesMaxMb,
    filesPerPersonMb: read.integer("TW_FILES_PER_PERSON_MB", 0, 100_000_000) ??
      Math.min(2 * 1024, filesMaxMb),
    messagesPerPersonMb,
    messagesPerDayMb: read.integer("TW_MESSAGES_PER_DAY_MB", 1, 100_000_000) ??
      Math.min(256, messagesPerPersonMb),
    ldap: read.together(
      ["TW_LDAP_URL", "TW_LDAP_BASE_DN", "TW_LDAP_BIND_DN", "TW_LDAP_BIND_PASSWORD"],
      ["TW_LDAP_STARTTLS", "TW_LDAP_CA", "TW_LDAP_KIND"],
      () => {
        const url = read.url("TW_LDAP_URL", ["ldap:", "ldaps:"]) ?? "";
        const startTls = read.flag("TW_LDAP_STARTTLS") ?? false;
        if (url.toLowerCase().startsWith("ldap:") && !startTls && read.has("TW_LDAP_CA")) {
          read.complain(
            "TW_LDAP_CA",
            "has no effect without TLS: set TW_LDAP_STARTTLS=true, or an ldaps:// URL",
          );
        }
        const bindPassword = read.secret("TW_LDAP_BIND_PASSWORD");
        // The other one of the two would be told by whoever signs in with it.
        if (bindPassword.includes(",") && isDistinguishedName(bindPassword)) {
          read.complain(
            "TW_LDAP_BIND_PASSWORD",
            "holds a distinguished name: did it and TW_LDAP_BIND_DN change places?",
          );
        }
        return {
          url,
          baseDn: read.match("TW_LDAP_BASE_DN", isDistinguishedName, DN_FORM) ?? "",
          bindDn: read.match("TW_LDAP_BIND_DN", isDistinguishedName, DN_FORM) ?? "",
          bindPassword,
          startTls,
          ca: read.certificates("TW_LDAP_CA"),
          kind: read.choice("TW_LDAP_KIND", ["openldap", "activedirectory"]) ?? "openldap",
        };
      },
    ),
    amqp: read.together(["TW_AMQP_URL"], ["TW_AMQP_SHARDS"], () => ({
      url: read.url("TW_AMQP_URL", ["amqp:", "amqps:"], { login: true, path: true }) ?? "",
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
const KNOWN: ReadonlySet<string> = new Set(SETTING_NAMES);
/** What a line about a wrong value never repeats. */
const SECRETS = [
  "TW_OPERATOR_TOKEN",
  "TW_LDAP_BIND_PASSWORD",
  "TW_AMQP_URL",
] as const satisfies (typeof SETTING_NAMES[number])[];
/** What lines at and after a start repeat, as it must be right by then. */
const TOLD_LATER = [
  ...["TW_HOST", "TW_PUBLIC_ORIGIN", "TW_DATA", "TW_TLS_CERT", "TW_TLS_KEY"],
  ...["TW_LDAP_URL", "TW_LDAP_BASE_DN", "TW_LDAP_BIND_DN", "TW_LDAP_CA"],
] as const satisfies (typeof SETTING_NAMES[number])[];
const DN_FORM = "a distinguished name, such as ou=people,dc=example,dc=org";
/** The characters of a URI (RFC 3986 2), so that no value begins a line of its own where it stands. */
const URI_CHARACTERS = /^[\w.~:/?#[\]@!$&'()*+,;=%-]{1,500}$/;

/** Whether somebody can be reached by a URI: one mail address (RFC 6068 2), or a page. */
function isContact(value: string): boolean {
  if (!URI_CHARACTERS.test(value)) return false;
  const [, mailHost] = /^mailto:[^@?,]+@([^@?,]+)(?:\?.*)?$/.exec(value) ?? [];
  if (mailHost !== undefined) return readHost(mailHost) !== undefined;
  const url = /^https:\/\/[^/]/.test(value) ? URL.parse(value) : null;
  return url !== null && url.username === "" && readUrlHost(url.hostname) !== undefined;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}
