/** The lists of people and conversations as they are stored, read back as strictly as the server's. */

import { CONVERSATIONS, PEOPLE } from "../../protocol/frames/answers.ts";
import { isUid } from "../../protocol/ids.ts";
import { isFullName } from "../../protocol/person.ts";
import { object, type OnBadItem, parseJson } from "../../protocol/strict.ts";
import type { Overview } from "./port.ts";

const WHAT = "the stored lists";
const OVERVIEW = object(WHAT, {
  me: object(WHAT, { uid: isUid, fullName: isFullName }),
  conversations: CONVERSATIONS,
  people: PEOPLE,
});

/**
 * @param onBadItem Is told of people and conversations that cannot be read; they are left out.
 * @throws {AppError} `invalid` where the lists as a whole cannot be read.
 */
export function readOverview(written: string, onBadItem: OnBadItem): Overview {
  return OVERVIEW.parse(parseJson(WHAT, written), onBadItem);
}
