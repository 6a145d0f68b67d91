/**
 * Uses each LDAP setting once, as the running server will: connects, binds, finds the base, reads an
 * entry, tries what it may write. Everything but the questions is in `probe_findings.ts`.
 */

import { Buffer } from "node:buffer";
import { Attribute, Change, type Client, type Entry, type SearchOptions } from "ldapts";
import type { Finding } from "../../protocol/finding.ts";
import { type LdapConfig, type ResolvedLdapConfig, resolveLdapConfig } from "./config.ts";
import { POLICY_ATTRIBUTES } from "./account_state.ts";
import { closeConnection, openBound, openUnbound } from "./connection.ts";
import { entriesBelow } from "./entries_below.ts";
import { RESULT, resultCode } from "./errors.ts";
import { beginsLdap, beginsTls, firstBytes } from "./first_bytes.ts";
import { hidesEntries, type Search } from "./hidden_entries.ts";
import { isLimit, Searches } from "./people_search.ts";
import { speaksTheOther } from "./port_protocol.ts";
import {
  baseFinding,
  bindFinding,
  connectFinding,
  entryFindings,
  foreignProtocolFinding,
  hiddenControls,
  hiddenFinding,
  isNoLdap,
  kindFinding,
  limitFinding,
  onePersonFinding,
  otherProtocolFinding,
  othersFinding,
  searchFinding,
  settingFinding,
  silentFinding,
  stateFinding,
  writeFinding,
} from "./probe_findings.ts";
import { schemaOf } from "./schema.ts";

/** All questions together; a start must not wait longer for a directory that dawdles. */
const PROBE_TIMEOUT_MS = 7_000;
/** Entries that are counted to find the server's own limit; ours is as high. */
const MAX_COUNTED_ENTRIES = 20_000;

/**
 * What is wrong with `config`, worst first; empty when all is well. Changes nothing in the
 * directory.
 */
export async function probeLdap(
  config: LdapConfig,
  timeoutMs: number = PROBE_TIMEOUT_MS,
): Promise<Finding[]> {
  let resolved: ResolvedLdapConfig;
  try {
    resolved = resolveLdapConfig(config);
  } catch (error) {
    return [settingFinding(error)];
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Finding[]>((resolve) => {
    timer = setTimeout(() => resolve([silentFinding(resolved, timeoutMs)]), timeoutMs);
  });
  try {
    return await Promise.race([askAll(resolved), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Never rejects. */
async function askAll(config: ResolvedLdapConfig): Promise<Finding[]> {
  let unbound: Client;
  try {
    unbound = await openUnbound(config);
  } catch (error) {
    return [await noConnection(error, config)];
  }
  try {
    const wrongKind = kindFinding(await rootEntry(unbound), config);
    if (wrongKind !== undefined) return [wrongKind];
  } catch (error) {
    // The first question is also the first that uses the connection.
    if (resultCode(error) === undefined) return [await noConnection(error, config)];
  } finally {
    await closeConnection(unbound);
  }
  let client: Client;
  try {
    client = await openBound(config, config.bindDn, config.bindPassword);
  } catch (error) {
    return [bindFinding(error, config)];
  }
  try {
    return await askBound(client, config);
  } catch (error) {
    // A limit says nothing of the base: there is more below it than this account may go through.
    return [isLimit(error) ? searchFinding(error, config) : baseFinding(error, config)];
  } finally {
    await closeConnection(client);
  }
}

async function askBound(client: Client, config: ResolvedLdapConfig): Promise<Finding[]> {
  // Some servers tell nothing of themselves to strangers.
  const root = await rootEntry(client).catch(() => undefined);
  const wrongKind = kindFinding(root, config);
  if (wrongKind !== undefined) return [wrongKind];
  const { searchEntries: bases } = await client.search(config.baseDn, {
    scope: "base",
    attributes: ["1.1"],
  });
  if (bases.length === 0) return [baseFinding(undefined, config)];
  const person = await somePerson(client, config);
  if (person === undefined) return await nobodyFindings(searchOn(client), config);
  const unreadable = entryFindings(person, config);
  if (unreadable.length > 0) return unreadable;
  return [
    await isPerson(client, config.baseDn, config) ? onePersonFinding(config) : undefined,
    writeFinding(await writeRefusal(client, person, config), person, config),
    stateFinding(await deniedState(client, person, config), person, config),
    await listFinding(client, config),
  ].filter((finding) => finding !== undefined);
}

/** Why nobody is seen: they are hidden, or the base is another one's; or nobody is there yet. */
async function nobodyFindings(search: Search, config: ResolvedLdapConfig): Promise<Finding[]> {
  const { baseDn, kind } = config;
  if (await hidesEntries(search, baseDn)) return [hiddenFinding(config)];
  const entries = await entriesBelow(search, baseDn);
  return entries === undefined ? [] : [othersFinding(entries, schemaOf(kind).personClass, config)];
}

async function isPerson(client: Client, dn: string, config: ResolvedLdapConfig): Promise<boolean> {
  const filter = schemaOf(config.kind).matching("");
  const found = await client.search(dn, { scope: "base", filter, attributes: ["1.1"] });
  return found.searchEntries.length > 0;
}

function searchOn(client: Client): Search {
  return async (baseDn, options) => (await client.search(baseDn, options)).searchEntries;
}

/** Nobody answered, or nobody in this way, or in LDAP at all. */
async function noConnection(error: unknown, config: ResolvedLdapConfig): Promise<Finding> {
  const finding = connectFinding(error, config);
  if (finding.verdict !== "unreachable" || NOBODY_THERE.test(finding.saw)) return finding;
  const isTheOther = speaksTheOther(config);
  const said = await firstBytes(config);
  const isPlain = new URL(config.url).protocol === "ldap:";
  if (isPlain && beginsTls(said)) return otherProtocolFinding(error, config);
  const isForeign = said.length > 0 && (!beginsLdap(said) || isNoLdap(error));
  if (isForeign) return foreignProtocolFinding(said, config);
  return await isTheOther ? otherProtocolFinding(error, config) : finding;
}

/** Nothing is at that port, or no such host is known. */
const NOBODY_THERE = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/;

/** What the server says of itself (RFC 4512 5.1). */
async function rootEntry(client: Client): Promise<Entry | undefined> {
  const attributes = ["objectClass", "supportedCapabilities", "vendorName"];
  const { searchEntries } = await client.search("", { scope: "base", attributes });
  return searchEntries[0];
}

/** Entries among which one is looked for that can use the chat. */
const LOOKED_AT = 25;

/** Anybody whom the chat would show; before others somebody of whom all that is needed is there. */
async function somePerson(client: Client, config: ResolvedLdapConfig): Promise<Entry | undefined> {
  const { attributes, binaryAttributes, matching, read } = schemaOf(config.kind);
  const { searchEntries } = await client.search(config.baseDn, {
    scope: "sub",
    filter: matching(""),
    attributes: [...attributes({ certificates: false }), "allowedAttributesEffective"],
    explicitBufferAttributes: binaryAttributes,
    sizeLimit: LOOKED_AT,
  });
  const people = searchEntries.filter((entry) => read(entry, 0) !== undefined);
  // A contact of an address book, which has no username, says nothing of the account's rights.
  return people.find((entry) => entryFindings(entry, config).length === 0) ?? people[0];
}

/**
 * Asks to take a certificate away that nobody has. Who may not write is told so; who may is told
 * that there is no such value. Either way the entry stays as it is.
 *
 * @returns what the server refused it with; undefined when nothing stood in the way.
 */
async function writeRefusal(
  client: Client,
  person: Entry,
  config: ResolvedLdapConfig,
): Promise<unknown> {
  const modification = new Attribute({
    type: schemaOf(config.kind).certificateAttribute,
    values: [NOBODYS_CERTIFICATE],
  });
  try {
    await client.modify(person.dn, new Change({ operation: "delete", modification }));
    return undefined;
  } catch (error) {
    const isAnswer = resultCode(error) !== undefined;
    const isMissing = resultCode(error) === RESULT.noSuchAttribute;
    return isAnswer && !isMissing ? error : undefined;
  }
}

/**
 * What of an account's state may not be read: an attribute that is not there looks like one that is
 * hidden, but a comparison (RFC 4511 4.10) with what is hidden is refused.
 */
async function deniedState(
  client: Client,
  person: Entry,
  { kind }: ResolvedLdapConfig,
): Promise<string[]> {
  if (kind === "activedirectory") return hiddenControls(person);
  const denied: string[] = [];
  for (const name of POLICY_ATTRIBUTES) {
    const value = /Time$|Expiration$/.test(name) ? "20000101000000Z" : "TRUE";
    try {
      await client.compare(person.dn, name, value);
    } catch (error) {
      if (resultCode(error) === undefined) throw error;
      if (resultCode(error) === RESULT.insufficientAccessRights) denied.push(name);
    }
  }
  return denied;
}

/** What keeps a list from having everybody at once; undefined when nothing does. */
async function listFinding(
  client: Client,
  config: ResolvedLdapConfig,
): Promise<Finding | undefined> {
  const { baseDn, kind } = config;
  const filter = schemaOf(kind).matching("");
  const names: SearchOptions = { scope: "sub", attributes: ["1.1"] };
  const { stopped } = await new Searches(baseDn, names, MAX_COUNTED_ENTRIES).read(client, filter);
  if (!stopped) return undefined;
  // What came before it stopped was lost with the error. With a limit of ours it is no error.
  try {
    const few = await client.search(baseDn, {
      ...names,
      filter,
      sizeLimit: MAX_COUNTED_ENTRIES,
    });
    return limitFinding(few.searchEntries.length, config);
  } catch (error) {
    if (isLimit(error)) return searchFinding(error, config);
    throw error;
  }
}

/** Well-formed, for "nobody", by nobody, for one day of 2026: only its form counts. */
const NOBODYS_CERTIFICATE = Buffer.from(
  "MIIBNjCB6aADAgECAhRHpgmf4s+A+SkOWRQ+Ml3J++j2xjAFBgMrZXAwETEPMA0GA1UEAwwGbm9ib2R5MB4XDTI2" +
    "MTEzMDE2MTYxOVoXDTI2MTIwMTE2MTYxOVowETEPMA0GA1UEAwwGbm9ib2R5MCowBQYDK2VwAyEANdpnzt/fX30a" +
    "F/JkoaDfLrRqXe0Y/u2Upbk8ipRTCoGjUzBRMB0GA1UdDgQWBBRQYDCKpfQx7UBBv5KhF9O+POeNPTAfBgNVHSME" +
    "GDAWgBRQYDCKpfQx7UBBv5KhF9O+POeNPTAPBgNVHRMBAf8EBTADAQH/MAUGAytlcANBAAOX+Sp7au27uGjac7h5" +
    "MVQ5ySuxp27jVqguVnEJDAM4n/3vrVHWWlOVkykGEDaDnVlt1Gy0Ne7z3EhoEcfV7A0=",
  "base64",
);
