/** Makes a web `Request` of a Node request, with a limit on its body. */

import type { IncomingMessage } from "node:http";
import { AppError } from "../../protocol/errors.ts";
import { type AddressBlock, isIn, isLoopback, parseAddress } from "./address.ts";
import { clientOf } from "./forwarded.ts";

/** A host name or address with an optional port, and nothing that could become path or userinfo. */
const HOST = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;
const METHODS_WITHOUT_BODY: ReadonlySet<string> = new Set(["GET", "HEAD"]);

export interface ToRequestOptions {
  scheme: "http" | "https";
  maxBodyBytes: (method: string, pathname: string) => number;
  /** Aborted when the client goes away. */
  signal: AbortSignal;
}

/** A request as the web has it, and word of a body that turns out to be too large. */
export interface IncomingRequest {
  request: Request;
  /** Rejects with a `too-large` error once the body has passed its limit; else stays pending. */
  tooLarge: Promise<never>;
}

/**
 * The web `Request` of a Node request. Its body is streamed and never held here; one that passes
 * its limit ends in an error, after at most one chunk too much.
 *
 * @throws {AppError} `invalid` when the target, host or headers are malformed, `too-large` when
 * the announced length is over the limit.
 */
export function toRequest(incoming: IncomingMessage, options: ToRequestOptions): IncomingRequest {
  const method = incoming.method ?? "GET";
  const url = targetUrl(incoming, options.scheme);
  const maxBytes = options.maxBodyBytes(method, url.pathname);
  const announcedBytes = Number(incoming.headers["content-length"] ?? 0);
  if (announcedBytes > maxBytes) throw tooLargeError(maxBytes);

  const { promise: tooLarge, reject } = Promise.withResolvers<never>();
  tooLarge.catch(() => {}); // Only a caller that listens is told.
  const hasBody = announcedBytes > 0 || incoming.headers["transfer-encoding"] !== undefined;
  const body = hasBody && !METHODS_WITHOUT_BODY.has(method)
    ? limitedBody(incoming, maxBytes, reject)
    : null;
  try {
    const request = new Request(url, {
      method,
      headers: toHeaders(incoming),
      body,
      signal: options.signal,
    });
    return { request, tooLarge };
  } catch (cause) {
    throw new AppError("invalid", "The request is malformed.", { cause });
  }
}

/**
 * Where a request comes from: `clientOf` says when its address is "unknown".
 *
 * @param trusted proxies whose headers are read.
 */
export function originOfRequest(
  { headers, socket }: IncomingMessage,
  trusted: readonly AddressBlock[],
): { clientAddress: string; isLocal: boolean } {
  const peer = socket.remoteAddress ?? "";
  const way = {
    peer,
    forwarded: String(headers["forwarded"] ?? ""),
    xForwardedFor: String(headers["x-forwarded-for"] ?? ""),
  };
  const clientAddress = clientOf(way, trusted);
  // A proxy that said nothing, or one that is not named, has this machine's address for everybody.
  const isDirect = PROXY_HEADERS.every((name) => headers[name] === undefined);
  const peerAddress = parseAddress(peer);
  const isProxy = peerAddress !== undefined && isIn(peerAddress, trusted);
  // What a header says is nobody's proof of being on this machine.
  return { clientAddress, isLocal: isLoopback(peer) && isDirect && !isProxy };
}

/** What proxies add, and browsers and command lines do not. */
const PROXY_HEADERS = ["forwarded", "x-forwarded-for", "x-real-ip", "via"] as const;

function targetUrl(incoming: IncomingMessage, scheme: string): URL {
  const target = incoming.url ?? "";
  const host = hostOf(incoming);
  // An absolute target would let the request line name another host than ours; "*" names none.
  if (host === undefined || !target.startsWith("/") || !URL.canParse(`${scheme}://${host}`)) {
    throw new AppError("invalid", "The request is malformed.");
  }
  return new URL(`${scheme}://${host}${target}`);
}

/**
 * The host that a request names; undefined where it names none that can be, or more than one, of
 * which a proxy before us may have gone by the other (RFC 9112 3.2).
 */
export function hostOf({ rawHeaders, httpVersionMajor: major, httpVersionMinor: minor }: Pick<
  IncomingMessage,
  "rawHeaders" | "httpVersionMajor" | "httpVersionMinor"
>): string | undefined {
  const hosts = rawHeaders.filter((_, at) =>
    at % 2 === 1 && rawHeaders[at - 1]!.toLowerCase() === "host"
  );
  const isOld = major < 1 || (major === 1 && minor === 0);
  const [host = isOld ? "localhost" : ""] = hosts;
  return hosts.length < 2 && HOST.test(host) ? host : undefined;
}

/** How many header lines a request has, told without reading them. */
export function headerLinesOf({ rawHeaders }: Pick<IncomingMessage, "rawHeaders">): number {
  return rawHeaders.length / 2; // Names and values in turn.
}

function toHeaders(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
  }
  return headers;
}

function tooLargeError(maxBytes: number): AppError {
  return new AppError("too-large", `The request is larger than the ${maxBytes} bytes allowed.`);
}

function limitedBody(
  incoming: IncomingMessage,
  maxBytes: number,
  onTooLarge: (error: AppError) => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let receivedBytes = 0;
  let settled = false;
  return new ReadableStream({
    start(controller) {
      const settle = (action: () => void) => {
        if (settled) return;
        settled = true;
        action();
      };
      incoming.on("data", (chunk: Uint8Array) => {
        if (settled) return;
        receivedBytes += chunk.byteLength;
        if (receivedBytes > maxBytes) {
          const error = tooLargeError(maxBytes);
          onTooLarge(error);
          return settle(() => controller.error(error));
        }
        controller.enqueue(new Uint8Array(chunk));
        if ((controller.desiredSize ?? 0) <= 0) incoming.pause();
      });
      incoming.once("end", () => settle(() => controller.close()));
      const broken = () =>
        settle(() => controller.error(new AppError("invalid", "The request was cut off.")));
      incoming.once("error", broken);
      incoming.once("close", broken);
    },
    pull() {
      incoming.resume();
    },
    cancel() {
      // The rest is read and dropped, so that the connection can carry an answer.
      settled = true;
      incoming.resume();
    },
  });
}
