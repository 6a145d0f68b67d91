/** The window's title and the app's badge: unread count and the conversation shown. */

import { useEffect } from "preact/hooks";
import type { ActivityView, ChatModel } from "../../client/model/mod.ts";
import { numberText } from "../../i18n/numbers.ts";

const APP = "TalkyWalky";

/** Badges exist where the app is installed (W3C Badging API). */
interface Badging {
  setAppBadge?: (count: number) => Promise<void>;
  clearAppBadge?: () => Promise<void>;
}

/** What calls for its reader: in a muted conversation only what names them. */
export function waitingCount(all: readonly ActivityView[]): number {
  return all.reduce(
    (sum, { unread, mentions, notify }) => sum + (notify === "none" ? mentions : unread),
    0,
  );
}

/** Keeps the title of the window and the badge of the app: what is unread, what is on screen. */
export function PageTitle({ model }: { model: ChatModel }) {
  const waiting = waitingCount([...model.people.value.items, ...model.rooms.value.items]);
  const title = [model.current.value?.title, APP].filter(Boolean).join(" · ");
  useEffect(() => {
    document.title = waiting > 0 ? `(${numberText(waiting)}) ${title}` : title;
  }, [waiting, title]);
  useEffect(() => {
    const { setAppBadge, clearAppBadge } = navigator as Badging;
    const done = waiting > 0
      ? setAppBadge?.call(navigator, waiting)
      : clearAppBadge?.call(navigator);
    // Not installed, or not allowed: there is no badge then.
    done?.catch(() => {});
    return undefined;
  }, [waiting]);
  return null;
}
