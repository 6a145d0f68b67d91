/** The configuration and the first entries of an OpenLDAP server of our own. Pure text. */

const SUFFIX = "dc=talkywalky,dc=example";
export const PEOPLE_DN = `ou=people,${SUFFIX}`;
/** What the chat server binds as. */
export const SERVICE_DN = `cn=talkywalky,ou=services,${SUFFIX}`;
/** The operator, who may do everything: disable somebody, look at an entry. */
export const ADMIN_DN = `cn=admin,${SUFFIX}`;

/** The password policy of everybody. */
export const POLICY_DN = `cn=password-policy,${SUFFIX}`;

export interface SlapdConfigOptions {
  /** Absolute path of the database's folder. */
  databaseFolder: string;
  adminPassword: string;
  /** Largest size of the database; the file is sparse and grows up to it. */
  maxDatabaseBytes: number;
  /** Lines in place of the limits and rights of the service account. */
  rights?: readonly string[];
  /** Paths of PEM files; without them the server offers no TLS. */
  tls?: { caFile: string; certificateFile: string; keyFile: string };
  /** Entries that one search gives the service account; without a bound by default. */
  sizeLimit?: number;
  /** Tell whoever binds that an account is locked (slapo-ppolicy(5), `ppolicy_use_lockout`). */
  tellLocks?: boolean;
  /** Further lines before the database, such as attribute types. */
  schema?: readonly string[];
}

/**
 * `slapd.conf` (slapd.conf(5), slapd.access(5)). A password can be checked by a bind and read by
 * nobody. The service account adds and removes people and writes their certificates; it cannot
 * write another attribute of an entry that exists. The password policy overlay is there for its
 * account lock: a person whose `pwdAccountLockedTime` is `000001010000Z` cannot bind.
 */
export function slapdConfig(options: SlapdConfigOptions): string {
  const { databaseFolder, adminPassword, maxDatabaseBytes, rights, tls, sizeLimit, schema = [] } =
    options;
  const service = `by dn.exact="${SERVICE_DN}"`;
  return [
    "include /etc/ldap/schema/core.schema",
    "include /etc/ldap/schema/cosine.schema",
    "include /etc/ldap/schema/inetorgperson.schema",
    ...schema,
    "modulepath /usr/lib/ldap",
    "moduleload back_mdb",
    "moduleload argon2",
    "moduleload ppolicy",
    "loglevel none",
    "threads 4",
    ...(tls === undefined ? [] : [
      `TLSCACertificateFile ${tls.caFile}`,
      `TLSCertificateFile ${tls.certificateFile}`,
      `TLSCertificateKeyFile ${tls.keyFile}`,
      "TLSVerifyClient never",
    ]),
    "database mdb",
    `suffix "${SUFFIX}"`,
    `rootdn "${ADMIN_DN}"`,
    `rootpw ${adminPassword}`,
    `directory ${databaseFolder}`,
    `maxsize ${maxDatabaseBytes}`,
    "index objectClass,entryUUID eq",
    "index uid,cn,mail eq,sub",
    `access to dn.subtree="${SUFFIX}" attrs=userPassword by anonymous auth by * none`,
    ...(rights ?? [
      sizeLimit === undefined
        ? `limits dn.exact="${SERVICE_DN}" size=unlimited time=unlimited`
        : `sizelimit ${sizeLimit}`,
      `access to dn.subtree="${PEOPLE_DN}" attrs=entry,children,userCertificate ${service} write by * none`,
      `access to dn.subtree="${PEOPLE_DN}" ${service} read by * none`,
    ]),
    "access to * by * none",
    "overlay ppolicy",
    `ppolicy_default "${POLICY_DN}"`,
    ...(options.tellLocks ? ["ppolicy_use_lockout"] : []),
    "",
  ].join("\n");
}

/** The entries that a new database starts with, for slapadd(8). */
export function firstEntries(servicePasswordHash: string): string {
  const entries = [
    [
      SUFFIX,
      "objectClass: dcObject",
      "objectClass: organization",
      "dc: talkywalky",
      "o: TalkyWalky",
    ],
    [PEOPLE_DN, "objectClass: organizationalUnit", "ou: people"],
    [`ou=services,${SUFFIX}`, "objectClass: organizationalUnit", "ou: services"],
    [
      SERVICE_DN,
      "objectClass: organizationalRole",
      "objectClass: simpleSecurityObject",
      "cn: talkywalky",
      `userPassword: {ARGON2}${servicePasswordHash}`,
    ],
    [
      POLICY_DN,
      "objectClass: organizationalRole",
      "objectClass: pwdPolicy",
      "cn: password-policy",
      "pwdAttribute: userPassword",
      "pwdLockout: TRUE",
    ],
  ];
  return entries.map(([dn, ...lines]) => [`dn: ${dn}`, ...lines, ""].join("\n")).join("\n");
}
