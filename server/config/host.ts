/** Names and addresses of machines as settings write them. Pure. */

import { isIn, parseAddress, parseAddressBlock, writeAddress } from "../http/address.ts";

/** RFC 1035 2.3.4, without the root's own label. */
const MAX_NAME_CHARS = 253;
/** A label of a name (RFC 1123 2.1). Some machines' own names hold underscores as well. */
const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;
/** URLs take a name that ends like this for an IPv4 address, whatever it stands for elsewhere. */
const NUMERIC_LABEL = /^(?:\d+|0x[0-9a-f]*)$/;

/** "This network", multicast, reserved and broadcast (RFC 6890 2.2.2, RFC 4291 2.7). */
const NO_MACHINES = ["0.0.0.0/8", "224.0.0.0/3", "ff00::/8"].map((text) =>
  parseAddressBlock(text)!
);

/** What {@linkcode readHost} takes, for whoever wrote something else. */
export const HOST_FORM = "a name, an IPv4 address or an IPv6 address";

/**
 * The name or address that `text` writes, in the one form that it is compared and listened on in:
 * names in small letters, addresses as RFC 5952 has them, without brackets.
 *
 * @returns undefined when it writes none: also for `0`, `127.1` and `0x7f000001`, which systems and
 * URLs take for different machines, for addresses with a zone, which no URL holds, and for names
 * that are not in ASCII.
 */
export function readHost(text: string): string | undefined {
  const address = text.includes("%") ? undefined : parseAddress(text);
  if (address !== undefined) {
    const host = writeAddress(address);
    return isIn(address, NO_MACHINES) && !isEveryInterface(host) ? undefined : host;
  }
  const name = text.toLowerCase();
  const labels = name.split(".");
  const isName = name.length <= MAX_NAME_CHARS && labels.every((label) => LABEL.test(label)) &&
    !NUMERIC_LABEL.test(labels.at(-1)!);
  return isName ? name : undefined;
}

/** The same of a URL's host, where IPv6 addresses stand in brackets. */
export function readUrlHost(hostname: string): string | undefined {
  const inBrackets = /^\[(.*)\]$/.exec(hostname)?.[1];
  if (inBrackets === undefined) return hostname.includes(":") ? undefined : readHost(hostname);
  return inBrackets.includes(":") ? readHost(inBrackets) : undefined;
}

/** Whether a host that {@linkcode readHost} read is every interface, and so no name to come by. */
export function isEveryInterface(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}
