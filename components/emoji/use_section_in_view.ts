/** Which section stands at the upper edge of a scrolled list. */

import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

/** The index of the part at the upper edge of what scrolls; its children are the parts. */
export function useSectionInView(scroller: RefObject<HTMLElement>, parts: unknown): number {
  const [index, setIndex] = useState(0);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const look = () => {
      const edge = element.getBoundingClientRect().top + 1;
      const tops = [...element.children].map((part) => part.getBoundingClientRect().top);
      setIndex(Math.max(0, tops.findLastIndex((top) => top <= edge)));
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  }, [scroller, parts]);
  return index;
}
