/** IP addresses and blocks of them: parsed, written in one way, and compared. Pure. */

/** An IP address as a number. IPv4 stands in its IPv6 form (RFC 4291 2.5.5.2), so both compare. */
export type Address = bigint;

/** The addresses that share the first `prefixBits` of `first`. */
export interface AddressBlock {
  first: Address;
  /** Of 128. */
  prefixBits: number;
}

const ADDRESS_BITS = 128;
const IPV4_BITS = 32;
/** ::ffff:0:0/96 */
const MAPPED = 0xffffn << 32n;

/** The address that `text` writes; undefined when it writes none. A zone (`%eth0`) is left out. */
export function parseAddress(text: string): Address | undefined {
  const bare = text.replace(/%.*$/, "");
  const v4 = parseV4(bare);
  return v4 === undefined ? parseV6(bare) : MAPPED | v4;
}

/** An address as it is logged and counted: IPv4 in its own notation, IPv6 as RFC 5952 has it. */
export function writeAddress(address: Address): string {
  if (address >> 32n === MAPPED >> 32n) {
    return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 0xffn)).join(".");
  }
  const groups = Array.from({ length: 8 }, (_, at) => (address >> BigInt(112 - 16 * at)) & 0xffffn);
  return new URL(`http://[${groups.map((group) => group.toString(16)).join(":")}]`)
    .hostname.slice(1, -1);
}

/**
 * The block that `text` writes: an address, or one with the length of its prefix (CIDR, RFC 4632
 * 3.1), such as `10.0.0.0/8` or `fd00::/8`.
 *
 * @returns undefined when it writes none, also where bits are set beyond the prefix: whoever wrote
 * `10.1.2.3/8` meant something else.
 */
export function parseAddressBlock(text: string): AddressBlock | undefined {
  const [written = "", length, ...more] = text.split("/");
  const first = parseAddress(written);
  if (first === undefined || more.length > 0) return undefined;
  if (length === undefined) return { first, prefixBits: ADDRESS_BITS };
  const bits = written.includes(":") ? ADDRESS_BITS : IPV4_BITS;
  if (!/^\d{1,3}$/.test(length) || Number(length) > bits) return undefined;
  const prefixBits = Number(length) + ADDRESS_BITS - bits;
  const rest = BigInt(ADDRESS_BITS - prefixBits);
  return (first >> rest) << rest === first ? { first, prefixBits } : undefined;
}

/** Whether `address` is in one of `blocks`. */
export function isIn(address: Address, blocks: readonly AddressBlock[]): boolean {
  return blocks.some(({ first, prefixBits }) => {
    const rest = BigInt(ADDRESS_BITS - prefixBits);
    return first >> rest === address >> rest;
  });
}

const LOOPBACK: readonly AddressBlock[] = ["127.0.0.0/8", "::1"].map((text) =>
  parseAddressBlock(text)!
);

/** Whether `text` is an address of this machine's loopback interface. */
export function isLoopback(text: string): boolean {
  const address = parseAddress(text);
  return address !== undefined && isIn(address, LOOPBACK);
}

function parseV4(text: string): bigint | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (match === null) return undefined;
  const parts = match.slice(1);
  // A leading zero is octal to some and decimal to others.
  if (parts.some((part) => Number(part) > 255 || (part.length > 1 && part.startsWith("0")))) {
    return undefined;
  }
  return parts.reduce((address, part) => (address << 8n) | BigInt(part), 0n);
}

/** RFC 4291 2.2: eight groups, one run of zeros as `::`, the last 32 bits perhaps as IPv4. */
function parseV6(text: string): bigint | undefined {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted !== null) {
    const v4 = parseV4(dotted[2]!);
    if (v4 === undefined) return undefined;
    return parseV6(`${dotted[1]}${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`);
  }
  const halves = text.split("::");
  if (halves.length > 2 || !text.includes(":")) return undefined;
  const [before = [], after = []] = halves.map((half) => half === "" ? [] : half.split(":"));
  const missing = 8 - before.length - after.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...before, ...Array<string>(missing).fill("0"), ...after];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((address, group) => (address << 16n) | BigInt(`0x${group}`), 0n);
}
