/** How each browser engine is started. */

import { launchChromium } from "./chromium.ts";
import type { Engine, EngineName, EngineOptions } from "./engine.ts";
import { launchFirefox } from "./firefox.ts";
import { launchWebKit } from "./webkit.ts";

/** How each engine is started. */
export const ENGINES: Readonly<Record<EngineName, (options?: EngineOptions) => Promise<Engine>>> = {
  chromium: launchChromium,
  firefox: launchFirefox,
  webkit: launchWebKit,
};
