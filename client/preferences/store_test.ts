import assert from "node:assert/strict";
import { parsePreferences } from "./parse.ts";
import { DEFAULT_PREFERENCES, type Preferences } from "./preferences.ts";
import { PREFERENCES_KEY, PreferencesStore, type StoredTexts } from "./store.ts";

/** A browser's storage, shared by every store that is given it. */
class TextsInMemory implements StoredTexts {
  readonly texts = new Map<string, string>();
  getItem(key: string): string | null {
    return this.texts.get(key) ?? null;
  }
  setItem(key: string, text: string): void {
    this.texts.set(key, text);
  }
}

const BLOCKED: StoredTexts = {
  getItem: () => {
    throw new DOMException("blocked", "SecurityError");
  },
  setItem: () => {
    throw new DOMException("full", "QuotaExceededError");
  },
};

Deno.test("what was chosen is there at the next visit", () => {
  const stored = new TextsInMemory();
  new PreferencesStore({ stored }).set({
    theme: "pink",
    windowSize: { width: 900, height: 700 },
    quietHours: { from: 1320, to: 420 },
    notifyOf: { "room-1": "none" },
  });
  const next = new PreferencesStore({ stored }).preferences.value;
  assert.deepEqual(next, {
    ...DEFAULT_PREFERENCES,
    theme: "pink",
    windowSize: { width: 900, height: 700 },
    quietHours: { from: 1320, to: 420 },
    notifyOf: { "room-1": "none" },
  });
});

Deno.test("what may be absent can be taken away", () => {
  const store = new PreferencesStore({ stored: new TextsInMemory() });
  store.set({ windowSize: { width: 900, height: 700 }, quietHours: { from: 0, to: 60 } });
  store.set({ windowSize: undefined, quietHours: undefined });
  assert.deepEqual(store.preferences.value, DEFAULT_PREFERENCES);
});

Deno.test("the layout goes back in one step, and nothing else does", () => {
  const store = new PreferencesStore({ stored: new TextsInMemory() });
  store.set({
    theme: "hacker",
    font: "pixel",
    textSize: "larger",
    density: "compact",
    sidebarRem: 22,
    panelRem: 20,
    readReceipts: false,
    language: "fr",
  });
  store.resetLayout();
  assert.deepEqual(store.preferences.value, {
    ...DEFAULT_PREFERENCES,
    readReceipts: false,
    language: "fr",
  });
});

Deno.test("a field that is not as it should be has its default, and the others stand", () => {
  const broken: Record<keyof Preferences, unknown> = {
    language: "klingon",
    theme: "night",
    font: 7,
    ownFont: 'a"b',
    textSize: null,
    density: "compact",
    sidebarRem: 1e9,
    panelRem: "17",
    windowSize: { width: 900 },
    enterSends: "yes",
    typingHints: false,
    readReceipts: 0,
    presenceShown: undefined,
    notifications: {},
    notificationText: null,
    sound: true,
    quietHours: { from: 1440, to: 3 },
    notifyDirect: "sometimes",
    notifyRooms: "all",
    notifyOf: { ok: "none", "not ok": "none", other: "loud" },
  };
  assert.deepEqual(parsePreferences(JSON.stringify({ ...broken, unheardOf: 1 })), {
    ...DEFAULT_PREFERENCES,
    theme: "night",
    density: "compact",
    typingHints: false,
    sound: true,
    notifyRooms: "all",
    notifyOf: { ok: "none" },
  });
});

for (const text of [null, "", "{", "[]", "null", "7", '"night"']) {
  Deno.test(`${JSON.stringify(text)} in the storage gives the defaults`, () => {
    assert.deepEqual(parsePreferences(text), DEFAULT_PREFERENCES);
  });
}

Deno.test("another tab follows, and a change does not undo what the other one kept", () => {
  const stored = new TextsInMemory();
  const [one, two] = [new PreferencesStore({ stored }), new PreferencesStore({ stored })];
  one.set({ theme: "blue" });
  // The news of it has not reached the second tab yet.
  two.set({ font: "serif" });
  assert.equal(two.preferences.value.theme, "blue");
  one.follow(stored.getItem(PREFERENCES_KEY));
  assert.equal(one.preferences.value.font, "serif");
});

for (const [name, stored] of [["blocked", BLOCKED], ["absent", undefined]] as const) {
  Deno.test(`with storage ${name} a choice holds until the page is left`, () => {
    const shown: string[] = [];
    const store = new PreferencesStore({ stored, onChange: ({ theme }) => shown.push(theme) });
    store.set({ theme: "grey" });
    store.set({ font: "serif" });
    assert.equal(store.preferences.value.theme, "grey");
    assert.deepEqual(shown, ["system", "grey", "grey"]);
  });
}

Deno.test("nothing out of bounds gets in by a change either", () => {
  const store = new PreferencesStore({ stored: new TextsInMemory() });
  store.set({ sidebarRem: 900 });
  assert.equal(store.preferences.value.sidebarRem, DEFAULT_PREFERENCES.sidebarRem);
});
