/** The first part of a distinguished name in its text form (RFC 4514). Pure. */

/**
 * The attributes of the first part, types in small letters. Where a name is not of that form the
 * answer is empty: it is asked for a preference among values, not for a decision.
 */
export function firstRdn(dn: string): Map<string, string> {
  const attributes = new Map<string, string>();
  let type = "";
  let octets: number[] = [];
  let inValue = false;
  const take = () => {
    if (type.trim() !== "") attributes.set(type.trim().toLowerCase(), fromOctets(octets));
    [type, octets, inValue] = ["", [], false];
  };
  for (let at = 0; at < dn.length; at++) {
    const character = String.fromCodePoint(dn.codePointAt(at)!);
    at += character.length - 1;
    if (character === ",") break;
    if (character === "+" && inValue) take();
    else if (!inValue && character === "=") inValue = true;
    else if (!inValue) type += character;
    else if (character === "\\") {
      const hex = /^[0-9A-Fa-f]{2}/.exec(dn.slice(at + 1))?.[0];
      if (hex !== undefined) octets.push(Number.parseInt(hex, 16));
      else octets.push(...new TextEncoder().encode(dn[at + 1] ?? ""));
      at += hex === undefined ? 1 : 2;
    } else octets.push(...new TextEncoder().encode(character));
  }
  if (inValue) take();
  return attributes;
}

function fromOctets(octets: readonly number[]): string {
  return new TextDecoder().decode(Uint8Array.from(octets));
}
