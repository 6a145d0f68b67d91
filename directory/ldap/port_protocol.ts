/** Whether a port speaks the other one of LDAP and LDAPS than the setting says. */

import type { Client } from "ldapts";
import type { ResolvedLdapConfig } from "./config.ts";
import { closeConnection, openUnbound } from "./connection.ts";
import { resultCode } from "./errors.ts";
import { isCertificateProblem } from "./probe_findings.ts";

const TIMEOUT_MS = 1_500;

/**
 * Asks in the other way what the server is, as nobody and without a secret; of the errors that a
 * wrong way ends with, most are those of a server that goes away. Never rejects.
 *
 * @returns whether there was an answer.
 */
export async function speaksTheOther(config: ResolvedLdapConfig): Promise<boolean> {
  const isTls = new URL(config.url).protocol === "ldaps:";
  let client: Client | undefined;
  try {
    client = await openUnbound({
      ...config,
      url: inOtherWay(config.url),
      startTls: false,
      connectTimeoutMs: TIMEOUT_MS,
      operationTimeoutMs: TIMEOUT_MS,
    });
    await client.search("", { scope: "base", attributes: ["1.1"] });
    return true;
  } catch (error) {
    return resultCode(error) !== undefined || (!isTls && isCertificateProblem(error));
  } finally {
    if (client !== undefined) await closeConnection(client);
  }
}

/** The same host and port. */
function inOtherWay(url: string): string {
  const { protocol, host, port } = new URL(url);
  const [way, usualPort] = protocol === "ldaps:" ? ["ldap", 636] : ["ldaps", 389];
  return `${way}://${host}${port === "" ? `:${usualPort}` : ""}`;
}
