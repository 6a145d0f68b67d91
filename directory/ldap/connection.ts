/** One authenticated LDAP connection. */

import { connect, type ConnectionOptions } from "node:tls";
import { Client, type Control } from "ldapts";
import type { ResolvedLdapConfig } from "./config.ts";

/**
 * Connects (with TLS where configured) and binds.
 *
 * @param dn A full distinguished name: the library takes a bare word such as `EXTERNAL` for a SASL
 * mechanism.
 * @param password Never empty: servers take that for an anonymous bind and say yes (RFC 4513 5.1.2).
 * @param controls Sent with the bind; what the server answers stands in them afterwards.
 * @throws {ResultCodeError} the server's answer when it is not a yes; {Error} when none came.
 */
export async function openBound(
  config: ResolvedLdapConfig,
  dn: string,
  password: string,
  controls: Control[] = [],
): Promise<Client> {
  if (!dn.includes("=")) throw new TypeError(`Cannot bind as ${JSON.stringify(dn)}: no name`);
  if (password === "") throw new TypeError("Cannot bind with an empty password");
  const client = await openUnbound(config);
  try {
    await client.bind(dn, password, controls);
    return client;
  } catch (error) {
    await closeConnection(client);
    throw error;
  }
}

/**
 * A connection of nobody, on which nothing but the bind, or the server's word on itself, may be
 * asked; without StartTLS it is opened with the first question.
 */
export async function openUnbound(config: ResolvedLdapConfig): Promise<Client> {
  const { url, startTls, connectTimeoutMs, operationTimeoutMs } = config;
  const tls = tlsOptions(config);
  const client: Client = new Client({
    url,
    connectTimeout: connectTimeoutMs,
    timeout: operationTimeoutMs,
    // Any TLS option, even here, makes the library speak TLS from the first byte.
    ...(new URL(url).protocol === "ldaps:" ? { tlsOptions: tls } : {}),
    ...(startTls ? { createSecureConnection: closing(() => closeConnection(client)) } : {}),
  });
  try {
    if (startTls) await withDeadline(client.startTLS(tls), connectTimeoutMs + operationTimeoutMs);
    return client;
  } catch (error) {
    await closeConnection(client);
    throw error;
  }
}

/**
 * Upgrades a connection for StartTLS. The library does not see the end of one that was upgraded, and
 * would ask on, and wait for answers until the time is over.
 */
function closing(close: () => Promise<void>): typeof connect {
  const upgrade = (options: ConnectionOptions) =>
    connect(options).once("close", () => void close());
  return upgrade as typeof connect;
}

/** Says goodbye and closes; never throws. */
export async function closeConnection(client: Client): Promise<void> {
  await client.unbind().catch(() => {});
}

/** How a server of these settings is met in TLS: whom to trust, and which name it must have. */
export function tlsOptions({ url, caPem }: ResolvedLdapConfig) {
  const host = new URL(url).hostname.replace(/^\[(.*)\]$/, "$1");
  return {
    host,
    minVersion: "TLSv1.2" as const,
    ...(caPem === undefined ? {} : { ca: [caPem] }),
    // RFC 6066 3: a literal address is not sent as a server name; it is still checked.
    ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
  };
}

async function withDeadline<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("TLS handshake timed out")), timeoutMs);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {});
  }
}
