/** How a person is spelled in each kind of directory: attributes, filters and conversions. Pure. */

import { Buffer } from "node:buffer";
import { AndFilter, Attribute, type Entry, EqualityFilter, type Filter } from "ldapts";
import { OrFilter, SubstringFilter } from "ldapts";
import type { Bytes } from "../../protocol/encoding.ts";
import { isUid, isUserId, type Uid, type UserId } from "../../protocol/ids.ts";
import type { NewPerson, Person } from "../port.ts";
import type { DirectoryKind } from "./config.ts";
import { guidToUuid, uuidToGuid } from "./object_guid.ts";

export interface FoundPerson {
  /** As the server wrote it: the only name that is ever bound with. */
  dn: string;
  person: Person;
  disabled: boolean;
}

export interface LdapSchema {
  /** Attribute of the first part of a new entry's name; its value is the uid. */
  readonly nameAttribute: string;
  readonly certificateAttribute: string;
  /** For a search; without certificates, which are large, when only names are wanted. */
  attributes(options: { certificates: boolean }): string[];
  /** Attributes that are bytes and not text. */
  readonly binaryAttributes: string[];
  byUid(uid: Uid): Filter;
  byIds(ids: readonly UserId[]): Filter;
  /** Everybody, or those with `query` in uid, name or mail. */
  matching(query: string): Filter;
  /** @param passwordHash argon2id PHC string, for directories that take one. */
  newEntry(person: NewPerson, passwordHash: string): Attribute[];
  /** Undefined for an entry that cannot be a chat person: no id, or a uid of another shape. */
  read(entry: Entry): FoundPerson | undefined;
}

/** RFC 2798 inetOrgPerson; `entryUUID` of RFC 4530. */
const openLdap: LdapSchema = {
  nameAttribute: "uid",
  certificateAttribute: "userCertificate;binary",
  binaryAttributes: ["userCertificate;binary"],
  attributes: ({ certificates }) => [
    ...["entryUUID", "uid", "cn", "mail", "pwdAccountLockedTime"],
    ...(certificates ? ["userCertificate;binary"] : []),
  ],
  byUid: (uid) => person("inetOrgPerson", equal("uid", uid)),
  byIds: (ids) => person("inetOrgPerson", anyOf(ids.map((id) => equal("entryUUID", id)))),
  matching: (query) => person("inetOrgPerson", ...contains(["uid", "cn", "mail"], query)),
  newEntry: ({ uid, fullName, mail }, passwordHash) => [
    attribute("objectClass", "inetOrgPerson"),
    attribute("uid", uid),
    attribute("cn", fullName),
    attribute("sn", familyName(fullName)),
    attribute("mail", mail),
    attribute("userPassword", `{ARGON2}${passwordHash}`),
  ],
  read: (entry) =>
    found(entry, {
      id: text(entry, "entryUUID").toLowerCase(),
      uid: text(entry, "uid"),
      fullName: text(entry, "cn"),
      mail: text(entry, "mail"),
      certificates: bytes(entry, "userCertificate;binary"),
      // draft-behera-ldap-password-policy 5.3.3: this value means locked until an administrator
      // unlocks it. Other values expire by the policy's own rule, which the bind itself applies.
      disabled: text(entry, "pwdAccountLockedTime") === "000001010000Z",
    }),
};

/** [MS-ADTS] 2.2.16: ADS_UF_ACCOUNTDISABLE. */
const ACCOUNT_DISABLED = 0x2;
const NORMAL_ACCOUNT = 0x200;

/** Active Directory: a `user`, named by `sAMAccountName`, whose immutable id is `objectGUID`. */
const activeDirectory: LdapSchema = {
  nameAttribute: "cn",
  certificateAttribute: "userCertificate",
  binaryAttributes: ["userCertificate", "objectGUID"],
  attributes: ({ certificates }) => [
    ...["objectGUID", "sAMAccountName", "displayName", "cn", "mail", "userAccountControl"],
    ...(certificates ? ["userCertificate"] : []),
  ],
  byUid: (uid) => person("user", equal("sAMAccountName", uid)),
  byIds: (ids) =>
    person("user", anyOf(ids.map((id) => equal("objectGUID", Buffer.from(uuidToGuid(id)))))),
  matching: (query) =>
    person("user", ...contains(["sAMAccountName", "displayName", "cn", "mail"], query)),
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
  read: (entry) => {
    const guid = bytes(entry, "objectGUID")[0];
    return found(entry, {
      id: guid?.length === 16 ? guidToUuid(guid) : "",
      uid: text(entry, "sAMAccountName"),
      fullName: text(entry, "displayName") || text(entry, "cn"),
      mail: text(entry, "mail"),
      certificates: bytes(entry, "userCertificate"),
      disabled: (Number(text(entry, "userAccountControl")) & ACCOUNT_DISABLED) !== 0,
    });
  },
};

export function schemaOf(kind: DirectoryKind): LdapSchema {
  return kind === "openldap" ? openLdap : activeDirectory;
}

interface Fields extends Omit<Person, "id" | "uid"> {
  id: string;
  uid: string;
  disabled: boolean;
}

function found(entry: Entry, { disabled, ...fields }: Fields): FoundPerson | undefined {
  const { id } = fields;
  const uid = fields.uid.toLowerCase();
  if (!isUserId(id) || !isUid(uid)) return undefined;
  return {
    dn: entry.dn,
    disabled,
    person: { ...fields, id, uid, fullName: fields.fullName || uid },
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
  const value = entry[name];
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined ? "" : first.toString();
}

/** Every value of a binary attribute, copied out of the library's read buffer. */
function bytes(entry: Entry, name: string): Bytes[] {
  const value = entry[name] ?? [];
  const values: (Buffer | string)[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each !== "string").map((each) => new Uint8Array(each));
}
