/**
 * What the screens show and may ask for. `client/` fills it, `islands/` wire it, `components/` draw
 * it. Signals hold immutable values: a change is a new value.
 */

import type { ReadonlySignal } from "@preact/signals";
import type { UserId } from "../../protocol/ids.ts";
import type {
  AboutView,
  ConversationsModel,
  DraftsModel,
  FilesModel,
  KeysModel,
  LeavingModel,
  LogModel,
  MessagesModel,
  OwnNamesModel,
  SearchModel,
} from "./actions.ts";
import type { ConnectionView } from "./connection.ts";
import type { ConversationView } from "./conversation.ts";
import type { ListView } from "./list_view.ts";
import type { PersonView, RoomView } from "./lists.ts";

export type * from "./actions.ts";
export type * from "./connection.ts";
export type * from "./conversation.ts";
export type { Draft } from "./draft.ts";
export type * from "./list_view.ts";
export type * from "./lists.ts";

/** The signed-in chat of one page: what it shows, and its parts by what one may ask of them. */
export interface ChatModel {
  /** Names of the directory: they never change. */
  readonly me: { id: UserId; uid: string; fullName: string };
  /** What others see as one's name. */
  readonly ownName: ReadonlySignal<string>;
  readonly connection: ReadonlySignal<ConnectionView>;
  readonly people: ReadonlySignal<ListView<PersonView>>;
  readonly rooms: ReadonlySignal<ListView<RoomView>>;
  /** The conversation on screen. */
  readonly current: ReadonlySignal<ConversationView | undefined>;

  readonly conversations: ConversationsModel;
  readonly messages: MessagesModel;
  readonly files: FilesModel;
  readonly drafts: DraftsModel;
  readonly log: LogModel;
  readonly search: SearchModel;
  readonly ownNames: OwnNamesModel;
  readonly keys: KeysModel;
  readonly leaving: LeavingModel;
  /** What this browser runs, trusts, and signs with. */
  about(): Promise<AboutView>;
}
