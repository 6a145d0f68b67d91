// Browser-safe: runs on the server, which puts the words into the page.

import type { Dictionary } from "./i18n.ts";

/** The screens in French. */
export const FR: Dictionary = {
  "Sign in": "Se connecter",
};
