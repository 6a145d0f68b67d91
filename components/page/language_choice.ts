/** The address of a page in another language, and the cookie that remembers the choice. */

import {
  LANGUAGE_CHOICES,
  lookCookie,
  lookCookieOf,
  parseLook,
} from "../../client/preferences/look.ts";
import type { Language } from "../../i18n/i18n.ts";

/** Of the address: the page in another language from now on. */
const PARAMETER = "language";

/** The page at `address` in another language. */
export function languageAddress(address: string, code: Language): string {
  const [path = "/", query] = address.split("?", 2);
  const parameters = new URLSearchParams(query);
  parameters.set(PARAMETER, code);
  return `${path}?${parameters}`;
}

/**
 * What to answer when `url` asks for another language: the address without that wish, and the
 * cookie that keeps it. `undefined` when it asks for none.
 */
export function languageChoice(
  url: URL,
  cookies: string | null,
): { location: string; cookie: string } | undefined {
  const wanted = LANGUAGE_CHOICES.find((one) => one === url.searchParams.get(PARAMETER));
  if (wanted === undefined) return undefined;
  const rest = new URLSearchParams(url.searchParams);
  rest.delete(PARAMETER);
  // Two slashes at the beginning would name another host.
  const path = url.pathname.replace(/^\/+/, "/");
  const look = { ...parseLook(lookCookieOf(cookies)), language: wanted };
  return {
    location: path + (rest.size === 0 ? "" : `?${rest}`),
    cookie: lookCookie(look, { secure: url.protocol === "https:" }),
  };
}
