import assert from "node:assert/strict";
import {
  BusyError,
  ConfidentialityRequiredError,
  type Entry,
  InsufficientAccessError,
  InvalidCredentialsError,
  InvalidDNSyntaxError,
  NoSuchObjectError,
  ProtocolError,
  UnwillingToPerformError,
} from "ldapts";
import { findingLine } from "../../protocol/finding.ts";
import {
  baseFinding,
  bindFinding,
  connectFinding,
  entryFindings,
  kindFinding,
  limitFinding,
  writeFinding,
} from "./probe_findings.ts";

const SETTINGS = {
  url: "ldaps://directory.example",
  baseDn: "ou=people,dc=example",
  bindDn: "cn=chat,dc=example",
  kind: "openldap" as const,
  startTls: false,
};
const AD = { ...SETTINGS, kind: "activedirectory" as const };

/** What a server says of itself, as real ones do. */
const ROOTS: Record<string, Entry> = {
  activeDirectory: {
    dn: "",
    objectClass: [],
    vendorName: [],
    supportedCapabilities: ["1.2.840.113556.1.4.800", "1.2.840.113556.1.4.1670"],
  },
  samba: {
    dn: "",
    objectClass: ["top"],
    vendorName: "Samba Team (https://www.samba.org)",
    supportedCapabilities: ["1.2.840.113556.1.4.800"],
  },
  openLdap: {
    dn: "",
    objectClass: ["top", "OpenLDAProotDSE"],
    vendorName: [],
    supportedCapabilities: [],
  },
  other: { dn: "", objectClass: ["top"], vendorName: "389 Project", supportedCapabilities: [] },
  silent: { dn: "", objectClass: [], vendorName: [], supportedCapabilities: [] },
};

Deno.test("a kind that was forgotten or is wrong is found by what the server says it is", () => {
  const verdicts = (settings: typeof SETTINGS | typeof AD) =>
    Object.entries(ROOTS).filter(([, root]) => kindFinding(root, settings) !== undefined)
      .map(([name]) => name);
  assert.deepEqual(verdicts(SETTINGS), ["activeDirectory", "samba"]);
  assert.deepEqual(verdicts(AD), ["openLdap", "other"]);
  assert.equal(kindFinding(undefined, AD), undefined);
  const finding = kindFinding(ROOTS["samba"], SETTINGS)!;
  assert.deepEqual([finding.verdict, finding.settings], ["refused", ["TW_LDAP_KIND"]]);
  assert.match(findingLine(finding), /Set TW_LDAP_KIND=activedirectory\.$/);
});

function failure(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}

Deno.test("what may pass by itself is unreachable, what was refused is refused", () => {
  const passing = [
    failure("connect ECONNREFUSED 127.0.0.1:389", "ECONNREFUSED"),
    failure("getaddrinfo ENOTFOUND directory.example", "ENOTFOUND"),
    failure("Connection timed out", "ETIMEDOUT"),
    failure("read ECONNRESET", "ECONNRESET"),
    new Error("something that nobody foresaw"),
  ];
  for (const error of passing) {
    const { verdict, settings } = connectFinding(error, SETTINGS);
    assert.deepEqual([verdict, settings], ["unreachable", ["TW_LDAP_URL"]], error.message);
  }
  const refused: [Error, string][] = [
    [
      failure("self-signed certificate in certificate chain", "SELF_SIGNED_CERT_IN_CHAIN"),
      "TW_LDAP_CA",
    ],
    [
      failure("unable to verify the first certificate", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"),
      "TW_LDAP_CA",
    ],
    [new Error("invalid peer certificate: UnknownIssuer"), "TW_LDAP_CA"],
    [
      failure("Hostname/IP does not match certificate's altnames", "ERR_TLS_CERT_ALTNAME_INVALID"),
      "TW_LDAP_URL",
    ],
    [failure("certificate has expired", "CERT_HAS_EXPIRED"), "TW_LDAP_URL"],
    [new Error("SSL routines::wrong version number"), "TW_LDAP_URL"],
  ];
  for (const [error, setting] of refused) {
    const { verdict, settings } = connectFinding(error, SETTINGS);
    assert.deepEqual([verdict, settings[0]], ["refused", setting], error.message);
  }
  const noStartTls = connectFinding(new ProtocolError("unsupported extended operation"), {
    ...SETTINGS,
    startTls: true,
  });
  assert.deepEqual([noStartTls.verdict, noStartTls.settings[0]], ["refused", "TW_LDAP_STARTTLS"]);
});

Deno.test("each answer to a sign-in keeps its meaning, and names the variable to look at", () => {
  const answers: [Error, string, string][] = [
    [new InvalidCredentialsError("no"), "refused", "TW_LDAP_BIND_PASSWORD"],
    [new NoSuchObjectError("no"), "refused", "TW_LDAP_BIND_PASSWORD"],
    [new InvalidDNSyntaxError("no"), "refused", "TW_LDAP_BIND_DN"],
    [new ConfidentialityRequiredError("TLS"), "refused", "TW_LDAP_STARTTLS"],
    [new UnwillingToPerformError("no"), "refused", "TW_LDAP_BIND_DN"],
    [new BusyError("later"), "unreachable", "TW_LDAP_BIND_DN"],
    [failure("read ECONNRESET", "ECONNRESET"), "unreachable", "TW_LDAP_URL"],
  ];
  for (const [error, verdict, setting] of answers) {
    const finding = bindFinding(error, SETTINGS);
    assert.deepEqual([finding.verdict, finding.settings[0]], [verdict, setting], error.name);
  }
  const locked = bindFinding(
    new InvalidCredentialsError("80090308: AcceptSecurityContext error, data 775, v4563"),
    AD,
  );
  assert.match(findingLine(locked), /result code 49 \(InvalidCredentials\), the account is locked/);
});

Deno.test("a base that is not there is its own setting's fault, one that is closed the account's", () => {
  assert.equal(baseFinding(new NoSuchObjectError("no"), SETTINGS).settings[0], "TW_LDAP_BASE_DN");
  assert.equal(baseFinding(undefined, SETTINGS).verdict, "refused");
  const closed = baseFinding(new InsufficientAccessError("no"), SETTINGS);
  assert.deepEqual([closed.verdict, closed.settings[0]], ["refused", "TW_LDAP_BIND_DN"]);
  assert.equal(baseFinding(new BusyError("later"), SETTINGS).verdict, "unreachable");
});

Deno.test("an entry must have what everybody is known by, in any case of its names", () => {
  const entry = { dn: "uid=ada,ou=people,dc=example", entryUUID: "x", UID: "ada" };
  assert.deepEqual(entryFindings(entry, SETTINGS), []);
  const missing = (changes: Partial<Entry>) =>
    entryFindings({ ...entry, ...changes }, SETTINGS).map(({ saw }) => saw);
  assert.deepEqual(missing({ entryUUID: [] }), ["the account cannot read entryUUID"]);
  assert.deepEqual(missing({ entryUUID: [], UID: "" }), [
    "the account cannot read entryUUID and uid",
  ]);
  assert.equal(
    entryFindings(entry, AD)[0]?.saw,
    "the account cannot read objectGUID and sAMAccountName",
  );
});

Deno.test("whether certificates may be written follows from the answer of each kind of server", () => {
  const entry: Entry = { dn: "uid=ada,ou=people,dc=example" };
  assert.equal(writeFinding(undefined, entry, SETTINGS), undefined);
  assert.equal(writeFinding(new UnwillingToPerformError("?"), entry, SETTINGS), undefined);
  assert.equal(
    writeFinding(new InsufficientAccessError("no"), entry, SETTINGS)?.verdict,
    "warning",
  );
  const may = { ...entry, allowedAttributesEffective: ["description", "userCertificate"] };
  assert.equal(writeFinding(new InsufficientAccessError("no"), may, AD), undefined);
  const mayNot = { ...entry, allowedAttributesEffective: ["description"] };
  assert.equal(writeFinding(undefined, mayNot, AD)?.verdict, "warning");
});

Deno.test("a limit that was met is told with its number", () => {
  assert.equal(limitFinding(undefined, SETTINGS), undefined);
  assert.match(limitFinding(500, SETTINGS)!.saw, /stopped after 500/);
});
