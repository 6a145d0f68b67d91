import type { AppProps } from "fresh/types";

/** Style sheets of every page, in the order in which they build on each other. */
const STYLES = ["tokens", "base", "controls", "entrance"];

/** The document around every page. */
export default function App({ children }: AppProps) {
  return (
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <meta
          key="theme-light"
          name="theme-color"
          media="(prefers-color-scheme: light)"
          content="#f3f5f2"
        />
        <meta
          key="theme-dark"
          name="theme-color"
          media="(prefers-color-scheme: dark)"
          content="#111413"
        />
        <title>TalkyWalky</title>
        <link rel="icon" href="/icons/icon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/icons/icon-180.png" />
        <link rel="manifest" href="/manifest.webmanifest" />
        {STYLES.map((name) => <link key={name} rel="stylesheet" href={`/styles/${name}.css`} />)}
      </head>
      <body>{children}</body>
    </html>
  );
}
