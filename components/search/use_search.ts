/** Runs the search as it is typed, and drops answers that came too late. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { ChatModel, SearchQuery, SearchResult } from "../../client/model/mod.ts";
import { errorText } from "../kit/error_text.ts";

/** Keys that come faster than this are one question. */
const PAUSE_MS = 60;
/** What is found changes: more is said, taken back, or still being added. It is asked for again. */
const AGAIN_MS = 2_000;

export interface SearchState {
  /** Of the newest question that was answered. */
  result: SearchResult | undefined;
  asking: boolean;
  problem: string | undefined;
}

/** Answers to `query` as it is typed; one that came too late is dropped. Nothing for `undefined`. */
export function useSearch(model: ChatModel, query: SearchQuery | undefined): SearchState {
  const [state, setState] = useState<SearchState>(NOTHING);
  const [again, setAgain] = useState(0);
  const newest = useRef(0);
  const asked = useRef<string>();
  const key = query === undefined ? undefined : JSON.stringify(query);

  useEffect(() => {
    const number = ++newest.current;
    if (query === undefined) {
      asked.current = undefined;
      setState(NOTHING);
      return;
    }
    // Nobody waits for what is asked again.
    if (asked.current !== key) setState((before) => ({ ...before, asking: true }));
    asked.current = key;
    let timer = setTimeout(async () => {
      let next: SearchState;
      try {
        const result = await model.search.query(query);
        next = { result, asking: false, problem: undefined };
      } catch (error) {
        next = { result: undefined, asking: false, problem: errorText(error) };
      }
      if (number !== newest.current) return;
      setState((before) => isSame(before, next) ? before : next);
      // After a failure too: the next time it may be answered.
      timer = setTimeout(() => setAgain((before) => before + 1), AGAIN_MS);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [model, key, again]);
  useEffect(() => () => void newest.current++, []);
  return state;
}

function isSame(before: SearchState, next: SearchState): boolean {
  return JSON.stringify(before) === JSON.stringify(next);
}

const NOTHING: SearchState = { result: undefined, asking: false, problem: undefined };
