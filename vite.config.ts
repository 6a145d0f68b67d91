/** The build of the pages: Fresh, the words, the service worker, Nitro. */

import { fresh } from "@frsh/fresh/vite";
// Adds `nitro` to the type of the configuration.
import type {} from "nitro/vite";
import { defineConfig } from "vite";
import { CSS_TARGET } from "./tools/css_target.ts";
import { reproducibleBuild } from "./tools/reproducible_build.ts";
import { serviceWorkerBuild } from "./tools/service_worker_build.ts";
import { wordsBuild } from "./tools/words/words_build.ts";

/**
 * The build of the pages. Fresh renders them; Nitro bundles the server half together with every
 * client asset into `.build/pages/`; `server/pages/load.ts` imports that bundle. Nothing here
 * listens: `main.ts` does.
 */
export default defineConfig({
  publicDir: "static",
  plugins: [fresh(), wordsBuild(), serviceWorkerBuild(), reproducibleBuild()],
  // The content security policy takes fonts from files only, not from data: URLs.
  build: { assetsInlineLimit: 0, cssTarget: CSS_TARGET },
  resolve: {
    // Fresh's generated modules import "fresh/..."; the package is called "@frsh/fresh".
    alias: [{ find: /^fresh(?=\/|$)/, replacement: "@frsh/fresh" }],
  },
  nitro: {
    logLevel: 1,
    preset: "deno-server",
    compatibilityDate: "2026-11-01",
    entry: "./server/pages/entry.ts",
    publicAssets: [{ dir: "static", maxAge: 0 }],
    compressPublicAssets: { gzip: true, brotli: true },
    serveStatic: "inline",
    buildDir: ".build/nitro",
    output: {
      dir: ".build/pages",
      serverDir: ".build/pages/server",
      publicDir: ".build/pages/public",
    },
  },
});
