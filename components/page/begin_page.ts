/** Sets look and language of a page before it is drawn on the server. */

import {
  acceptedLanguages,
  lookCookieOf,
  parseLook,
  preferredLanguage,
} from "../../client/preferences/look.ts";
import { dictionaryOf } from "../../i18n/dictionaries.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { setRendering } from "./rendering.ts";

/**
 * Draws the page of `request` in the look and language of its cookie; without one in the language
 * that the browser prefers. To be called where rendering begins, before any text is made.
 */
export function beginPage(request: Request): void {
  const look = parseLook(lookCookieOf(request.headers.get("cookie")));
  const preferred = acceptedLanguages(request.headers.get("accept-language"));
  const language = look.language === "auto" ? preferredLanguage(preferred) : look.language;
  useLanguage(language, dictionaryOf(language), preferred);
  const { pathname, search } = new URL(request.url);
  setRendering({ look, language, address: pathname + search });
}
