/** What a port says to a question in LDAP, before anything reads it as LDAP, and what that tells. */

import { Buffer } from "node:buffer";
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { ResolvedLdapConfig } from "./config.ts";
import { tlsOptions } from "./connection.ts";

const TIMEOUT_MS = 1_500;
/** For the rest of an answer that came in part. */
const REST_TIMEOUT_MS = 200;
/** Enough to tell protocols apart, and to show. */
const ENOUGH_BYTES = 12;
/** A search for what the server says of itself (RFC 4511 4.5.1, RFC 4512 5.1), as nobody. */
const QUESTION = Buffer.from(
  "302502010163200400" + "0a01000a0100020100020100010100" + "870b6f626a656374436c6173733000",
  "hex",
);

/** Asks a port, over TLS where the URL says so. Never rejects. @returns empty where it says nothing. */
export function firstBytes(config: ResolvedLdapConfig): Promise<Uint8Array> {
  const { protocol, hostname, port } = new URL(config.url);
  const isTls = protocol === "ldaps:";
  const to = {
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: port === "" ? isTls ? 636 : 389 : Number(port),
  };
  return new Promise((resolve) => {
    let said = Buffer.alloc(0);
    const socket: Socket = isTls ? connectTls({ ...tlsOptions(config), ...to }) : connect(to);
    const finish = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(said);
    };
    let timer = setTimeout(finish, TIMEOUT_MS);
    socket.once(isTls ? "secureConnect" : "connect", () => socket.write(QUESTION));
    socket.on("data", (chunk: Buffer) => {
      said = Buffer.concat([said, chunk]);
      clearTimeout(timer);
      timer = setTimeout(finish, said.length < ENOUGH_BYTES ? REST_TIMEOUT_MS : 0);
    });
    socket.on("error", finish);
    socket.once("close", finish);
  });
}

/**
 * Whether bytes begin an LDAPMessage, as far as they go: a SEQUENCE with its length, in it an INTEGER
 * of up to four bytes, and an operation of class APPLICATION (RFC 4511 4.1.1, 5.1).
 */
export function beginsLdap(bytes: Uint8Array): boolean {
  const [sequence, length] = bytes;
  if (sequence !== undefined && sequence !== 0x30) return false;
  if (length === undefined) return true;
  const lengthBytes = length < 0x80 ? 0 : length - 0x80;
  if (length === 0x80 || lengthBytes > 4) return false;
  const [integer, idBytes] = bytes.subarray(2 + lengthBytes);
  if (integer !== undefined && integer !== 0x02) return false;
  if (idBytes === undefined) return true;
  if (idBytes < 1 || idBytes > 4) return false;
  const operation = bytes[4 + lengthBytes + idBytes];
  return operation === undefined || (operation & 0xc0) === 0x40;
}

/** Whether bytes begin an alert or a handshake of TLS (RFC 8446 5.1). */
export function beginsTls([type, major]: Uint8Array): boolean {
  return (type === 0x15 || type === 0x16) && major === 0x03;
}
