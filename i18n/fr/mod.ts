/** All French texts, as one dictionary. */

import { FR_CHAT } from "./chat.ts";
import { FR_CONVERSATIONS } from "./conversations.ts";
import { FR_DIALOGS } from "./dialogs.ts";
import { FR_ENTRANCE } from "./entrance.ts";
import { FR_HELP } from "./help.ts";
import { FR_REFUSALS } from "./refusals.ts";
import { FR_SERVER } from "./server.ts";
import { FR_SETTINGS } from "./settings.ts";
import { FR_VERIFYING } from "./verifying.ts";
import type { Dictionary } from "../i18n.ts";

/** The screens in French. */
export const FR: Dictionary = {
  ...FR_ENTRANCE,
  ...FR_HELP,
  ...FR_SETTINGS,
  ...FR_DIALOGS,
  ...FR_CHAT,
  ...FR_REFUSALS,
  ...FR_CONVERSATIONS,
  ...FR_SERVER,
  ...FR_VERIFYING,
};
