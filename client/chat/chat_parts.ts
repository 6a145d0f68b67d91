/** What a signed-in chat is made from: the person, the connection, and what the browser offers. */

import type { ConversationId } from "../../protocol/ids.ts";
import type { FileTransport } from "../files/port.ts";
import type { StoredUploads } from "../files/stored_uploads.ts";
import type { HistoryFiller } from "../history/filler.ts";
import type { HistoryKeeper } from "../history/keeper.ts";
import type { History } from "../history/port.ts";
import type { HttpClient } from "../net/http.ts";
import type { Notifier } from "../notifications/notifier.ts";
import type { Preferences } from "../preferences/preferences.ts";
import type { RunningSearch } from "../search/open.ts";
import type { ChatEvents } from "./chat_events.ts";
import type { ChatConnection } from "./connection.ts";
import type { SignedInPerson } from "./person.ts";
import type { Screen } from "./screen.ts";

export interface ChatParts {
  person: SignedInPerson;
  connection: ChatConnection;
  events: ChatEvents;
  screen: Screen;
  http: HttpClient;
  preferences: () => Preferences;
  changePreferences: (change: (old: Preferences) => Preferences) => void;
  /** The transport of files, where there is one. */
  transport: FileTransport | undefined;
  /** Keeps files until they are sent. */
  storedUploads: StoredUploads | undefined;
  /** What this browser stores of what it has opened, where it does. */
  history: History | undefined;
  /** Stores what is opened, and the lists. */
  keeper: HistoryKeeper | undefined;
  /** Loads and opens the search over what is stored. */
  openSearch: ((isIn: (conv: ConversationId) => boolean) => Promise<RunningSearch>) | undefined;
  /** Gets what is older than what is stored. */
  filler: Pick<HistoryFiller, "fill" | "stop"> | undefined;
  /** Makes what arrives heard. */
  notifier: Pick<Notifier, "received" | "read" | "end" | "onOpen"> | undefined;
  /** Hands a file to the browser's downloads. */
  saveFile: (name: string, blob: Blob) => void;
  /** Whether there is a network at all, as far as the browser knows. */
  isOnline: () => boolean;
  /** Calls `work` after so many milliseconds. */
  after: (ms: number, work: () => void) => void;
  /** Resolves when there is time for what nobody waits for. */
  idle: () => Promise<void>;
  /** Closes the connection for good. */
  close: () => void;
}
