// Browser-safe: runs on the server, which puts the words into the page.

import type { Dictionary } from "./i18n.ts";

/** The screens in Arabic. */
export const AR: Dictionary = {
  "Sign in": "تسجيل الدخول",
};
