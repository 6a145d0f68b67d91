/** The preferences of this page, applied to it and kept in step with the other tabs. */

import { currentLanguage } from "../../i18n/i18n.ts";
import { applyLook, languageChosenElsewhere, rememberLook } from "./apply_look.ts";
import { refreshCachedPages } from "../service_worker/register.ts";
import { lookText } from "./look.ts";
import { PREFERENCES_KEY, PreferencesStore } from "./store.ts";

/** Name in the tab's `sessionStorage`. */
const ASKED_AGAIN = "tw.language";

let store: PreferencesStore | undefined;

/** The preferences of this page, applied to it from the first call on. */
export function pagePreferences(): PreferencesStore {
  return store ??= openStore();
}

function openStore(): PreferencesStore {
  // Before the first value is written over the cookie.
  const cookies = document.cookie;
  let stored = true;
  const opened = new PreferencesStore({ stored: storage(), onChange: applyLook });
  const language = languageChosenElsewhere(cookies, opened.preferences.value);
  if (language !== undefined) opened.set({ language });
  let look = lookText(opened.preferences.value);
  opened.preferences.subscribe((preferences) => {
    stored = rememberLook(preferences);
    if (lookText(preferences) === look) return;
    look = lookText(preferences);
    refreshCachedPages();
  });
  addEventListener("storage", (event) => {
    if (!(event instanceof StorageEvent)) return;
    const { key, newValue } = event;
    // No key: everything was cleared.
    if (key === PREFERENCES_KEY || key === null) opened.follow(newValue);
  });
  // The server did not know the language: the cookie was gone. Now it is there again.
  const wanted = opened.preferences.value.language;
  if (wanted === "auto" || wanted === currentLanguage()) askedAgainFor(undefined);
  else if (stored && askedAgainFor(wanted)) location.reload();
  return opened;
}

/**
 * Whether the page was not asked for again in this language yet. Without the server it comes as it
 * was kept, in another language, however often it is asked for.
 */
function askedAgainFor(language: string | undefined): boolean {
  try {
    if (language === undefined) sessionStorage.removeItem(ASKED_AGAIN);
    else if (sessionStorage.getItem(ASKED_AGAIN) === language) return false;
    else sessionStorage.setItem(ASKED_AGAIN, language);
    return true;
  } catch {
    return false;
  }
}

/** `localStorage`, unless the browser blocks it: then even naming it throws. */
function storage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
