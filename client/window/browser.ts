/** What the app asks of the browser around its page: windows, size, root certificate. */

import { type Signal, signal } from "@preact/signals";
import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import { installOffer, isInstalled } from "./install.ts";
import { askForNotifications, notificationPermission } from "./permission.ts";
import type { Preferences, WindowSize } from "../preferences/preferences.ts";
import { certificateFingerprint } from "./fingerprint.ts";
import type { BrowserPort, NotificationPermissionView } from "./port.ts";
import { saveFile } from "./save_file.ts";
import { fittedSize, popupFeatures, sizeAtStart } from "./window_size.ts";

const CHAT = "/chat";
const ROOT_CERTIFICATE = "/ca/root.pem";
/** One window of its own; opening it again brings it to the front. */
const OWN_WINDOW = "talkywalky";

/** The browser around this page. */
export class Browser implements BrowserPort {
  readonly #permission: Signal<NotificationPermissionView> = signal(notificationPermission());

  get notificationPermission(): BrowserPort["notificationPermission"] {
    return this.#permission;
  }

  get installOffer(): BrowserPort["installOffer"] {
    return installOffer;
  }

  isInstalled(): boolean {
    return isInstalled();
  }

  windowSize(): WindowSize {
    return { width: outerWidth, height: outerHeight };
  }

  resizeWindow(size: WindowSize): boolean {
    if (!isOwnWindow()) return false;
    const { width, height } = fittedSize(size, screenRoom());
    resizeTo(width, height);
    return true;
  }

  openOwnWindow(size: WindowSize): boolean {
    const opened = open(CHAT, OWN_WINDOW, popupFeatures(fittedSize(size, screenRoom())));
    opened?.focus();
    return opened !== null;
  }

  async askForNotifications(): Promise<NotificationPermissionView> {
    return this.#permission.value = await askForNotifications();
  }

  saveFile(name: string, blob: Blob): void {
    saveFile(name, blob);
  }

  async servedAuthority(): Promise<string> {
    const response = await fetch(ROOT_CERTIFICATE).catch(() => undefined);
    if (!response?.ok) {
      throw new AppError(
        "unavailable",
        t("The server did not hand out the authority's certificate. Try again in a minute."),
      );
    }
    return await certificateFingerprint(await response.text());
  }

  reload(): void {
    location.reload();
  }
}

/** Gives the window of an installed app, or one of its own, the kept size. To be called once, when the page opens. */
export function openAtStoredSize(preferences: Preferences): void {
  const size = sizeAtStart(preferences, {
    standalone: isOwnWindow(),
    now: { width: outerWidth, height: outerHeight },
    screen: screenRoom(),
  });
  if (size !== undefined) resizeTo(size.width, size.height);
}

/** Browsers let a page size only windows without tabs: an installed app's, and popups. */
function isOwnWindow(): boolean {
  return isInstalled() || !globalThis.toolbar.visible;
}

function screenRoom(): WindowSize {
  return { width: screen.availWidth, height: screen.availHeight };
}
