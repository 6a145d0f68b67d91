import { isUid } from "../../protocol/ids.ts";
import { parseJson, parseShape, text } from "../../protocol/strict.ts";
import { parsePeopleFound, parseSummaries } from "../net/answers.ts";
import type { Overview } from "./port.ts";

const anything = (value: unknown): value is never => value !== undefined;

/** @throws {AppError} `invalid` */
export function readOverview(written: string): Overview {
  const { me, conversations, people } = parseShape<Overview>(
    "the stored lists",
    parseJson("the stored lists", written),
    { me: anything, conversations: anything, people: anything },
  );
  return {
    me: parseShape<Overview["me"]>("the stored lists", me, { uid: isUid, fullName: text(1, 200) }),
    conversations: parseSummaries(conversations),
    people: parsePeopleFound({ people }).people,
  };
}
