/** All Arabic texts, as one dictionary. */

import { CONVERSATION } from "./conversation.ts";
import { ENTRANCE } from "./entrance.ts";
import { ERRORS } from "./errors.ts";
import { HELP } from "./help.ts";
import { LISTS } from "./lists.ts";
import { PAGE } from "./page.ts";
import { REFUSALS } from "./refusals.ts";
import { SETTINGS } from "./settings.ts";
import { VERIFYING } from "./verifying.ts";
import type { Dictionary } from "../i18n.ts";

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
