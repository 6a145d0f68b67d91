/** The HTML document around every page. */

import "../components/page/styles.css";
import type { AppProps } from "fresh/types";
import { THEME_COLOURS } from "../client/preferences/theme_colours.ts";
import { rendering } from "../components/page/rendering.ts";
import { directionOf } from "../i18n/i18n.ts";

/** The document around every page, in the look and language that its rendering began with. */
export default function App({ children }: AppProps) {
  const { look, language } = rendering();
  const frame = THEME_COLOURS[look.theme];
  return (
    <html
      lang={language}
      dir={directionOf(language)}
      data-theme={look.theme}
      data-font={look.font}
      data-text-size={look.textSize}
      data-density={look.density}
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <meta
          key="theme-light"
          name="theme-color"
          media="(prefers-color-scheme: light)"
          content={frame.light}
        />
        <meta
          key="theme-dark"
          name="theme-color"
          media="(prefers-color-scheme: dark)"
          content={frame.dark}
        />
        <title>TalkyWalky</title>
        <link rel="icon" href="/icons/icon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/icons/icon-180.png" />
        <link rel="manifest" href="/manifest.webmanifest" />
      </head>
      <body>{children}</body>
    </html>
  );
}
