/** Whose request it is behind proxies that one trusts: `Forwarded` and `X-Forwarded-For`. Pure. */

import { type AddressBlock, isIn, parseAddress, writeAddress } from "./address.ts";

/** What one request says of its way. */
export interface Way {
  /** Address of the socket's other end. */
  peer: string;
  /** `Forwarded` (RFC 7239), all lines joined by commas; empty for none. */
  forwarded: string;
  /** `X-Forwarded-For`, the same. */
  xForwardedFor: string;
}

/** Hops that are looked at; a longer list is somebody's own making. */
const MAX_HOPS = 64;

/**
 * What stands for the address of whoever came through a trusted proxy and of whom it cannot be told
 * (the word of RFC 7239 6.2).
 */
export const UNKNOWN_CLIENT = "unknown";

/**
 * The address that a request comes from. Each proxy adds whom it got the request from at the right,
 * so the list is read from there, and only as far as those who wrote it are in `trusted`: the first
 * address that is not trusted is the client's. What stands left of it is the client's own claim.
 *
 * Nobody but a trusted peer is asked. Where both headers are there and do not agree, one of them
 * came through from the client, and nothing tells which; where one cannot be read, the client may
 * have spoilt it. Then nobody's address is right: the client would choose the one, and all who
 * write junk would share the proxy's own. So it is `UNKNOWN_CLIENT`, one name and so one limit for
 * all such requests on this server, which are seen as such in the audit. So it is where a proxy
 * wrote no address (`unknown`, or a hidden name, RFC 7239 6.3). A proxy that wrote neither header
 * has asked for itself.
 *
 * @param trusted addresses of proxies that always write one of the headers.
 */
export function clientOf(way: Way, trusted: readonly AddressBlock[]): string {
  const peer = normal(way.peer);
  if (!isTrusted(way.peer, trusted)) return peer;
  const lists = [hopsOfForwarded(way.forwarded), hopsOf(way.xForwardedFor)]
    .filter((hops) => hops === undefined || hops.length > 0);
  const clients = new Set(lists.map((hops) => hops && clientAmong(hops, trusted)));
  if (clients.size === 0) return peer;
  const [client] = clients;
  return clients.size === 1 && client !== undefined ? client : UNKNOWN_CLIENT;
}

/** The first of `hops`, from the right, that is not trusted; the leftmost where all are. */
function clientAmong(
  hops: readonly string[],
  trusted: readonly AddressBlock[],
): string | undefined {
  for (const hop of [...hops.slice(-MAX_HOPS)].reverse()) {
    if (parseAddress(hop) === undefined) return undefined;
    if (!isTrusted(hop, trusted)) return normal(hop);
  }
  return hops.length > MAX_HOPS ? undefined : normal(hops[0]!);
}

/** Empty elements of a list are none (RFC 9110 5.6.1.2), here and in `Forwarded`. */
function hopsOf(header: string): string[] {
  return header.split(",").map((part) => part.trim()).filter((part) => part !== "")
    .map(withoutPort);
}

/**
 * The `for` of each element, in order; empty where one says none. Undefined for what is no list of
 * elements (RFC 7239 4), which is read by nobody.
 */
function hopsOfForwarded(header: string): string[] | undefined {
  const list = header.replace(/^[\s,]+/, "");
  // One element is `name=value` pairs with semicolons; a value is a token or a quoted string.
  const pair =
    /\s*([!#$%&'*+.^_`|~\w-]+)=(?:([!#$%&'*+.^_`|~\w-]+)|"((?:[^"\\]|\\.)*)")\s*(;|,[\s,]*|$)/y;
  const hops: string[] = [];
  let hop: string | undefined;
  let isElementWhole = true;
  while (pair.lastIndex < list.length) {
    const found = pair.exec(list);
    if (found === null) return undefined;
    const [, name = "", token, quoted, end] = found;
    if (name.toLowerCase() === "for") {
      if (hop !== undefined) return undefined;
      hop = withoutPort(token ?? quoted!.replace(/\\(.)/g, "$1"));
    }
    isElementWhole = end !== ";";
    if (!isElementWhole) continue;
    hops.push(hop ?? "");
    hop = undefined;
  }
  return isElementWhole ? hops : undefined;
}

/** `192.0.2.7:4711`, `[2001:db8::1]:4711` and the same without a port, as the bare address. */
function withoutPort(node: string): string {
  const bracketed = /^\[([^\]]*)\](?::[\w.-]+)?$/.exec(node);
  if (bracketed !== null) return bracketed[1]!;
  return /^[\d.]+:[\w.-]+$/.test(node) ? node.slice(0, node.indexOf(":")) : node;
}

function isTrusted(text: string, trusted: readonly AddressBlock[]): boolean {
  const address = parseAddress(text);
  return address !== undefined && isIn(address, trusted);
}

/** One spelling for each address, so that one client has one limit. */
function normal(text: string): string {
  const address = parseAddress(text);
  return address === undefined ? text : writeAddress(address);
}
