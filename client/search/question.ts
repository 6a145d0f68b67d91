/** Turns the screen's question into an index query, and what was found into hits. */

import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { SearchHit, SearchQuery } from "../model/mod.ts";
import type { IndexQuery, IndexResult } from "./port.ts";

/** Hits that are listed at once. */
const MAX_HITS = 100;

/** What the screen asks, as the index is asked. @throws {AppError} `invalid` for what is no date. */
export function indexQuery(
  { text, sender, conversation, from, to }: SearchQuery,
): IndexQuery {
  return {
    text,
    limit: MAX_HITS,
    ...(sender === undefined ? {} : { sender }),
    ...(conversation === undefined ? {} : { conv: conversation }),
    ...(from === undefined ? {} : { fromMs: startOfDay(from, 0) }),
    ...(to === undefined ? {} : { toMs: startOfDay(to, 1) }),
  };
}

/** A conversation as a hit names it. */
export interface Place {
  kind: SearchHit["kind"];
  title: string;
}

/** What the index found, under the names that people and conversations bear now. */
export function searchHits(
  hits: IndexResult["hits"],
  { placeOf, nameOf, self }: {
    /** Undefined for a conversation that this person is not in. */
    placeOf: (conv: ConversationId) => Place | undefined;
    nameOf: (user: UserId) => string;
    self: UserId;
  },
): SearchHit[] {
  return hits.flatMap(({ conv, id, sender, timeMs, text, marks }): SearchHit[] => {
    const place = placeOf(conv);
    if (place === undefined) return [];
    return [{
      conversation: conv,
      conversationTitle: place.title,
      kind: place.kind,
      id,
      senderName: nameOf(sender),
      own: sender === self,
      time: new Date(timeMs).toISOString(),
      text,
      marks,
    }];
  });
}

/** When the day `date` (`YYYY-MM-DD`) begins for the reader, or the one so many days later. */
function startOfDay(date: string, later: number): number {
  const [year = NaN, month = NaN, day = NaN] = date.split("-").map(Number);
  const start = new Date(year, month - 1, day + later).getTime();
  if (/^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(start)) return start;
  throw new AppError("invalid", t("This is not a date."), { field: "date" });
}
