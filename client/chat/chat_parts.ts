import type { Signal } from "@preact/signals";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { ChatContext } from "../conversations/context.ts";
import type { PersonName } from "../conversations/person_name.ts";
import type { StoredUploads } from "../files/stored_uploads.ts";
import type { FileTransport } from "../files/port.ts";
import type { HistoryFiller } from "../history/filler.ts";
import type { HistoryKeeper } from "../history/keeper.ts";
import type { History } from "../history/port.ts";
import type { AboutView, ChatModel, ConnectionView } from "../model/mod.ts";
import type { HttpClient } from "../net/http.ts";
import type { Notifier } from "../notifications/notifier.ts";
import type { Preferences } from "../preferences/preferences.ts";
import type { RunningSearch } from "../search/open.ts";
import type { DisplayNames } from "./display_names.ts";
import type { People } from "./people.ts";

/** What a signed-in page is made of. */
export interface ChatParts {
  me: ChatModel["me"];
  context: ChatContext;
  people: People;
  names: DisplayNames;
  directoryNameOf: (user: UserId) => PersonName;
  connection: Signal<ConnectionView>;
  http: HttpClient;
  preferences: () => Preferences;
  changePreferences: (change: (old: Preferences) => Preferences) => void;
  /** The way of files, where there is one. */
  files?: FileTransport | undefined;
  /** Keeps files until they are sent. */
  storedUploads?: StoredUploads | undefined;
  /** What this browser keeps of what it has opened, where it does. */
  history?: History | undefined;
  /** Keeps the lists. */
  keeper?: Pick<HistoryKeeper, "listsChanged" | "flush"> | undefined;
  /** Loads and opens the search over what is kept. */
  openSearch?: ((isIn: (conv: ConversationId) => boolean) => Promise<RunningSearch>) | undefined;
  /** Gets what is older than what is kept. */
  filler?: Pick<HistoryFiller, "fill" | "stop"> | undefined;
  /** Makes what arrives heard. */
  notifier?: Pick<Notifier, "received" | "read" | "end"> | undefined;
  /** Hands a file to the browser's downloads. */
  saveFile: (name: string, blob: Blob) => void;
  about: () => AboutView;
  /** Whether somebody can see the page. */
  isVisible: () => boolean;
  /** Whether there is a network at all, as far as the browser knows. */
  isOnline: () => boolean;
  /** Resolves when there is time for what nobody waits for. */
  idle: () => Promise<void>;
  /** Closes the connection for good. */
  close: () => void;
}
