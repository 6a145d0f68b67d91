/** What the answers of an LDAP server say about each setting. Pure. */

import type { Entry } from "ldapts";
import type { Finding } from "../../protocol/finding.ts";
import type { LdapConfig } from "./config.ts";
import { texts } from "./entry_text.ts";
import { RESULT, resultCode } from "./errors.ts";
import { describeLdapError } from "./error_text.ts";

type Settings = Pick<LdapConfig, "url" | "baseDn" | "bindDn" | "kind" | "startTls">;

/** [MS-ADTS] 3.1.1.3.4.3: LDAP_CAP_ACTIVE_DIRECTORY_OID. */
const ACTIVE_DIRECTORY = "1.2.840.113556.1.4.800";

/** Problems of trust and of names, in the words of Node, OpenSSL and Rustls. */
const UNTRUSTED = /UnknownIssuer|self[- ]signed|unable to (?:get|verify)|SELF_SIGNED|UNABLE_TO_/i;
const OTHER_NAME = /NotValidForName|altnames|ERR_TLS_CERT_ALTNAME|hostname.*mismatch/i;
const OUT_OF_DATE = /CERT_HAS_EXPIRED|certificate has expired|Expired|NotValidYet/;
const NO_TLS =
  /wrong version number|InvalidContentType|InvalidMessage|corrupt message|packet length/i;
/** Names and routes that may come by themselves, and what stands in for them (errno names). */
const PASSING =
  /ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|timed? ?out|timeout/i;

/** A setting that the adapter itself does not take. */
export function settingFinding(error: unknown): Finding {
  const saw = error instanceof Error ? error.message : String(error);
  return {
    verdict: "refused",
    settings: ["TW_LDAP_URL", "TW_LDAP_STARTTLS", "TW_LDAP_BASE_DN", "TW_LDAP_BIND_DN"],
    tried: "put the directory's settings together",
    saw: saw.charAt(0).toLowerCase() + saw.slice(1),
    change: "Set them as docs/configuration.md says.",
  };
}

/** No answer in all the time there is. */
export function silentFinding({ url }: Settings, timeoutMs: number): Finding {
  return {
    verdict: "unreachable",
    settings: ["TW_LDAP_URL"],
    tried: `asked ${url}`,
    saw: `it had not answered everything within ${timeoutMs / 1000} s`,
    change: "Is it overloaded? It is asked again whenever somebody needs it.",
  };
}

/** Whether TLS began and the server's certificate was not taken. */
export function isCertificateProblem(error: unknown): boolean {
  const text = codeAndWords(error);
  return [UNTRUSTED, OTHER_NAME, OUT_OF_DATE].some((problem) => problem.test(text));
}

function codeAndWords(error: unknown): string {
  return `${(error as { code?: unknown }).code ?? ""} ${describeLdapError(error)}`;
}

/** The port answers LDAP where TLS was begun, or TLS where LDAP was. */
export function otherProtocolFinding(error: unknown, { url, startTls }: Settings): Finding {
  const isTls = new URL(url).protocol === "ldaps:";
  const tried = `connected to ${url}${startTls ? " with StartTLS" : ""}`;
  const saw = describeLdapError(error).replace(/\s+/g, " ");
  return isTls
    ? {
      verdict: "refused",
      settings: ["TW_LDAP_URL", "TW_LDAP_STARTTLS"],
      tried,
      saw: `that port speaks LDAP without TLS (${saw})`,
      change:
        "Name its ldaps port, 636 mostly, or use ldap:// with this port and TW_LDAP_STARTTLS=true.",
    }
    : {
      verdict: "refused",
      settings: startTls ? ["TW_LDAP_URL", "TW_LDAP_STARTTLS"] : ["TW_LDAP_URL"],
      tried,
      saw: `that port speaks TLS from the first byte (${saw})`,
      change: startTls
        ? "Use ldaps:// with this port and leave TW_LDAP_STARTTLS out, or name its ldap port."
        : "Use ldaps:// with this port.",
    };
}

/** Whether an answer came that cannot be read as LDAP, though it may begin so. */
export function isNoLdap(error: unknown): boolean {
  return error instanceof Error && error.name === "InvalidAsn1Error";
}

/** The port answers in another protocol. @param said its first bytes */
export function foreignProtocolFinding(said: Uint8Array, { url, startTls }: Settings): Finding {
  const isTls = new URL(url).protocol === "ldaps:";
  return {
    verdict: "refused",
    settings: ["TW_LDAP_URL"],
    tried: `connected to ${url}${startTls ? " with StartTLS" : ""}`,
    saw: `that port does not speak LDAP (it said ${shown(said)})`,
    change: isTls ? "Name its ldaps port, 636 mostly." : "Name its LDAP port, 389 mostly.",
  };
}

const SHOWN_BYTES = 12;

/** As text in quotation marks where it is that, else as hexadecimal numbers. */
function shown(said: Uint8Array): string {
  const bytes = [...said.subarray(0, SHOWN_BYTES)];
  return bytes.every((byte) => byte >= 0x20 && byte < 0x7f)
    ? JSON.stringify(String.fromCharCode(...bytes))
    : bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

/** There is no connection, or no TLS on it. */
export function connectFinding(error: unknown, { url, startTls }: Settings): Finding {
  const said = describeLdapError(error);
  const text = codeAndWords(error);
  const tried = `connected to ${url}${startTls ? " with StartTLS" : ""}`;
  const refused = (settings: Finding["settings"], change: string): Finding => ({
    verdict: "refused",
    settings,
    tried,
    saw: said,
    change,
  });
  if (UNTRUSTED.test(text)) {
    return refused(
      ["TW_LDAP_CA"],
      "Name the PEM file of the authority that signed the directory's certificate.",
    );
  }
  if (OTHER_NAME.test(text)) {
    return refused(["TW_LDAP_URL"], "Use the name that stands in the directory's certificate.");
  }
  if (OUT_OF_DATE.test(text)) {
    return refused(
      ["TW_LDAP_URL"],
      "Renew the directory's certificate; or is the clock of this machine wrong?",
    );
  }
  if (NO_TLS.test(text)) {
    return refused(
      ["TW_LDAP_URL"],
      "That port does not speak TLS: use its ldaps port, or ldap:// with TW_LDAP_STARTTLS=true.",
    );
  }
  if (startTls && resultCode(error) !== undefined && !isPassingCode(error)) {
    return refused(["TW_LDAP_STARTTLS"], "Let the directory offer StartTLS, or use ldaps://.");
  }
  return {
    verdict: "unreachable",
    settings: ["TW_LDAP_URL"],
    tried,
    saw: said,
    change: PASSING.test(text)
      ? "Is it running, and are host and port right? It is tried again whenever somebody needs it."
      : "It is tried again whenever somebody needs it.",
  };
}

/** Another kind of directory than the setting says; undefined where it fits or does not tell. */
export function kindFinding(root: Entry | undefined, { url, kind }: Settings): Finding | undefined {
  if (root === undefined) return undefined;
  const values = (name: string) => [root[name] ?? []].flat().map(String);
  const isActiveDirectory = values("supportedCapabilities").includes(ACTIVE_DIRECTORY);
  // One that does not say what it is may stand before an Active Directory.
  const isAnother = !isActiveDirectory &&
    (values("objectClass").includes("OpenLDAProotDSE") || values("vendorName").length > 0);
  if (kind === "openldap" ? !isActiveDirectory : !isAnother) return undefined;
  const right = isActiveDirectory ? "activedirectory" : "openldap";
  return {
    verdict: "refused",
    settings: ["TW_LDAP_KIND"],
    tried: `asked ${url} what it is`,
    saw: isActiveDirectory
      ? `it is an Active Directory, and TW_LDAP_KIND says ${kind}`
      : "it is no Active Directory, and TW_LDAP_KIND says that it is",
    change: `Set TW_LDAP_KIND=${right}.`,
  };
}

/** The service account did not get in. */
export function bindFinding(error: unknown, settings: Settings): Finding {
  const { url, bindDn } = settings;
  const code = resultCode(error);
  if (code === undefined) return connectFinding(error, settings);
  const finding = (names: Finding["settings"], change: string): Finding => ({
    verdict: isPassingCode(error) ? "unreachable" : "refused",
    settings: names,
    tried: `signed in to ${url} as ${bindDn}`,
    saw: describeLdapError(error),
    change,
  });
  switch (code) {
    case RESULT.invalidCredentials:
    case RESULT.inappropriateAuthentication:
    case RESULT.noSuchObject:
      return finding(
        ["TW_LDAP_BIND_PASSWORD", "TW_LDAP_BIND_DN"],
        "Set the name and the password of the service account, and see that it is not locked.",
      );
    case RESULT.invalidDnSyntax:
      return finding(
        ["TW_LDAP_BIND_DN"],
        "Write the whole name, as cn=chat,ou=services,dc=example.",
      );
    case RESULT.confidentialityRequired:
    case RESULT.strongerAuthRequired:
      return finding(
        ["TW_LDAP_STARTTLS", "TW_LDAP_URL"],
        "The directory wants TLS: set TW_LDAP_STARTTLS=true, or use ldaps://.",
      );
    default:
      return finding(
        ["TW_LDAP_BIND_DN", "TW_LDAP_BIND_PASSWORD"],
        "Let the directory take this account, or name another.",
      );
  }
}

/** The container of the people is not there, or not to be seen. @param error undefined: no entry */
export function baseFinding(error: unknown, settings: Settings): Finding {
  const { baseDn, bindDn } = settings;
  const code = resultCode(error);
  if (error !== undefined && code === undefined) return connectFinding(error, settings);
  return {
    verdict: error !== undefined && isPassingCode(error) ? "unreachable" : "refused",
    settings: code === RESULT.insufficientAccessRights
      ? ["TW_LDAP_BIND_DN", "TW_LDAP_BASE_DN"]
      : ["TW_LDAP_BASE_DN"],
    tried: `looked for ${baseDn} as ${bindDn}`,
    saw: error === undefined
      ? "that names no entry that this account may see"
      : `that names no entry that this account may see: ${describeLdapError(error)}`,
    change: "Name the container of the people, and let the account of TW_LDAP_BIND_DN read it.",
  };
}

/** What of an entry cannot be read and is needed of everybody. */
export function entryFindings(entry: Entry, { kind, bindDn }: Settings): Finding[] {
  const needed = kind === "openldap" ? ["entryUUID", "uid"] : ["objectGUID", "sAMAccountName"];
  const missing = needed.filter((name) => texts(entry, name).join("") === "");
  if (missing.length === 0) return [];
  return [{
    verdict: "refused",
    settings: ["TW_LDAP_BIND_DN"],
    tried: `read ${entry.dn} as ${bindDn}`,
    saw: `the account cannot read ${missing.join(" and ")}`,
    change: `Let it read ${missing.join(" and ")} of everybody below TW_LDAP_BASE_DN` +
      (kind === "openldap" ? ", or is TW_LDAP_KIND wrong?" : "."),
  }];
}

/** Entries are there, of which the account sees none. */
export function hiddenFinding({ baseDn, bindDn }: Settings): Finding {
  return {
    verdict: "warning",
    settings: ["TW_LDAP_BIND_DN", "TW_LDAP_BASE_DN"],
    tried: `looked for people below ${baseDn} as ${bindDn}`,
    saw: "there are entries, and the account sees none of them",
    change: "Let it read them: until then nobody can sign in.",
  };
}

/**
 * Entries are there, and nobody among them.
 *
 * @param entries how many, in words.
 * @param personClass what makes an entry a person.
 */
export function othersFinding(
  entries: string,
  personClass: string,
  { baseDn, bindDn }: Settings,
): Finding {
  return {
    verdict: "warning",
    settings: ["TW_LDAP_BASE_DN", "TW_LDAP_BIND_DN"],
    tried: `looked for people below ${baseDn} as ${bindDn}`,
    saw: `of ${entries} there none is a person (${personClass})`,
    change: "Name the container of the people, and let the account of TW_LDAP_BIND_DN see them: " +
      "as it is, nobody can sign in but who registers here.",
  };
}

/** The base is no container. */
export function onePersonFinding({ baseDn, bindDn }: Settings): Finding {
  return {
    verdict: "warning",
    settings: ["TW_LDAP_BASE_DN"],
    tried: `looked for ${baseDn} as ${bindDn}`,
    saw: "that is the entry of one person",
    change: "Name the container of the people: as it is, only this one can sign in.",
  };
}

/** @param denied what the account may not read of what stands against the use of an account. */
export function stateFinding(
  denied: readonly string[],
  entry: Entry,
  { bindDn }: Settings,
): Finding | undefined {
  if (denied.length === 0) return undefined;
  return {
    verdict: "warning",
    settings: ["TW_LDAP_BIND_DN"],
    tried: `asked whether ${bindDn} may read the state of ${entry.dn}`,
    saw: `it may not read ${denied.join(", ")}`,
    change: "Let it read these of everybody below TW_LDAP_BASE_DN: until then accounts that are " +
      "closed, have ended or must have their password changed may go on being used.",
  };
}

/** What Active Directory has of every account, and did not show. */
export function hiddenControls(entry: Entry): string[] {
  return ["userAccountControl", "accountExpires", "pwdLastSet"]
    .filter((name) => texts(entry, name).length === 0);
}

/** @param refusal what the server said to an attempt to write; undefined: nothing against it */
export function writeFinding(
  refusal: unknown,
  entry: Entry,
  { kind, bindDn }: Settings,
): Finding | undefined {
  const allowed = [entry["allowedAttributesEffective"] ?? []].flat().map(String);
  const mayNot = kind === "activedirectory" && allowed.length > 0
    ? !allowed.some((name) => name.toLowerCase() === "usercertificate")
    : resultCode(refusal) === RESULT.insufficientAccessRights;
  if (!mayNot) return undefined;
  return {
    verdict: "warning",
    settings: ["TW_LDAP_BIND_DN"],
    tried: `asked whether ${bindDn} may write userCertificate of ${entry.dn}`,
    saw: resultCode(refusal) === undefined ? "it may not" : describeLdapError(refusal),
    change: "Let it write userCertificate: until then nobody can set up a browser.",
  };
}

/** @param count how many entries came before the server stopped; undefined: all */
export function limitFinding(count: number | undefined, { bindDn }: Settings): Finding | undefined {
  if (count === undefined) return undefined;
  return {
    verdict: "warning",
    settings: ["TW_LDAP_BIND_DN"],
    tried: `read the names of all people as ${bindDn}`,
    saw: `the directory stopped after ${count} of them`,
    change: "Raise its size limit for this account, or some people will not be found.",
  };
}

/** The server does not search all people for this account, or not to an end. */
export function searchFinding(error: unknown, { baseDn, bindDn }: Settings): Finding {
  return {
    verdict: "warning",
    settings: ["TW_LDAP_BIND_DN"],
    tried: `read the names of all people below ${baseDn} as ${bindDn}`,
    saw: describeLdapError(error),
    change: "Raise the directory's limits for this account, that of entries to look through " +
      "(size.unchecked in OpenLDAP) and of time too: until then nobody is listed.",
  };
}

/** An answer that says "not now" (RFC 4511 A.2): busy, unavailable, and the like. */
function isPassingCode(error: unknown): boolean {
  const code = resultCode(error);
  return code === RESULT.busy || code === RESULT.unavailable || code === RESULT.timeLimitExceeded;
}
