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
 * Key of the message whose tools are shown: the one under the pointer, or with the focus. Where the
 * tools take a line of their own only the focus counts, which a press gives: rows must not move
 * while the pointer passes over them, nor under a finger that still lies on them.
 */
export function useToolsAt({ pointed, active, pressed }: ToolsAtOptions): string | undefined {
  const narrow = useNarrow();
  const settled = useRef(active);
  if (!pressed) settled.current = active;
  return narrow ? settled.current : pointed ?? active;
}
