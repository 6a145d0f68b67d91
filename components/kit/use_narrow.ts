/** Whether the window is too narrow for list and conversation side by side. */

import { useEffect, useState } from "preact/hooks";

/** As in the style sheets: below it the list or the conversation is shown, not both. */
export const NARROW = "(max-width: 719.98px)";

/** Whether the window is too narrow for the list beside the conversation. */
export function useNarrow(): boolean {
  // Drawn without a window it has room.
  const [narrow, setNarrow] = useState(() =>
    typeof matchMedia === "function" && matchMedia(NARROW).matches
  );
  useEffect(() => {
    const query = matchMedia(NARROW);
    const follow = () => setNarrow(query.matches);
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  return narrow;
}
