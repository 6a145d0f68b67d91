/** The browser's offer to install the site as an app. */

import { type ReadonlySignal, type Signal, signal } from "@preact/signals";

/** The browser offers to install the site as an app. */
export interface InstallOffer {
  /** Shows the browser's own question; resolves with the answer. An offer can be taken once. */
  install(): Promise<"accepted" | "dismissed">;
}

/** The browser's event, which the DOM's types leave out. */
interface InstallPromptEvent extends Event {
  prompt(): Promise<void>;
  readonly userChoice: Promise<{ outcome: "accepted" | "dismissed" }>;
}

const offered: Signal<InstallOffer | undefined> = signal(undefined);
/** Absent where the browser does not offer it, and once the app is installed. */
export const installOffer: ReadonlySignal<InstallOffer | undefined> = offered;

/** Listens for the browser's offer, from the start of the page. Answers how to stop. */
export function watchInstallOffer(target: EventTarget = globalThis): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  target.addEventListener("beforeinstallprompt", (event) => {
    // Its own banner would come at a moment of its choice.
    event.preventDefault();
    offered.value = offerOf(event as InstallPromptEvent);
  }, { signal });
  target.addEventListener("appinstalled", () => offered.value = undefined, { signal });
  return () => {
    abort.abort();
    offered.value = undefined;
  };
}

function offerOf(event: InstallPromptEvent): InstallOffer {
  return {
    install: async () => {
      offered.value = undefined;
      await event.prompt();
      return (await event.userChoice).outcome;
    },
  };
}

/** Whether the page runs in a window of its own, as an app. */
export function isInstalled(): boolean {
  return matchMedia("(display-mode: standalone)").matches;
}
