/**
 * The look of the pages as a cookie carries it, so that the server draws each page as it is to be
 * seen and nothing flashes. It holds five words from lists and nothing about the person:
 *
 *   tw_look=night.serif.large.compact.fr
 *   (theme, font, text size, density, language; `auto` asks the browser for the language)
 */

import { type Language, LANGUAGES } from "../../i18n/i18n.ts";
import { choiceOf } from "./choices.ts";
import {
  DEFAULT_PREFERENCES,
  DENSITIES,
  type Density,
  type Font,
  FONTS,
  type Preferences,
  TEXT_SIZES,
  type TextSize,
  type Theme,
  THEMES,
} from "./preferences.ts";

export const LOOK_COOKIE = "tw_look";
/** A year; browsers may keep it for less. */
const LOOK_COOKIE_MAX_AGE_S = 365 * 24 * 60 * 60;

/** What the server must know to draw a page. */
export interface Look {
  theme: Theme;
  font: Font;
  textSize: TextSize;
  density: Density;
  language: Language | "auto";
}

/** Every value of `Preferences.language`. */
export const LANGUAGE_CHOICES: readonly Preferences["language"][] = [
  "auto",
  ...LANGUAGES.map(({ code }) => code),
];

/** The value of the cookie for `look`. */
export function lookText({ theme, font, textSize, density, language }: Look): string {
  return [theme, font, textSize, density, language].join(".");
}

/** The look that a cookie's value names; each word that is not known falls back by itself. */
export function parseLook(text: string | undefined): Look {
  const [theme, font, textSize, density, language] = (text ?? "").split(".", 5);
  const plain = DEFAULT_PREFERENCES;
  return {
    theme: choiceOf(THEMES, theme, plain.theme),
    font: choiceOf(FONTS, font, plain.font),
    textSize: choiceOf(TEXT_SIZES, textSize, plain.textSize),
    density: choiceOf(DENSITIES, density, plain.density),
    language: choiceOf(LANGUAGE_CHOICES, language, plain.language),
  };
}

/** The cookie's value out of a `Cookie` header, or out of `document.cookie`. */
export function lookCookieOf(header: string | null): string | undefined {
  for (const pair of (header ?? "").split(";")) {
    const [name, value] = pair.trim().split("=", 2);
    if (name === LOOK_COOKIE) return value;
  }
  return undefined;
}

/**
 * The cookie to set for `look`, for a `Set-Cookie` header or for `document.cookie`. Scripts may
 * read it, and it is sent with links from elsewhere: the page opens in the right look then too.
 */
export function lookCookie(look: Look, { secure }: { secure: boolean }): string {
  const parts = [
    `${LOOK_COOKIE}=${lookText(look)}`,
    "Path=/",
    `Max-Age=${LOOK_COOKIE_MAX_AGE_S}`,
    "SameSite=Lax",
  ];
  return [...parts, ...(secure ? ["Secure"] : [])].join("; ");
}

/**
 * The first language of `tags` that the screens speak, whatever its region; English without one.
 * `tags` are in the order in which the reader prefers them.
 */
export function preferredLanguage(tags: readonly string[]): Language {
  for (const tag of tags) {
    const wanted = tag.trim().toLowerCase().split("-", 1)[0];
    const found = LANGUAGES.find(({ code }) => code === wanted);
    if (found !== undefined) return found.code;
  }
  return "en";
}

/** Tags of an `Accept-Language` header, best first (RFC 9110 12.5.4); refused ones are left out. */
export function acceptedLanguages(header: string | null): string[] {
  return (header ?? "").split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.split(";").map((piece) => piece.trim());
      const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag !== "" && weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
