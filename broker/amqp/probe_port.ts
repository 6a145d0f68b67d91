/** What a port says to the greeting of AMQP, before anything reads it as AMQP, and what that tells. */

import { Buffer } from "node:buffer";
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Finding } from "../../protocol/finding.ts";
import type { AmqpAddress } from "./address.ts";

const TIMEOUT_MS = 1_500;
/** For the rest of an answer that came in part. */
const REST_TIMEOUT_MS = 200;
/** Enough to tell protocols apart, and to show. */
const ENOUGH_BYTES = 12;
/** AMQP 0-9-1, 4.2.2: the protocol header. */
const GREETING = Buffer.from("AMQP\0\0\x09\x01", "latin1");
/** 4.2.3: a method frame on channel 0; 1.4.2.1: `connection.start`. Undefined: the size. */
const START = [1, 0, 0, undefined, undefined, undefined, undefined, 0, 10, 0, 10];

/**
 * Why nothing came of a connection: the port speaks TLS, or no AMQP at all. Never rejects.
 *
 * @param caCertificates PEM, to trust instead of the system's.
 * @returns undefined where it says nothing, or begins as a broker does.
 */
export async function portFinding(
  { url, label }: AmqpAddress,
  caCertificates: string[] | undefined,
): Promise<Finding | undefined> {
  const isTls = new URL(url).protocol === "amqps:";
  const said = await firstBytes(new URL(url), caCertificates);
  if (said.every((byte, at) => at >= START.length || (START[at] ?? byte) === byte)) {
    return undefined;
  }
  const refused = (saw: string, change: string): Finding => ({
    verdict: "refused",
    settings: ["TW_AMQP_URL"],
    tried: `connected to ${label}`,
    saw: `that port ${saw} (it said ${shown(said)})`,
    change,
  });
  if (!isTls && beginsTls(said)) {
    return refused("speaks TLS from the first byte", "Use amqps:// with this port.");
  }
  return refused(
    "does not speak AMQP 0-9-1",
    isTls ? "Name its amqps port, 5671 mostly." : "Name its AMQP port, 5672 mostly.",
  );
}

function firstBytes(
  { protocol, hostname, port }: URL,
  caCertificates: string[] | undefined,
): Promise<Uint8Array> {
  const isTls = protocol === "amqps:";
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const to = { host, port: port === "" ? isTls ? 5671 : 5672 : Number(port) };
  return new Promise((resolve) => {
    let said = Buffer.alloc(0);
    const socket: Socket = isTls
      ? connectTls({
        ...to,
        // RFC 6066 3: a literal address is not sent as a server name; it is still checked.
        ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
        ...(caCertificates === undefined ? {} : { ca: caCertificates }),
      })
      : connect(to);
    const finish = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(said);
    };
    let timer = setTimeout(finish, TIMEOUT_MS);
    socket.once(isTls ? "secureConnect" : "connect", () => socket.write(GREETING));
    socket.on("data", (chunk: Buffer) => {
      said = Buffer.concat([said, chunk]);
      clearTimeout(timer);
      timer = setTimeout(finish, said.length < ENOUGH_BYTES ? REST_TIMEOUT_MS : 0);
    });
    socket.on("error", finish);
    socket.once("close", finish);
  });
}

/** An alert or a handshake of TLS (RFC 8446 5.1). */
function beginsTls([type, major]: Uint8Array): boolean {
  return (type === 0x15 || type === 0x16) && major === 0x03;
}

/** As text in quotation marks where it is that, else as hexadecimal numbers. */
function shown(said: Uint8Array): string {
  const bytes = [...said.subarray(0, ENOUGH_BYTES)];
  return bytes.every((byte) => byte >= 0x20 && byte < 0x7f)
    ? JSON.stringify(String.fromCharCode(...bytes))
    : bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
