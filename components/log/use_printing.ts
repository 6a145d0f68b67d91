/** Whether the page is being printed. */

import { options } from "preact";
import { useEffect, useState } from "preact/hooks";

/** Whether the page is being printed: what is drawn for it is drawn before the browser looks. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const paper = matchMedia("print");
    const set = (on: boolean) => atOnce(() => setPrinting(on));
    const before = () => set(true);
    const after = () => set(false);
    const change = () => set(paper.matches);
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    paper.addEventListener("change", change);
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
      paper.removeEventListener("change", change);
    };
  }, []);
  return printing;
}

/** Draws what `change` changes before it returns: a page that is printed waits for nothing. */
function atOnce(change: () => void): void {
  const usual = options.debounceRendering;
  options.debounceRendering = (draw) => draw();
  try {
    change();
  } finally {
    if (usual === undefined) delete options.debounceRendering;
    else options.debounceRendering = usual;
  }
}
