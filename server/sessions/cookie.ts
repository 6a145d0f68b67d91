/** The session cookie: out of reach of scripts, of other sites, and, on TLS, of the network. */
export interface SessionCookie {
  /** Value of `Set-Cookie` that gives the browser a token. */
  set(token: string): string;
  /** Value of `Set-Cookie` that takes it away. */
  clear(): string;
  /** The token in a request's `Cookie` header. */
  read(header: string | null | undefined): string | undefined;
}

/**
 * @param secure the pages are served over https, by us or by a proxy. Then the name begins with
 * `__Host-`, which a browser takes only for this host, this path and TLS (RFC 6265bis 4.1.3.2).
 * @param maxAgeS seconds that the browser keeps it.
 */
export function sessionCookie({ secure, maxAgeS }: {
  secure: boolean;
  maxAgeS: number;
}): SessionCookie {
  const name = secure ? "__Host-talkywalky" : "talkywalky";
  const attributes = ["Path=/", "HttpOnly", "SameSite=Strict", ...(secure ? ["Secure"] : [])];
  const write = (value: string, seconds: number) =>
    [`${name}=${value}`, `Max-Age=${seconds}`, ...attributes].join("; ");
  return {
    set: (token) => write(token, maxAgeS),
    clear: () => write("", 0),
    read: (header) => {
      for (const pair of (header ?? "").split(";")) {
        const at = pair.indexOf("=");
        if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
      }
      return undefined;
    },
  };
}
