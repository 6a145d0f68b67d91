/** The preferences of this browser, kept in local storage and shared by its tabs. */

import { type ReadonlySignal, signal } from "@preact/signals";
import { parsePreferences } from "./parse.ts";
import { defaultLayout, type Preferences, type PreferencesChange } from "./preferences.ts";

/** Name in the browser's `localStorage`. */
export const PREFERENCES_KEY = "tw.preferences";

/** What the store needs of `localStorage`; each call may throw where storage is blocked. */
export type StoredTexts = Pick<Storage, "getItem" | "setItem">;

export interface PreferencesStoreOptions {
  /** Absent where the browser gives no storage: choices last as long as the page then. */
  stored: StoredTexts | undefined;
  /** Called with each new value, and with the first one. */
  onChange?: (preferences: Preferences) => void;
}

/** The preferences of this browser, kept over visits and shared by its tabs. */
export class PreferencesStore {
  readonly #stored: StoredTexts | undefined;
  readonly #onChange: (preferences: Preferences) => void;
  readonly #current;

  constructor({ stored, onChange = () => {} }: PreferencesStoreOptions) {
    this.#stored = stored;
    this.#onChange = onChange;
    this.#current = signal(parsePreferences(this.#read()));
    onChange(this.#current.value);
  }

  get preferences(): ReadonlySignal<Preferences> {
    return this.#current;
  }

  readonly set = (change: PreferencesChange): void => {
    // Another tab may have kept something since this one last heard of it.
    const text = this.#read();
    const base = text === null ? this.#current.value : parsePreferences(text);
    const next = { ...base, ...change };
    for (const name of ["windowSize", "quietHours"] as const) {
      if (next[name] === undefined) delete next[name];
    }
    // Through the same door as what was kept: nothing out of bounds gets in.
    const parsed = parsePreferences(JSON.stringify(next));
    this.#write(JSON.stringify(parsed));
    this.#show(parsed);
  };

  /** Theme, font, sizes, density and widths as they are at first. */
  readonly resetLayout = (): void => this.set(defaultLayout());

  /** Takes over what another tab kept; `text` is the new value of {@linkcode PREFERENCES_KEY}. */
  follow(text: string | null): void {
    this.#show(parsePreferences(text));
  }

  #show(next: Preferences): void {
    this.#current.value = next;
    this.#onChange(next);
  }

  #read(): string | null {
    try {
      return this.#stored?.getItem(PREFERENCES_KEY) ?? null;
    } catch {
      return null;
    }
  }

  #write(text: string): void {
    try {
      this.#stored?.setItem(PREFERENCES_KEY, text);
    } catch {
      // Full or blocked: the choice holds until the page is left.
    }
  }
}
