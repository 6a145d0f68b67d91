/** Leads the reader to a row: scrolls there, focuses it, and marks it for a moment. */

import { useEffect, useRef, useState } from "preact/hooks";

/** As long as the eye needs to find it. */
const SHOWN_MS = 2_000;

export interface LogReachOptions {
  target: { key: string } | undefined;
  show: (key: string) => void;
  focus: (key: string) => void;
}

/** Leads the reader to a row: scrolls, gives it the focus, and marks it for a moment. */
export function useLogReach({ target, show, focus }: LogReachOptions): string | undefined {
  const [reached, setReached] = useState<string>();
  const done = useRef<LogReachOptions["target"]>();
  useEffect(() => {
    if (target === undefined || target === done.current) return;
    done.current = target;
    show(target.key);
    focus(target.key);
    setReached(target.key);
    const timer = setTimeout(() => setReached(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [target]);
  return reached;
}
