/** What the screens ask of the browser around the page: its window, its permissions. */

import type { ReadonlySignal } from "@preact/signals";
import type { InstallOffer } from "./install.ts";
import type { NotificationPermissionView } from "./permission.ts";
import type { WindowSize } from "../preferences/preferences.ts";

export type { InstallOffer, NotificationPermissionView };

export interface BrowserPort {
  /** The size of this window, as it can be asked for again. */
  windowSize(): WindowSize;
  /** Makes this window as large as `size`; false where the browser does not let pages do that. */
  resizeWindow(size: WindowSize): boolean;
  /** Opens the chat in a window without the browser's bars; false when it was blocked. */
  openOwnWindow(size: WindowSize): boolean;
  /** Whether the page runs in the window of the installed app. */
  isInstalled(): boolean;
  /** The browser's offer to install the chat as an app; absent while it makes none. */
  readonly installOffer: ReadonlySignal<InstallOffer | undefined>;
  readonly notificationPermission: ReadonlySignal<NotificationPermissionView>;
  /** Asks the person, through the browser, where nobody was asked yet. */
  askForNotifications(): Promise<NotificationPermissionView>;
  /**
   * SHA-256 of the root certificate that the server hands out now, colon-separated upper-case hex.
   * @throws {AppError} when the server cannot be reached.
   */
  servedAuthority(): Promise<string>;
  /** Hands a file to the browser's downloads. */
  saveFile(name: string, blob: Blob): void;
  /** Loads the page again, as after the language was changed. */
  reload(): void;
}
