// Browser-safe: runs on the server, which puts the words into the page.

import { FR_CHAT } from "./fr/chat.ts";
import { FR_CONVERSATIONS } from "./fr/conversations.ts";
import { FR_DIALOGS } from "./fr/dialogs.ts";
import { FR_ENTRANCE } from "./fr/entrance.ts";
import { FR_HELP } from "./fr/help.ts";
import { FR_REFUSALS } from "./fr/refusals.ts";
import { FR_SERVER } from "./fr/server.ts";
import { FR_SETTINGS } from "./fr/settings.ts";
import { FR_VERIFYING } from "./fr/verifying.ts";
import type { Dictionary } from "./i18n.ts";

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
