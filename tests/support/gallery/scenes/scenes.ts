/** All gallery shots, in order. */

import { ENTRANCE_SHOTS } from "./entrance_shots.ts";
import { LIST_SHOTS, SAVED_SHOTS } from "./list_shots.ts";
import { LOG_SHOTS } from "./log_shots.ts";
import { LOOK_SHOTS } from "./look_shots.ts";
import { SAFETY_SHOTS } from "./safety_shots.ts";
import type { Shot } from "./shot.ts";
import { STATE_SHOTS } from "./state_shots.ts";
import { WRITING_SHOTS } from "./writing_shots.ts";

/** Every screen of the gallery, in each state that is worth a look. */
export const SHOTS: readonly Shot[] = [
  ...ENTRANCE_SHOTS,
  ...LOG_SHOTS,
  ...WRITING_SHOTS,
  ...LOOK_SHOTS,
  ...LIST_SHOTS,
  ...SAVED_SHOTS,
  ...SAFETY_SHOTS,
  ...STATE_SHOTS,
];
