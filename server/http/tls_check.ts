/** Uses the TLS certificate and key once, before anybody else has to. */

import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer, type TLSSocket } from "node:tls";
import type { Finding } from "../../protocol/finding.ts";
import { parseAddress } from "./address.ts";
import { GOOD_KEYS, judgeForBrowsers } from "./tls_check_browsers.ts";
import { certificateBlocks, keyBlock, labelsOf, tlsBlocks, type TlsFiles } from "./tls_files.ts";

/** One for each time that the handshake is tried: a machine may have something else to do. */
const HANDSHAKE_TIMEOUTS_MS = [5_000, 10_000, 20_000];
const CERT = "TW_TLS_CERT";
const KEY = "TW_TLS_KEY";

/**
 * Everything that is wrong with `files`: read, held against each other, and used for a handshake of
 * this process with itself.
 *
 * @param host the name under which browsers come, without a port.
 */
export async function checkTls(
  files: TlsFiles,
  host: string,
  now: Date,
  timeoutsMs: readonly number[] = HANDSHAKE_TIMEOUTS_MS,
): Promise<Finding[]> {
  const findings = judgeTls(files, host, now);
  if (findings.some(({ verdict }) => verdict === "refused")) return findings;
  const tried = "made a TLS connection to ourselves with them";
  let done: Handshake = { is: "late" };
  for (const timeoutMs of timeoutsMs) {
    done = await handshake(tlsBlocks(files), timeoutMs);
    if (done.is !== "late") break;
  }
  if (done.is === "good") return findings;
  if (done.is === "failed") {
    return [refused([CERT, KEY], tried, `it failed: ${done.why}`, GOOD_KEYS), ...findings];
  }
  const saw = `it was not done within ${(timeoutsMs.at(-1) ?? 0) / 1000} s`;
  const change = "See whether this machine has too much to do.";
  return [warning([CERT, KEY], tried, saw, change), ...findings];
}

/** What can be said of `files` without a connection. */
export function judgeTls({ cert, key }: TlsFiles, host: string, now: Date): Finding[] {
  const wrong = judgeCertificates(cert) ?? judgeKey(key);
  if (wrong !== undefined) return [wrong];
  const certificates = certificateBlocks(cert).map((pem) => new X509Certificate(pem));
  const [leaf, ...others] = certificates;
  const privateKey = keyOf(key);
  if (leaf === undefined || privateKey === undefined) return [];
  if (!leaf.checkPrivateKey(privateKey)) {
    const at = certificates.findIndex((certificate) => certificate.checkPrivateKey(privateKey));
    return [
      at > 0
        ? refused(
          [CERT],
          "held its first certificate against the key",
          `the key belongs to certificate ${at + 1} of the file`,
          "Put the server's own certificate first, and those of the authorities after it.",
        )
        : refused(
          [KEY, CERT],
          "held the key against the certificate",
          `the key does not belong to the certificate of ${describe(leaf)}`,
          "Name the key that this certificate was made for.",
        ),
    ];
  }
  return [...judgeForBrowsers([leaf, ...others]), ...warnings(leaf, host, now)];
}

function judgeCertificates(text: string): Finding | undefined {
  const tried = "read certificates from the file that it names";
  const pems = certificateBlocks(text);
  if (pems.length === 0) {
    const holdsKey = labelsOf(text).some((label) => label.endsWith("PRIVATE KEY"));
    return refused(
      [CERT],
      tried,
      holdsKey ? "it holds a private key and no certificate" : "it holds no PEM certificate",
      "Name the PEM file with the certificate and its intermediates.",
    );
  }
  for (const [at, pem] of pems.entries()) {
    try {
      new X509Certificate(pem);
    } catch (error) {
      return refused(
        [CERT],
        tried,
        `certificate ${at + 1} of ${pems.length} cannot be read (${messageOf(error)})`,
        "Name the PEM file with the certificate and its intermediates.",
      );
    }
  }
  return undefined;
}

function judgeKey(text: string): Finding | undefined {
  const tried = "read a private key from the file that it names";
  const change = "Name the PEM file with the private key, without a passphrase.";
  const block = keyBlock(text);
  if (block === undefined) {
    const saw = labelsOf(text).includes("CERTIFICATE")
      ? "it holds a certificate and no key"
      : "it holds text that is no PEM private key";
    return refused([KEY], tried, saw, change);
  }
  if (/^(?:-----BEGIN ENCRYPTED |Proc-Type: *4, *ENCRYPTED)/m.test(block)) {
    return refused([KEY], tried, "it is encrypted with a passphrase", change);
  }
  try {
    createPrivateKey(block);
    return undefined;
  } catch (error) {
    return refused([KEY], tried, `the key cannot be read (${messageOf(error)})`, change);
  }
}

function warnings(leaf: X509Certificate, host: string, now: Date): Finding[] {
  const found: Finding[] = [];
  const [from, to] = [new Date(leaf.validFrom), new Date(leaf.validTo)];
  if (now > to) {
    found.push(warning([CERT], "looked at its dates", `it ended ${iso(to)}`, "Renew it."));
  } else if (now < from) {
    const saw = `it begins only ${iso(from)}`;
    found.push(warning([CERT], "looked at its dates", saw, "Is the clock of this machine right?"));
  }
  if (!isFor(leaf, host)) {
    const names = leaf.subjectAltName ?? "no name";
    found.push(warning(
      [CERT, "TW_PUBLIC_ORIGIN"],
      `looked for ${host} in it`,
      `it is for ${names}`,
      "Get a certificate for the name that people type, or set TW_PUBLIC_ORIGIN to that name.",
    ));
  }
  return found;
}

/**
 * Whether one of the certificate's alternative names is `host`'s (RFC 9525 6.3): the same, or with
 * an asterisk for the whole of its first label. The runtime's own check knows no asterisk.
 */
function isFor({ subjectAltName = "" }: X509Certificate, host: string): boolean {
  const address = parseAddress(host.replace(/^\[|\]$/g, ""));
  const wanted = host.toLowerCase();
  return subjectAltName.split(/,\s*/).some((name) => {
    const [, kind, value = ""] = /^(DNS|IP Address):(.*)$/.exec(name) ?? [];
    if (kind === "IP Address") return address !== undefined && parseAddress(value) === address;
    const known = value.toLowerCase();
    return kind === "DNS" && address === undefined &&
      (known === wanted || known === wanted.replace(/^[^.]+/, "*"));
  });
}

const LATE = new Error("Nothing came of the handshake in time");

type Handshake = { is: "good" } | { is: "failed"; why: string } | { is: "late" };

/** A handshake of this process with itself. */
async function handshake({ cert, key }: TlsFiles, timeoutMs: number): Promise<Handshake> {
  let server: ReturnType<typeof createServer> | undefined;
  let client: TLSSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const accepted = new Set<TLSSocket>();
  try {
    server = createServer({ cert, key }, (socket) => {
      socket.on("error", () => {});
      accepted.add(socket);
    });
    const failed = new Promise<never>((_, reject) => {
      server!.once("error", reject);
      server!.once("tlsClientError", reject);
      timer = setTimeout(() => reject(LATE), timeoutMs);
    });
    failed.catch(() => {});
    server.listen(0, "127.0.0.1");
    await Promise.race([once(server, "listening"), failed]);
    const { port } = server.address() as AddressInfo;
    // Whether it is to be trusted is for browsers to say; here it is whether it works.
    client = connect({ port, host: "127.0.0.1", rejectUnauthorized: false });
    await Promise.race([once(client, "secureConnect"), failed]);
    return { is: "good" };
  } catch (error) {
    return error === LATE ? { is: "late" } : { is: "failed", why: messageOf(error) };
  } finally {
    clearTimeout(timer);
    client?.on("error", () => {});
    client?.destroy();
    for (const socket of accepted) socket.destroy();
    server?.close();
  }
}

function keyOf(text: string): KeyObject | undefined {
  try {
    return createPrivateKey(keyBlock(text) ?? "");
  } catch {
    return undefined;
  }
}

function describe({ subject, subjectAltName }: X509Certificate): string {
  return (subjectAltName ?? subject ?? "nobody").replaceAll("\n", ", ");
}

function iso(date: Date): string {
  return date.toISOString();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function refused(
  settings: Finding["settings"],
  tried: string,
  saw: string,
  change: string,
): Finding {
  return { verdict: "refused", settings, tried, saw, change };
}

function warning(
  settings: Finding["settings"],
  tried: string,
  saw: string,
  change: string,
): Finding {
  return { verdict: "warning", settings, tried, saw, change };
}
