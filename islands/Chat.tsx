// Makes components follow the signals that they read.
import "@preact/signals";
import { useCallback, useEffect, useState } from "preact/hooks";
import { watchInstallOffer } from "../client/install.ts";
import type { ChatModel } from "../client/model.ts";
import { newVersion, registerServiceWorker } from "../client/service_worker/register.ts";
import { Opening } from "../components/chat/opening.tsx";
import { SignedIn } from "../components/chat/signed_in.tsx";
import { errorText } from "../components/error_text.ts";
import { NewVersionNote } from "../components/new_version.tsx";
import { AppError } from "../protocol/errors.ts";

const LOGIN = "/login";

/** The chat page: opens the model, then shows it. */
export default function Chat() {
  const [model, setModel] = useState<ChatModel>();
  const [failure, setFailure] = useState<unknown>();

  const open = useCallback(async () => {
    setFailure(undefined);
    try {
      const { startChat } = await import("../client/chat.ts");
      setModel(await startChat());
    } catch (error) {
      if (error instanceof AppError && error.kind === "unauthenticated") location.replace(LOGIN);
      else setFailure(error);
    }
  }, []);
  useEffect(() => void open(), [open]);
  useEffect(() => watchInstallOffer(), []);
  // Not before the chat can be used: what it fetches would be in the way.
  useEffect(() => void (model === undefined || registerServiceWorker()), [model]);

  if (model !== undefined) {
    return (
      <>
        <SignedIn model={model} />
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
    />
  );
}
