/**
 * The client end of a WebSocket, as thin as it can be: the load generator shares the machine with
 * what it measures, so it frames ahead, reads in large portions and copies nothing twice.
 */

import { Buffer } from "node:buffer";
import { clientFrame, OPCODE } from "./client_frame.ts";
import { utf8 } from "../../protocol/encoding.ts";

const READ_BYTES = 256 * 1024;
const OPCODE_BITS = 0x0f;
const LENGTH_BITS = 0x7f;
const LENGTH_16_BITS = 126;
const LENGTH_64_BITS = 127;
const MAX_HANDSHAKE_BYTES = 16 * 1024;

export interface LoadSocketOptions {
  /** `http://host:port`. */
  origin: string;
  /** `name=value` of the session. */
  cookie: string;
  /** Bytes to read at once; small for sockets that idle. */
  readBytes?: number;
}

export class LoadSocket {
  readonly #connection: Deno.TcpConn;
  /** What was read and is not a whole frame yet, in `#buffer` from `#from` to `#to`. */
  #buffer: Uint8Array;
  #from = 0;
  #to = 0;
  #writing: Promise<void> = Promise.resolve();
  readonly #decoder = new TextDecoder();

  /** The text of each message. */
  onText: (text: string) => void = () => {};
  /** Why the connection ended; undefined while it stands. */
  ended: string | undefined;

  private constructor(connection: Deno.TcpConn, readBytes: number) {
    this.#connection = connection;
    this.#buffer = new Uint8Array(readBytes);
  }

  /** @throws {Error} when the server does not take the upgrade. */
  static async open(options: LoadSocketOptions): Promise<LoadSocket> {
    const { origin, cookie, readBytes = READ_BYTES } = options;
    const { hostname, port, host } = new URL(origin);
    const connection = await Deno.connect({ hostname, port: Number(port) });
    connection.setNoDelay(true);
    const socket = new LoadSocket(connection, readBytes);
    await socket.#upgrade({ origin, host, cookie });
    void socket.#readAll();
    return socket;
  }

  /** Sends finished frames, after what is being sent. */
  write(frames: Uint8Array): void {
    this.#writing = this.#writing.then(async () => {
      for (let at = 0; at < frames.length;) {
        at += await this.#connection.write(frames.subarray(at));
      }
    }).catch((error) => this.#end(`a write failed: ${error}`));
  }

  async close(): Promise<void> {
    if (this.ended !== undefined) return;
    this.write(clientFrame(OPCODE.close, Uint8Array.of(0x03, 0xe8)));
    await this.#writing;
    this.#end("closed here");
  }

  #end(reason: string): void {
    if (this.ended !== undefined) return;
    this.ended = reason;
    this.#connection.close();
  }

  /** RFC 6455 4.1. */
  async #upgrade({ origin, host, cookie }: { origin: string; host: string; cookie: string }) {
    const key = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
    this.write(utf8(
      [
        "GET /ws HTTP/1.1",
        `Host: ${host}`,
        "Upgrade: websocket",
        "Connection: Upgrade",
        `Sec-WebSocket-Key: ${key}`,
        "Sec-WebSocket-Version: 13",
        `Origin: ${origin}`,
        `Cookie: ${cookie}`,
        "\r\n",
      ].join("\r\n"),
    ));
    while (true) {
      const head = this.#decoder.decode(this.#buffer.subarray(0, this.#to));
      const end = head.indexOf("\r\n\r\n");
      if (end >= 0) {
        if (!head.startsWith("HTTP/1.1 101 ")) {
          this.#end("refused");
          throw new Error(`The server refused the upgrade: ${head.slice(0, head.indexOf("\r\n"))}`);
        }
        this.#from = end + 4;
        return;
      }
      if (this.#to > MAX_HANDSHAKE_BYTES || !await this.#readMore()) {
        this.#end("no handshake");
        throw new Error("The server did not answer the upgrade");
      }
    }
  }

  async #readAll(): Promise<void> {
    try {
      do this.#takeFrames(); while (this.ended === undefined && await this.#readMore());
      this.#end("the server closed the connection");
    } catch (error) {
      this.#end(`a read failed: ${error}`);
    }
  }

  async #readMore(): Promise<boolean> {
    if (this.#from === this.#to) this.#from = this.#to = 0;
    else if (this.#to === this.#buffer.length) this.#makeRoom();
    const read = await this.#connection.read(this.#buffer.subarray(this.#to));
    this.#to += read ?? 0;
    return read !== null;
  }

  #makeRoom(): void {
    const held = this.#buffer.subarray(this.#from, this.#to);
    const isHalf = held.length > this.#buffer.length / 2;
    const next = isHalf ? new Uint8Array(this.#buffer.length * 2) : this.#buffer;
    if (isHalf) next.set(held);
    else next.copyWithin(0, this.#from, this.#to);
    this.#buffer = next;
    this.#to -= this.#from;
    this.#from = 0;
  }

  #takeFrames(): void {
    while (this.#takeFrame());
  }

  /** Takes one whole frame, if there is one. The server neither masks nor fragments. */
  #takeFrame(): boolean {
    const held = this.#to - this.#from;
    if (held < 2) return false;
    const at = this.#from;
    const opcode = this.#buffer[at]! & OPCODE_BITS;
    let length = this.#buffer[at + 1]! & LENGTH_BITS;
    let headerBytes = 2;
    const view = new DataView(this.#buffer.buffer, at, held);
    if (length === LENGTH_16_BITS) {
      headerBytes = 4;
      if (held < headerBytes) return false;
      length = view.getUint16(2);
    } else if (length === LENGTH_64_BITS) {
      headerBytes = 10;
      if (held < headerBytes) return false;
      length = Number(view.getBigUint64(2));
    }
    if (held < headerBytes + length) return false;
    const payload = this.#buffer.subarray(at + headerBytes, at + headerBytes + length);
    this.#from += headerBytes + length;
    if (opcode === OPCODE.text) this.onText(this.#decoder.decode(payload));
    else if (opcode === OPCODE.ping) this.write(clientFrame(OPCODE.pong, payload));
    else if (opcode === OPCODE.close) {
      this.#end(`the server said goodbye: ${this.#decoder.decode(payload.subarray(2))}`);
    }
    return this.ended === undefined;
  }
}
