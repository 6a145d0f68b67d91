/** The lists of people and conversations as they are stored, read back as strictly as the server's. */

import { CONVERSATIONS, PEOPLE } from "../../protocol/frames/answers.ts";
import { isUid } from "../../protocol/ids.ts";
import { MAX_FULL_NAME_UNITS } from "../../protocol/limits.ts";
import { object, parseJson, text } from "../../protocol/strict.ts";
import type { Overview } from "./port.ts";

const WHAT = "the stored lists";
const OVERVIEW = object(WHAT, {
  me: object(WHAT, { uid: isUid, fullName: text(1, MAX_FULL_NAME_UNITS) }),
  conversations: CONVERSATIONS,
  people: PEOPLE,
});

/** @throws {AppError} `invalid` */
export function readOverview(written: string): Overview {
  return OVERVIEW.parse(parseJson(WHAT, written));
}
