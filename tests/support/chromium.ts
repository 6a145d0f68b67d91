/**
 * How the tests start Chromium: whole, or as the shell without a window that Debian builds from the
 * same source. The shell has the same engine and none of the browser's own screens, and takes about
 * a third of the processor's time for the same journey.
 */

import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { ensurePackages } from "../../tools/services/packages.ts";

/** What is started: the whole browser is for what the browser itself does, such as notifications. */
export type Build = "whole" | "shell";

const EXECUTABLES: Readonly<Record<Build, string>> = {
  whole: "/usr/bin/chromium",
  shell: "/usr/bin/chromium-headless-shell",
};
/** Nothing that it would ask the network for by itself. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @param more arguments of Chromium. */
export async function launchChromium(build: Build, ...more: string[]): Promise<Browser> {
  await ensurePackages(["chromium", "fonts"]);
  return await chromium.launch({
    executablePath: EXECUTABLES[build],
    args: [...ARGUMENTS, ...more],
  });
}

/** Starts one with a profile in the folder `profile`, which outlives it. */
export async function launchWithProfile(
  build: Build,
  profile: string,
  options: Parameters<typeof chromium.launchPersistentContext>[1],
): Promise<BrowserContext> {
  await ensurePackages(["chromium", "fonts"]);
  return await chromium.launchPersistentContext(profile, {
    executablePath: EXECUTABLES[build],
    headless: true,
    args: ARGUMENTS,
    ...options,
  });
}
