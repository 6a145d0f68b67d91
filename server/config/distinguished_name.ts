/** Tells a distinguished name from any other text that holds a `=`. Pure. */

/** `type=value` (RFC 4514 2.3); a comma in the value is escaped or in quotes. */
const RDN = String.raw`\s*(?:[a-z][a-z\d-]*|\d+(?:\.\d+)+)\s*=\s*(?:"[^"]*"|\\.|[^\\,"\s])` +
  String.raw`(?:"[^"]*"|\\.|[^\\,"])*`;
const NAME = new RegExp(`^${RDN}(?:,${RDN})*$`, "i");

/** What a name ends with: a container (RFC 4519 2), or the one entry that has none above it. */
const LAST_TYPES: ReadonlySet<string> = new Set([
  ...["dc", "domaincomponent", "o", "organizationname", "ou", "organizationalunitname"],
  ...["c", "countryname", "cn", "commonname", "l", "localityname", "st", "s", "uid", "userid"],
  ...["stateorprovincename", "street", "streetaddress"],
]);

/**
 * Whether `text` is a distinguished name (RFC 4514). Its last type must be one that directories end
 * with: a password may hold a `=` too, and a name is repeated where a password must not be.
 */
export function isDistinguishedName(text: string): boolean {
  if (!NAME.test(text)) return false;
  const last = text.split(/(?<!\\),/).findLast((part) => /^\s*[\w.-]+\s*=/.test(part)) ?? "";
  const type = last.split("=", 1)[0]!.trim().toLowerCase();
  return LAST_TYPES.has(type) || /^\d+(?:\.\d+)+$/.test(type);
}
