/** What the LDAP adapter must be told. */

export type DirectoryKind = "openldap" | "activedirectory";

export interface LdapConfig {
  /** `ldap://host:port` or `ldaps://host:port`. */
  url: string;
  /** The container of the people, as `ou=people,dc=example,dc=org`. */
  baseDn: string;
  /** The service account; it reads, adds and removes people and writes their certificates. */
  bindDn: string;
  bindPassword: string;
  kind: DirectoryKind;
  /** Upgrade an `ldap://` connection before anything is said on it. */
  startTls?: boolean;
  /** PEM of the authorities to trust for TLS instead of the system's. */
  caPem?: string;
  /** For TCP and TLS to stand; 3,000 by default. */
  connectTimeoutMs?: number;
  /** For one answer; 5,000 by default. */
  operationTimeoutMs?: number;
  /** Connections kept open for the service account; 2 by default. */
  connections?: number;
}

export type ResolvedLdapConfig =
  & Required<Omit<LdapConfig, "caPem">>
  & Pick<LdapConfig, "caPem">;

/**
 * Fills in the defaults.
 *
 * @throws {TypeError} naming the setting that cannot be right.
 */
export function resolveLdapConfig(config: LdapConfig): ResolvedLdapConfig {
  const resolved = {
    startTls: false,
    connectTimeoutMs: 3000,
    operationTimeoutMs: 5000,
    connections: 2,
    ...config,
  };
  const url = URL.canParse(config.url) ? new URL(config.url) : undefined;
  if (url === undefined || (url.protocol !== "ldap:" && url.protocol !== "ldaps:")) {
    throw new TypeError("Cannot use the directory as url must be ldap://host or ldaps://host");
  }
  if (resolved.startTls && url.protocol === "ldaps:") {
    throw new TypeError("Cannot use the directory as startTls makes no sense with ldaps://");
  }
  for (const name of ["baseDn", "bindDn"] as const) {
    if (!config[name].includes("=")) {
      throw new TypeError(`Cannot use the directory as ${name} must be a distinguished name`);
    }
  }
  if (config.bindPassword === "") {
    throw new TypeError("Cannot use the directory as bindPassword must not be empty");
  }
  // [MS-ADTS] 3.1.1.3.1.5: unicodePwd can only be written on a protected connection.
  if (config.kind === "activedirectory" && url.protocol === "ldap:" && !resolved.startTls) {
    throw new TypeError("Cannot use Active Directory as url must be ldaps:// or startTls set");
  }
  for (const name of ["connectTimeoutMs", "operationTimeoutMs", "connections"] as const) {
    if (!Number.isInteger(resolved[name]) || resolved[name] < 1) {
      throw new TypeError(`Cannot use the directory as ${name} must be a whole number from 1`);
    }
  }
  return resolved;
}
