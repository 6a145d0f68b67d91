/** The chat of somebody who is signed in, with its toasts and dialogs. */

import { useSignal } from "@preact/signals";
import { useCallback, useRef, useState } from "preact/hooks";
import type { ChatModel } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import type { ItemId } from "../../protocol/ids.ts";
import { errorText } from "../kit/error_text.ts";
import { type Toast, Toasts } from "../kit/toasts.tsx";
import { ConnectionStrip, type LiveConnection } from "./banners.tsx";
import { ConversationPane } from "./conversation_pane.tsx";
import { Dialogs } from "./dialogs.tsx";
import { PageTitle } from "./page_title.tsx";
import type { Attempt, OpenDialog, PaneProps, Surroundings } from "../pane.ts";
import { SidebarPane } from "../sidebar/sidebar_pane.tsx";
import { SignedOut } from "./signed_out.tsx";
import { useDialogKeys } from "./use_dialog_keys.ts";
import { useShortcuts } from "./use_shortcuts.ts";

/** Older ones give way: a wall of them would hide the chat. */
const MAX_TOASTS = 3;
/** News go by themselves; problems stay until they are read. */
const NEWS_MS = 5_000;

export interface SignedInProps extends Surroundings {
  model: ChatModel;
}

/** The chat of somebody who is signed in, for as long as they are. */
export function SignedIn(props: SignedInProps) {
  const { model } = props;
  const connection = model.connection.value;
  return (
    <>
      <PageTitle model={model} />
      {connection.state === "signed-out"
        ? <SignedOut message={connection.message} />
        : <OpenChat {...props} connection={connection} />}
    </>
  );
}

function OpenChat(
  { model, connection, ...surroundings }: SignedInProps & { connection: LiveConnection },
) {
  const [dialog, showDialog] = useState<OpenDialog>();
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const lastToast = useRef(0);

  const show = useCallback((toast: Omit<Toast, "id">) => {
    const id = ++lastToast.current;
    setToasts((before) => [...before, { id, ...toast }].slice(-MAX_TOASTS));
    if (toast.kind === "problem") return;
    const goneMs = toast.action?.withinMs ?? NEWS_MS;
    setTimeout(() => setToasts((before) => before.filter((one) => one.id !== id)), goneMs);
  }, []);
  const attempt = useCallback<Attempt>(async (work) => {
    try {
      await work();
    } catch (error) {
      show({ kind: "problem", text: errorText(error) });
    }
  }, [show]);
  const announce = useCallback<PaneProps["announce"]>((text, action) => {
    show({ kind: "news", text, ...(action === undefined ? {} : { action }) });
  }, [show]);
  const jumpTo = useSignal<ItemId | undefined>(undefined);
  const pane: PaneProps = { model, attempt, announce, showDialog, jumpTo, ...surroundings };
  useShortcuts(pane);
  useDialogKeys(showDialog);

  const isOpen = model.current.value !== undefined;
  return (
    <div class={isOpen ? "chat chat--open" : "chat"}>
      <a class="skip button button--primary" href="#conversation">
        {t("Skip to the conversation")}
      </a>
      <ConnectionStrip connection={connection} />
      <SidebarPane {...pane} />
      <ConversationPane {...pane} />
      {dialog === undefined
        ? null
        : <Dialogs {...pane} dialog={dialog} onClose={() => showDialog(undefined)} />}
      <Toasts
        toasts={toasts}
        onDismiss={(id) => setToasts((before) => before.filter((toast) => toast.id !== id))}
      />
    </div>
  );
}
