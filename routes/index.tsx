/** Redirects the site's root to the sign-in. */

import type { Handler } from "fresh/types";

export const handlers = {
  GET: (context) => context.redirect("/login", 303),
} satisfies Handler;
