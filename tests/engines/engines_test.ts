/**
 * The main journeys in every engine, by real presses and keys, and then with each other. What people
 * do in Chromium is what `tests/e2e/` is about; here it only shows its screens like the others.
 */

import type { EngineName } from "../support/engines/engine.ts";
import { acrossEngines } from "./across.ts";
import { entranceJourneys, leavingJourney } from "./entrance.ts";
import { pictureJourneys } from "./pictures.ts";
import { screenJourneys } from "./screens.ts";
import { Stage } from "./stage.ts";
import { talkJourneys } from "./talk.ts";
import { writingJourneys } from "./writing.ts";

const NAMES: readonly EngineName[] = ["chromium", "firefox", "webkit"];

const stage = new Stage();

Deno.test.afterAll(() => stage.close());

for (const name of NAMES) {
  const cast = stage.cast(name);
  if (name !== "chromium") {
    entranceJourneys(cast);
    talkJourneys(cast);
    writingJourneys(cast);
  }
  screenJourneys(cast);
  pictureJourneys(cast);
}
acrossEngines(NAMES.map((name) => stage.cast(name)));
for (const name of NAMES) leavingJourney(stage.cast(name));
