/** What each pane of the chat is given, and the kinds of dialog over the chat. */

import type { ReadonlySignal, Signal } from "@preact/signals";
import type { ChatModel, ConversationView, MemberView, NotSentView } from "../client/model/mod.ts";
import type { Preferences, PreferencesChange } from "../client/preferences/preferences.ts";
import type { BrowserPort } from "../client/window/port.ts";
import type { ConversationId, ItemId } from "../protocol/ids.ts";
import type { ToastAction } from "./kit/toasts.tsx";
import type { SettingsSection } from "./settings_sections.ts";

/** Runs work whose failure is shown as a toast; resolves either way. */
export type Attempt = (work: () => Promise<unknown>) => Promise<void>;

/** What a page hands to the chat beside the model. */
export interface Surroundings {
  preferences: ReadonlySignal<Preferences>;
  /** Keeps the change; `undefined` takes away what may be absent. */
  setPreferences: (change: PreferencesChange) => void;
  /** Theme, font, sizes, density and widths as they are at first. */
  resetLayout: () => void;
  browser: BrowserPort;
}

/** The dialog over the chat, with what it is about. */
export type OpenDialog =
  | { type: "new-room" }
  | { type: "invite" }
  | { type: "log-out"; everywhere: boolean; notSent: NotSentView }
  | { type: "forget"; notSent: NotSentView }
  | { type: "settings"; section?: SettingsSection }
  | { type: "shortcuts" }
  | { type: "leave"; room: ConversationView }
  | { type: "remove"; member: MemberView }
  /** Of the conversation on screen. */
  | { type: "save-log" }
  /** Of the conversation on screen. */
  | { type: "clear-history" }
  | { type: "search"; conversation?: ConversationId }
  | { type: "switcher" };

/** What each pane of the chat needs to do its part. */
export interface PaneProps extends Surroundings {
  model: ChatModel;
  attempt: Attempt;
  /** Says that something was done, for a moment; with an action, such as undoing it. */
  announce: (text: string, action?: ToastAction) => void;
  showDialog: (dialog: OpenDialog) => void;
  /**
   * A message that the reader wants to see in the conversation on screen, such as one that was
   * found. The pane of the conversation reaches it, shows it and sets this back.
   */
  jumpTo: Signal<ItemId | undefined>;
}

/** Where one signs in. */
export const LOGIN = "/login";
