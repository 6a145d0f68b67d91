/** Takes files that are dropped on the conversation. */

import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Chosen, chosenFrom } from "./attached_files.ts";

/**
 * Takes files that are dropped anywhere on the `<main>` around `inside`, while `enabled`. Answers
 * whether files are held over it now. Dropped elsewhere they do nothing: the browser would leave the
 * chat to show them.
 */
export function useFileDrop(
  inside: RefObject<HTMLElement>,
  enabled: boolean,
  onFiles: (chosen: Chosen) => void,
): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef({ enabled, onFiles });
  latest.current = { enabled, onFiles };

  useEffect(() => {
    const target = inside.current?.closest("main");
    /** Elements under the pointer within `target`: entering one comes before leaving the other. */
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth -= 1;
      if (depth <= 0) setOver(false);
    };
    const drop = (event: DragEvent) => {
      depth = 0;
      setOver(false);
      if (latest.current.enabled) latest.current.onFiles(chosenFrom(event.dataTransfer));
    };
    const guard = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer === null) return;
      const taken = latest.current.enabled && event.target instanceof Node &&
        target?.contains(event.target);
      event.dataTransfer.dropEffect = taken ? "copy" : "none";
    };
    target?.addEventListener("dragenter", enter);
    target?.addEventListener("dragleave", leave);
    target?.addEventListener("drop", drop);
    addEventListener("dragover", guard);
    addEventListener("drop", guard);
    return () => {
      target?.removeEventListener("dragenter", enter);
      target?.removeEventListener("dragleave", leave);
      target?.removeEventListener("drop", drop);
      removeEventListener("dragover", guard);
      removeEventListener("drop", guard);
    };
  }, []);
  return over;
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}
