/** Starts the Chromium of the gallery's tests. */

import { type Browser, chromium } from "playwright-core";

/** Debian's Chromium without a screen, and without anything that it would ask the network for. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
