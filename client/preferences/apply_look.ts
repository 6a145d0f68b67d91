/** Puts the chosen look on the page: theme, font, density, widths of the panes. */

import { lookCookie, lookCookieOf, parseLook } from "./look.ts";
import type { Preferences } from "./preferences.ts";
import { THEME_COLOURS } from "./theme_colours.ts";

/**
 * Puts the chosen look on the page: what the style sheets ask of `<html>`, the widths of the
 * panes, and the colour that the browser gives its own frame.
 */
export function applyLook(preferences: Preferences): void {
  const { theme, font, ownFont, textSize, density, sidebarRem, panelRem } = preferences;
  const root = document.documentElement;
  Object.assign(root.dataset, { theme, font, textSize, density });
  root.style.setProperty("--sidebar", `${sidebarRem}rem`);
  // An empty value would be one; without the property the style sheet takes the system's font.
  if (ownFont === undefined) root.style.removeProperty("--font-own");
  else root.style.setProperty("--font-own", `"${ownFont}"`);
  root.style.setProperty("--panel", `${panelRem}rem`);
  const { light, dark } = THEME_COLOURS[theme];
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    meta.content = meta.media.includes("dark") ? dark : light;
  }
}

/**
 * Tells the server the look for the next pages. Answers whether the browser keeps the cookie.
 */
export function rememberLook(preferences: Preferences): boolean {
  const cookie = lookCookie(preferences, { secure: location.protocol === "https:" });
  if (!document.cookie.includes(cookie.split(";", 1)[0]!)) document.cookie = cookie;
  return document.cookie.includes(cookie.split(";", 1)[0]!);
}

/** The language that was chosen on a page before the chat, where it differs from `preferences`. */
export function languageChosenElsewhere(
  cookies: string,
  preferences: Preferences,
): Preferences["language"] | undefined {
  const text = lookCookieOf(cookies);
  if (text === undefined) return undefined;
  const { language } = parseLook(text);
  return language === preferences.language ? undefined : language;
}
