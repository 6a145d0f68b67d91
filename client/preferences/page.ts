// Browser-safe: runs in the page.

import { currentLanguage } from "../../i18n/i18n.ts";
import { applyLook, languageChosenElsewhere, rememberLook } from "./apply_look.ts";
import { refreshKeptPages } from "../service_worker/register.ts";
import { loadsAgain } from "./language_reload.ts";
import { lookText } from "./look.ts";
import { PREFERENCES_KEY, PreferencesStore } from "./store.ts";

let store: PreferencesStore | undefined;

/** The preferences of this page, applied to it from the first call on. */
export function pagePreferences(): PreferencesStore {
  return store ??= openStore();
}

function openStore(): PreferencesStore {
  // Before the first value is written over the cookie.
  const cookies = document.cookie;
  let kept = true;
  const opened = new PreferencesStore({ kept: storage("localStorage"), onChange: applyLook });
  const language = languageChosenElsewhere(cookies, opened.preferences.value);
  if (language !== undefined) opened.set({ language });
  let look = lookText(opened.preferences.value);
  opened.preferences.subscribe((preferences) => {
    kept = rememberLook(preferences);
    if (lookText(preferences) === look) return;
    look = lookText(preferences);
    refreshKeptPages();
  });
  addEventListener("storage", (event) => {
    if (!(event instanceof StorageEvent)) return;
    const { key, newValue } = event;
    // No key: everything was cleared.
    if (key === PREFERENCES_KEY || key === null) opened.follow(newValue);
  });
  // The server did not know the language: the cookie was gone. Now it is there again.
  const wanted = opened.preferences.value.language;
  if (kept && loadsAgain(wanted, currentLanguage(), storage("sessionStorage"))) location.reload();
  return opened;
}

/** Unless the browser blocks it: then even naming it throws. */
function storage(name: "localStorage" | "sessionStorage"): Storage | undefined {
  try {
    return globalThis[name];
  } catch {
    return undefined;
  }
}
