/** The security headers of every answer, with the content security policy. */

import { randomBytes } from "node:crypto";

const YEAR_S = 365 * 24 * 60 * 60;

/** Name of the one Trusted Types policy that page code may create, for worker URLs. */
const TRUSTED_TYPES_POLICY = "talkywalky";

export interface SecurityHeaderOptions {
  /** Nonce of the page's inline module script, base64. */
  nonce: string;
  /** URL the request was made to; its scheme says whether the answer travels over TLS. */
  url: URL;
  /** Origin of ours that the page's socket goes to, whatever host the request named. */
  origin: string;
}

/** A fresh nonce of 128 bits, base64. */
export function newNonce(): string {
  return randomBytes(16).toString("base64");
}

/**
 * The content security policy of every answer: code, styles and connections come from this host
 * alone, nothing runs inline but the script that carries the nonce, nobody may frame us, and no
 * string becomes markup or code (CSP level 3; Trusted Types).
 */
export function contentSecurityPolicy({ nonce, origin }: SecurityHeaderOptions): string {
  // Older Safari does not count ws: and wss: of the same host as 'self'.
  const socketOrigin = origin.replace(/^http/, "ws");
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self' ${socketOrigin}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${TRUSTED_TYPES_POLICY}`,
  ].join("; ");
}

/**
 * `response` with the security headers, and with a cache policy where it has none of its own:
 * assets with a hash in their name are kept for good, other static files are asked for again by
 * ETag, pages and JSON are never stored.
 */
export function withSecurityHeaders(response: Response, options: SecurityHeaderOptions): Response {
  const headers = new Headers(response.headers);
  headers.set("content-security-policy", contentSecurityPolicy(options));
  headers.set("x-content-type-options", "nosniff");
  headers.set("x-frame-options", "DENY");
  headers.set("referrer-policy", "no-referrer");
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("cross-origin-resource-policy", "same-origin");
  headers.set("permissions-policy", PERMISSIONS_POLICY);
  if (options.url.protocol === "https:") {
    headers.set("strict-transport-security", `max-age=${YEAR_S}`);
  }
  if (!headers.has("cache-control")) {
    headers.set("cache-control", cachePolicy(options.url.pathname, response));
  }
  return new Response(response.body, {
    status: response.status,
    statusText: response.statusText,
    headers,
  });
}

/** Nothing of the device but writing to the clipboard, which "Copy" buttons do. */
const PERMISSIONS_POLICY = [
  "accelerometer",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "serial",
  "usb",
].map((feature) => `${feature}=()`).join(", ");

function cachePolicy(pathname: string, response: Response): string {
  const found = response.ok || response.status === 304;
  if (found && pathname.startsWith("/assets/")) return `public, max-age=${YEAR_S}, immutable`;
  // Of what the pages answer, only static files carry an ETag.
  if (found && response.headers.has("etag")) return "no-cache";
  return "no-store";
}
