/**
 * What of a wrong value is repeated. Whoever pastes a password or a key into the wrong setting must
 * not find it in the log, so a value is shown only where it has the form of what that setting holds.
 * Pure.
 */

/** As much of a value as is shown. */
const MAX_SHOWN_CHARS = 60;
/** Longer than anything that is meant to be there. */
const MAX_HARMLESS_CHARS = 1000;
/** What would end a line, or be drawn as something that it is not. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

const HOST = String.raw`(?:[\w.-]{1,60}|\[[\da-f:.]{2,45}\]|\*)`;

/** Forms in which a value gives nothing away, by what the setting holds. */
export const HARMLESS = {
  /** A short number, with a unit or without. */
  number: /^[-+]?\p{Nd}{1,7}(?:[.,]\p{Nd}{1,6})?\s?[\p{L}%]{0,3}$/u,
  /** An address or a part of one, a name with its port, or a URL of them. */
  host: new RegExp(
    String.raw`^(?:\d{1,3}|\*|[\da-f]*[.:][\da-f.:]{1,40}(?:%\w{1,15})?|\[[\da-f:.]{2,45}\]|` +
      String.raw`${HOST}:\d{1,5}|https?://${HOST}(?::\d{1,6})?/?)$`,
    "i",
  ),
  addresses: /^(?:[\da-f]*[.:][\da-f.:]*(?:\/\d{0,3})?(?:[\s,]+|$))+$/i,
  /** A URL of a host and nothing else. */
  url: new RegExp(String.raw`^[a-z][a-z\d+.-]{0,9}://${HOST}(?::\d{1,6})?/?$`, "i"),
  /** Begins at a folder, or ends like a file of certificates. */
  path: /^(?:(?:\.{0,2}|[a-z]:)[/\\].*|[\w. -]{1,60}\.(?:pem|crt|cer|key))$/i,
  /** What people write for yes and no. */
  choice: /^(?:true|false|yes|no|on|off|[01])$/i,
} as const satisfies Record<string, RegExp>;

const PEM = /-----|PRIVATE KEY/i;
/** What keys and tokens look like otherwise: a long run of base64 or hexadecimal digits. */
const LONG_RUN = /(?=[a-z+=]*\d)[a-z\d+=]{24,}/i;

/**
 * The end of a sentence about a wrong value: `"value"` where it is harmless, and its length alone
 * where it is not.
 *
 * @param harmless the form of what the setting holds; without one nothing is shown.
 * @param secrets what no other setting's line may hold.
 */
export function shownValue(
  value: string,
  harmless: RegExp | undefined,
  secrets: readonly string[],
): string {
  const chars = [...value];
  const seen = value.replace(UNSEEN, "");
  const isHarmless = chars.length <= MAX_HARMLESS_CHARS && harmless?.test(seen) === true &&
    !isPem(seen) && !LONG_RUN.test(seen) &&
    !secrets.some((secret) => seen.includes(secret));
  if (!isHarmless) {
    return `something else of ${chars.length} character${chars.length === 1 ? "" : "s"}`;
  }
  const rest = chars.length - MAX_SHOWN_CHARS;
  const shown = escapeUnseen(chars.slice(0, MAX_SHOWN_CHARS).join(""));
  return `"${shown}"${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** Whether `text` has a part of a PEM block (RFC 7468 2) in it. */
export function isPem(text: string): boolean {
  return PEM.test(text);
}

/** `text` with all that cannot be seen written out. */
export function escapeUnseen(text: string): string {
  return text.replace(UNSEEN, (one) => `\\u{${one.codePointAt(0)!.toString(16)}}`);
}

/** What of a secret setting's value must not be told: all of it, and the password of a URL. */
export function secretsIn(value: string): string[] {
  const [, password] = /^[a-z][a-z\d+.-]*:\/\/[^/?#:]*:(.*)@/i.exec(value) ?? [];
  return [value.trim(), ...password === undefined ? [] : [password, percentDecoded(password)]]
    .filter((one) => one !== "");
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
