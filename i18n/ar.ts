// Browser-safe: runs on the server, which puts the words into the page.

import { CONVERSATION } from "./ar/conversation.ts";
import { ENTRANCE } from "./ar/entrance.ts";
import { ERRORS } from "./ar/errors.ts";
import { HELP } from "./ar/help.ts";
import { LISTS } from "./ar/lists.ts";
import { PAGE } from "./ar/page.ts";
import { REFUSALS } from "./ar/refusals.ts";
import { SETTINGS } from "./ar/settings.ts";
import { VERIFYING } from "./ar/verifying.ts";
import type { Dictionary } from "./i18n.ts";

/** The screens in Arabic: modern standard, in the words that chat programs use. */
export const AR: Dictionary = {
  ...CONVERSATION,
  ...ENTRANCE,
  ...ERRORS,
  ...HELP,
  ...LISTS,
  ...PAGE,
  ...REFUSALS,
  ...SETTINGS,
  ...VERIFYING,
};
