/**
 * The gallery: every screen on made-up data, built like the real pages and served under their
 * content security policy.
 *
 *   deno run -A tests/support/gallery/serve.ts
 *   http://localhost:8123/chat?scene=room   (the scenes are in tests/support/ui_fixture.ts)
 *   http://localhost:8123/login, /register, /offline, /refused?reason=expired
 */

import { fileURLToPath } from "node:url";
import { extname } from "node:path";
import { build } from "vite";
import { CSS_TARGET } from "../../../tools/css_target.ts";
import { withSecurityHeaders } from "../../../server/http/security_headers.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const OUTPUT = `${ROOT}.build/gallery`;
const PORT = 8123;

/** Stands in for the root certificate: its digest is that of "abc", as the made-up chat says. */
const ROOT_CERTIFICATE = "-----BEGIN CERTIFICATE-----\nYWJj\n-----END CERTIFICATE-----\n";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};

/** Builds the gallery's page with the stand-ins in the place of the client. */
export async function buildGallery(outDir = OUTPUT): Promise<void> {
  await build({
    configFile: false,
    logLevel: "warn",
    root: HERE,
    publicDir: `${ROOT}static`,
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    resolve: {
      alias: [
        { find: /^\.\.\/client\/chat\/page\.ts$/, replacement: `${HERE}chat.ts` },
        {
          find: /^\.\.\/client\/service_worker\/register\.ts$/,
          replacement: `${HERE}register.ts`,
        },
        { find: /^\.\.\/client\/sign_in\/page\.ts$/, replacement: `${HERE}sign_in.ts` },
      ],
    },
    build: {
      outDir,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      cssTarget: CSS_TARGET,
      modulePreload: { polyfill: false },
    },
  });
}

/** Serves the built gallery on loopback until it is shut down. */
export function serveGallery(port = PORT, folder = OUTPUT): Deno.HttpServer {
  return Deno.serve({ hostname: "127.0.0.1", port, onListen: () => {} }, async (request) => {
    const url = new URL(request.url);
    if (url.pathname === "/ca/root.pem") return new Response(ROOT_CERTIFICATE);
    const name = extname(url.pathname) === "" ? "/index.html" : url.pathname;
    const body = await Deno.readFile(folder + name).catch(() => null);
    const response = body === null
      ? new Response("Not found", { status: 404 })
      : new Response(body, { headers: { "content-type": TYPES[extname(name)] ?? "text/plain" } });
    return withSecurityHeaders(response, { nonce: "gallery", url, origin: url.origin });
  });
}

if (import.meta.main) {
  await buildGallery();
  serveGallery();
  console.log(`The gallery is on http://localhost:${PORT}/chat?scene=room`);
}
