/** Why this browser cannot run the app at all, in plain words. */

import { t } from "../../i18n/i18n.ts";

/** What a page needs of its browser; a parameter so that tests can take parts away. */
export interface BrowserParts {
  isSecureContext?: boolean;
  crypto?: { subtle?: unknown };
  indexedDB?: unknown;
  WebSocket?: unknown;
  location?: { protocol: string; host: string };
}

/** Why this browser cannot take part at all, in plain words; undefined when it can. */
export function unsupported(
  browser: BrowserParts = globalThis as unknown as BrowserParts,
): string | undefined {
  if (browser.isSecureContext !== true || browser.crypto?.subtle === undefined) {
    return t(
      "This page was opened over plain http, and browsers only do encryption on https pages (or on localhost). Open it with https:// in front, or ask your administrator to turn TLS on.",
    );
  }
  if (!browser.indexedDB) {
    return t(
      "This browser does not let the page keep your keys. Private windows and settings that block site data do that: use an ordinary window of a current browser.",
    );
  }
  if (!browser.WebSocket) {
    return t(
      "This browser is too old for the chat. Use a current version of Firefox, Chrome, Edge or Safari.",
    );
  }
  return undefined;
}
