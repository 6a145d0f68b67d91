/** `/.well-known/security.txt`: where a hole in this server is told (RFC 9116). */

const DAY_MS = 86_400_000;
/** RFC 9116 2.5.5 recommends less than a year. The file is made anew each day, so it never expires. */
const LIFE_DAYS = 180;
const MAX_AGE_S = 3600;
const PATH = "/.well-known/security.txt";

export interface SecurityTxtOptions {
  /** A `mailto:` or `https:` URI. */
  contact: string;
  /** Where people reach this server, such as `https://chat.example.org`. */
  publicOrigin: string;
  /** The server's clock, in milliseconds since 1970. */
  nowMs: number;
}

/** The file as its one answer. */
export function securityTxt({ contact, publicOrigin, nowMs }: SecurityTxtOptions): Response {
  const today = Math.floor(nowMs / DAY_MS);
  const expires = new Date((today + LIFE_DAYS) * DAY_MS);
  const lines = [
    `Contact: ${contact}`,
    `Expires: ${expires.toISOString().replace(".000", "")}`,
    // RFC 9116 2.5.2: a web URI here begins with "https://".
    ...publicOrigin.startsWith("https://") ? [`Canonical: ${publicOrigin}${PATH}`] : [],
    "",
  ];
  return new Response(lines.join("\n"), {
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": `max-age=${MAX_AGE_S}`,
    },
  });
}
