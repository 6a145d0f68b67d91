import type { AppProps } from "fresh/types";

/** The document around every page. */
export default function App({ children }: AppProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>TalkyWalky</title>
        <link rel="icon" href="/icons/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/styles/main.css" />
      </head>
      <body>{children}</body>
    </html>
  );
}
