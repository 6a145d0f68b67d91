/** The chat page: opens the chat and draws it. */

// Makes components follow the signals that they read.
import "@preact/signals";
import { useCallback, useEffect, useState } from "preact/hooks";
import { watchInstallOffer } from "../client/window/install.ts";
import type { ChatModel } from "../client/model/mod.ts";
import { newVersion, registerServiceWorker } from "../client/service_worker/register.ts";
import { Opening } from "../components/chat/opening.tsx";
import type { Surroundings } from "../components/pane.ts";
import { SignedIn } from "../components/chat/signed_in.tsx";
import { errorText } from "../components/kit/error_text.ts";
import { followSurroundings } from "../components/kit/reader.ts";
import { NewVersionNote } from "../components/new_version.tsx";
import { pagePreferences } from "../client/preferences/page.ts";
import { Browser, openAtStoredSize } from "../client/window/browser.ts";
import { usePageLanguage } from "../i18n/page.ts";
import { AppError } from "../protocol/errors.ts";

usePageLanguage();

const LOGIN = "/login";

/** The preferences and the browser around the page, once it runs in one. */
function surroundings(): Surroundings {
  const store = pagePreferences();
  openAtStoredSize(store.preferences.value);
  return {
    preferences: store.preferences,
    setPreferences: store.set,
    resetLayout: store.resetLayout,
    browser: new Browser(),
  };
}

/** The chat page: opens the model, then shows it. */
export default function Chat() {
  const [model, setModel] = useState<ChatModel>();
  const [around, setAround] = useState<Surroundings>();
  const [failure, setFailure] = useState<unknown>();

  const open = useCallback(async () => {
    setFailure(undefined);
    try {
      const { startChat } = await import("../client/chat/page.ts");
      setModel(await startChat());
    } catch (error) {
      if (error instanceof AppError && error.kind === "unauthenticated") location.replace(LOGIN);
      else setFailure(error);
    }
  }, []);
  useEffect(() => {
    setAround(surroundings());
    void open();
  }, [open]);
  useEffect(() => watchInstallOffer(), []);
  useEffect(() => followSurroundings(), []);
  // Not before the chat can be used: what it fetches would be in the way.
  useEffect(() => void (model === undefined || registerServiceWorker()), [model]);

  if (model !== undefined && around !== undefined) {
    return (
      <>
        <SignedIn model={model} {...around} />
        {newVersion.value === undefined
          ? null
          : <NewVersionNote onStart={() => newVersion.value?.start()} />}
      </>
    );
  }
  const unsupported = failure instanceof AppError && failure.reason === "unsupported";
  return (
    <Opening
      problem={failure === undefined ? undefined : errorText(failure)}
      onRetry={unsupported ? undefined : () => void open()}
      onReload={() => location.reload()}
    />
  );
}
