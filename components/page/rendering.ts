/**
 * How the page is drawn that is being rendered now. Fresh renders the page and the document around
 * it in one turn of the event loop, so what the outermost layout sets holds for all of them and
 * for no other request.
 */

import { type Look, parseLook } from "../../client/preferences/look.ts";
import type { Language } from "../../i18n/i18n.ts";

export interface Rendering {
  look: Look;
  language: Language;
  /** Path and query of the page. */
  address: string;
}

let current: Rendering = { look: parseLook(undefined), language: "en", address: "/login" };

export function setRendering(rendering: Rendering): void {
  current = rendering;
}

export function rendering(): Rendering {
  return current;
}
