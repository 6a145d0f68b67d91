/** How a person is spelled in each kind of directory: attributes, filters and conversions. Pure. */

import { Buffer } from "node:buffer";
import { AndFilter, Attribute, type Entry, EqualityFilter, type Filter } from "ldapts";
import { GreaterThanEqualsFilter, NotFilter, OrFilter, PresenceFilter } from "ldapts";
import { SubstringFilter } from "ldapts";
import type { Bytes } from "../../protocol/encoding.ts";
import { isUid, isUserId, spellUid, type Uid, type UserId } from "../../protocol/ids.ts";
import { chosenUid, shownName, uidProblem, usableMail } from "../entry_values.ts";
import type { NewPerson, Person } from "../port.ts";
import {
  type Barred,
  CONTROL_ATTRIBUTES,
  controlState,
  lockedMsOf,
  POLICY_ATTRIBUTES,
  policyState,
} from "./account_state.ts";
import type { DirectoryKind } from "./config.ts";
import { taggedTexts, texts } from "./entry_text.ts";
import { guidToUuid, uuidToGuid } from "./object_guid.ts";
import { firstRdn } from "./rdn.ts";

export interface FoundPerson {
  /** As the server wrote it: the only name that is ever bound with. */
  dn: string;
  person: Person;
  /** The username stands in the entry's own name. */
  isNamedByUid: boolean;
  /** What stands against the use of the account now. */
  barred: Barred | undefined;
  /** When it was locked, in epoch milliseconds, where the directory says it. */
  lockedMs?: number;
}

/** An entry that is not shown, and why, in words for the operator. */
export interface Unreadable {
  dn: string;
  why: string;
}

export interface LdapSchema {
  /** Attribute of the first part of a new entry's name; its value is the uid. */
  readonly nameAttribute: string;
  readonly certificateAttribute: string;
  /** For a search; without certificates, which are large, when only names are wanted. */
  attributes(options: { certificates: boolean }): string[];
  /** Attributes that are bytes and not text. */
  readonly binaryAttributes: string[];
  /** What makes an entry a person, for the operator. */
  readonly personClass: string;
  byUid(uid: Uid): Filter;
  byIds(ids: readonly UserId[]): Filter;
  /** Where a server counts wrong binds, each with a value that says there was none. */
  readonly wrongBinds: readonly (readonly [attribute: string, none: string])[];
  /** People of whom this account sees an id and a username. */
  readonly readable: Filter;
  /** Everybody, or those with `query` in uid, name or mail. */
  matching(query: string): Filter;
  /** Those whose id is not before `from` and before `to`; absent where the server has no order of ids. */
  between?(from: UserId | undefined, to: UserId | undefined): Filter[];
  /** @param passwordHash argon2id PHC string, for directories that take one. */
  newEntry(person: NewPerson, passwordHash: string): Attribute[];
  /**
   * @param nowMs Epoch milliseconds, for what ends by itself.
   * @returns undefined for an account that is no person's.
   */
  read(entry: Entry, nowMs: number): FoundPerson | Unreadable | undefined;
}

/** RFC 2798 inetOrgPerson; `entryUUID` of RFC 4530. */
const openLdap: LdapSchema = {
  nameAttribute: "uid",
  certificateAttribute: "userCertificate;binary",
  binaryAttributes: ["userCertificate;binary"],
  attributes: ({ certificates }) => [
    ...["entryUUID", "uid", "displayName", "cn", "sn", "mail", ...POLICY_ATTRIBUTES],
    ...(certificates ? ["userCertificate;binary"] : []),
  ],
  personClass: "objectClass=inetOrgPerson",
  byUid: (uid) => person("inetOrgPerson", anySpelling("uid", uid)),
  byIds: (ids) => person("inetOrgPerson", anyOf(ids.map((id) => equal("entryUUID", id)))),
  // OpenLDAP has a time for each, and only where a policy limits them; then the other servers' counts.
  wrongBinds: [
    ["pwdFailureTime", "19700101000000Z"],
    ["passwordRetryCount", "0"],
    ["krbLoginFailedCount", "0"],
  ],
  readable: person("inetOrgPerson", present("entryUUID"), present("uid")),
  matching: (query) =>
    person("inetOrgPerson", ...contains(["uid", "displayName", "cn", "mail"], query)),
  // RFC 4530 2.1: the ordering rule of entryUUID.
  between: (from, to) => [
    ...(from === undefined ? [] : [notBefore("entryUUID", from)]),
    ...(to === undefined ? [] : [new NotFilter({ filter: notBefore("entryUUID", to) })]),
  ],
  newEntry: ({ uid, fullName, mail }, passwordHash) => [
    attribute("objectClass", "inetOrgPerson"),
    attribute("uid", uid),
    attribute("cn", fullName),
    attribute("sn", familyName(fullName)),
    attribute("mail", mail),
    attribute("userPassword", `{ARGON2}${passwordHash}`),
  ],
  read: (entry, nowMs) =>
    found(entry, {
      id: text(entry, "entryUUID").toLowerCase(),
      uid: "uid",
      certificates: bytes(entry, "userCertificate;binary"),
      barred: policyState(entry, nowMs),
    }),
};

/** [MS-ADTS] 2.2.16. */
const NORMAL_ACCOUNT = 0x200;
/** INTERDOMAIN_TRUST_ACCOUNT, WORKSTATION_TRUST_ACCOUNT and SERVER_TRUST_ACCOUNT. */
const TRUST_ACCOUNTS = 0x800 | 0x1000 | 0x2000;

/** The key distribution centre's; a read-only domain controller's has a number behind the name. */
const KEY_DISTRIBUTION = /^krbtgt(?:_\d+)?$/i;

/**
 * `computer` is a kind of `user` ([MS-ADSC]), and managed service accounts are kinds of `computer`.
 * No other attribute is asked for what is to be left out: one that is hidden would hide all people.
 */
function user(...filters: Filter[]): Filter {
  const computer = equal("objectClass", "computer");
  return person("user", new NotFilter({ filter: computer }), ...filters);
}

/** Accounts of machines, of trusts between domains and of the domain itself. */
function isNobody(entry: Entry): boolean {
  const [control] = texts(entry, "userAccountControl");
  return (Number(control) & TRUST_ACCOUNTS) !== 0 ||
    texts(entry, "sAMAccountName").some((name) => KEY_DISTRIBUTION.test(name));
}

/** Active Directory: a `user`, named by `sAMAccountName`, whose immutable id is `objectGUID`. */
const activeDirectory: LdapSchema = {
  nameAttribute: "cn",
  certificateAttribute: "userCertificate",
  binaryAttributes: ["userCertificate", "objectGUID"],
  attributes: ({ certificates }) => [
    ...["objectGUID", "sAMAccountName", "displayName", "cn", "sn", "mail", ...CONTROL_ATTRIBUTES],
    ...(certificates ? ["userCertificate"] : []),
  ],
  personClass: "objectClass=user, and not computer",
  byUid: (uid) => user(anySpelling("sAMAccountName", uid)),
  byIds: (ids) => user(anyOf(ids.map((id) => equal("objectGUID", Buffer.from(uuidToGuid(id)))))),
  wrongBinds: [["badPwdCount", "0"]],
  readable: user(present("objectGUID"), present("sAMAccountName")),
  matching: (query) => user(...contains(["sAMAccountName", "displayName", "cn", "mail"], query)),
  newEntry: ({ uid, fullName, mail, password }) => [
    attribute("objectClass", "user"),
    attribute("cn", uid),
    attribute("sAMAccountName", uid),
    attribute("displayName", fullName),
    attribute("sn", familyName(fullName)),
    attribute("mail", mail),
    attribute("userAccountControl", String(NORMAL_ACCOUNT)),
    // [MS-ADTS] 3.1.1.3.1.5: in quotation marks, UTF-16LE; the server hashes it by its own rules.
    new Attribute({ type: "unicodePwd", values: [Buffer.from(`"${password}"`, "utf16le")] }),
  ],
  read: (entry, nowMs) => {
    if (isNobody(entry)) return undefined;
    const guid = bytes(entry, "objectGUID")[0];
    return found(entry, {
      id: guid?.length === 16 ? guidToUuid(guid) : "",
      uid: "sAMAccountName",
      certificates: bytes(entry, "userCertificate"),
      barred: controlState(entry, nowMs),
      lockedMs: lockedMsOf(entry),
    });
  },
};

export function schemaOf(kind: DirectoryKind): LdapSchema {
  return kind === "openldap" ? openLdap : activeDirectory;
}

interface Fields extends Pick<Person, "certificates"> {
  id: string;
  /** The attribute that holds it. */
  uid: string;
  barred: Barred | undefined;
  lockedMs?: number | undefined;
}

/** What both kinds of directory spell alike is read here: names, mail, and which of several counts. */
function found(entry: Entry, fields: Fields): FoundPerson | Unreadable {
  const { dn } = entry;
  const { id, certificates, barred, lockedMs } = fields;
  const attribute = fields.uid;
  const named = firstRdn(dn).get(attribute.toLowerCase());
  const uid = chosenUid(texts(entry, attribute), named);
  if (!isUserId(id)) return { dn, why: "it has no immutable id that this account can read" };
  if (!isUid(uid)) return { dn, why: `its ${attribute} ${uidProblem(uid)}` };
  const names = ["displayName", "cn", "sn"].flatMap((name) => [
    ...texts(entry, name),
    ...taggedTexts(entry, name),
  ]);
  const fullName = shownName([...names, uid]);
  const mail = usableMail(texts(entry, "mail"));
  return {
    dn,
    isNamedByUid: named !== undefined && spellUid(named) === uid,
    barred,
    ...(lockedMs === undefined ? {} : { lockedMs }),
    person: { id, uid, fullName, mail, certificates },
  };
}

function person(objectClass: string, ...filters: Filter[]): Filter {
  return new AndFilter({ filters: [equal("objectClass", objectClass), ...filters] });
}

function anyOf(filters: Filter[]): Filter {
  return new OrFilter({ filters });
}

function equal(name: string, value: string | Buffer): Filter {
  return new EqualityFilter({ attribute: name, value });
}

function present(attribute: string): Filter {
  return new PresenceFilter({ attribute });
}

/**
 * Entries with a username, in small letters or capitals: a directory that folds letters one by one
 * does not find `ΝΙΚΟΣ`, or `İstan`, under the small letters that Unicode gives the whole word
 * (SpecialCasing). Capitals that are also another name's, as `I` is of `ı` and `i`, are left out.
 */
function anySpelling(name: string, uid: Uid): Filter {
  const capitals = uid.toUpperCase().normalize("NFC");
  const isPlain = /^[ -~]*$/.test(uid) || capitals === uid;
  if (isPlain || spellUid(capitals) !== uid) return equal(name, uid);
  return anyOf([equal(name, uid), equal(name, capitals)]);
}

function notBefore(attribute: string, value: string): Filter {
  return new GreaterThanEqualsFilter({ attribute, value });
}

function contains(names: string[], query: string): Filter[] {
  if (query === "") return [];
  return [anyOf(names.map((name) => new SubstringFilter({ attribute: name, any: [query] })))];
}

function attribute(type: string, value: string): Attribute {
  return new Attribute({ type, values: [value] });
}

/** `sn` is required of every person (RFC 4519 3.12): the last word of the name. */
function familyName(fullName: string): string {
  return fullName.split(/\s+/).at(-1)!;
}

/** The first value of an attribute as text; empty when there is none. */
function text(entry: Entry, name: string): string {
  return texts(entry, name)[0] ?? "";
}

/** Every value of a binary attribute, copied out of the library's read buffer. */
function bytes(entry: Entry, name: string): Bytes[] {
  const value = entry[name] ?? [];
  const values: (Buffer | string)[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each !== "string").map((each) => new Uint8Array(each));
}
