/** Which message of the log shows its tools. */

import { useRef } from "preact/hooks";
import { useNarrow } from "../kit/use_narrow.ts";

export interface ToolsAtOptions {
  /** Key of the row under the pointer. */
  pointed: string | undefined;
  /** Of the row with the focus. */
  active: string | undefined;
  /** A button or a finger is down in the log. */
  pressed: boolean;
}

/**
 * Key of the message whose tools are shown: the one under the pointer, or with the focus. In a narrow
 * window only the focus counts, which a press gives and no finger that still lies on the row.
 */
export function useToolsAt({ pointed, active, pressed }: ToolsAtOptions): string | undefined {
  const narrow = useNarrow();
  const settled = useRef(active);
  if (!pressed) settled.current = active;
  return narrow ? settled.current : pointed ?? active;
}
