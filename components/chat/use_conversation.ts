/** State and actions of the conversation on the screen: dialogs, composing, jumps. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ConversationView, MessageView, PersonView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ItemId } from "../../protocol/ids.ts";
import { ComposerStores } from "../composer/composer_store.ts";
import type { MessageActions } from "../message/message_actions.ts";
import type { PaneProps } from "../pane.ts";

/** A dialog about the conversation on screen, or a message of it, which is looked up when it is drawn. */
export type ConversationDialog =
  | { type: "details"; id: ItemId }
  | { type: "delete"; id: ItemId }
  /** By the key of its row. */
  | { type: "picture"; start: string }
  /** Of this person's keys and somebody else's. */
  | { type: "safety"; person: Pick<PersonView, "id" | "fullName" | "uid"> }
  | { type: "pinned" }
  | { type: "date" };

type Dependencies = Pick<PaneProps, "model" | "attempt" | "announce" | "jumpTo">;

/** What is going on in the conversation on screen, beside what the model knows. */
export function useConversation(
  { model, attempt, announce, jumpTo }: Dependencies,
  current: ConversationView | undefined,
) {
  const [dialog, showDialog] = useState<ConversationDialog>();
  const [target, setTarget] = useState<{ key: string }>();
  const latest = useRef(current);
  latest.current = current;
  const composers = useMemo(
    () => new ComposerStores(model.drafts),
    [model],
  );
  useEffect(() => () => composers.close(), [composers]);

  const actions = useMemo((): MessageActions => {
    const run = (work: () => Promise<unknown>) => void attempt(work);
    const begin = (mode: "reply" | "edit", { id: target, text }: MessageView) => {
      const id = latest.current?.id;
      if (id === undefined || target === undefined) return;
      composers.of(id).dispatch({ type: "begun", mode, target, text });
    };
    const show = (type: "details" | "delete", { id }: MessageView) => {
      if (id !== undefined) showDialog({ type, id });
    };
    /** Only what the server has has an id. */
    const withId = (
      { id }: MessageView,
      work: (id: NonNullable<MessageView["id"]>) => Promise<unknown>,
    ) => {
      if (id !== undefined) run(() => work(id));
    };
    return {
      retry: (key) => run(() => model.messages.retry(key)),
      discard: (key) => model.messages.discard(key),
      reply: (message) => begin("reply", message),
      edit: (message) => begin("edit", message),
      react: (message, emoji) => withId(message, (id) => model.messages.react(id, emoji)),
      pin: (message) => withId(message, (id) => model.messages.pin(id, !message.pinned)),
      copy: ({ text }) =>
        run(async () => {
          await copyText(text);
          announce(t("Copied."));
        }),
      details: (message) => show("details", message),
      remove: (message) => show("delete", message),
      reach: (id) => run(async () => setTarget({ key: await model.log.reach(id) })),
      firstReply: ({ id }) => {
        const reply = latest.current?.entries.find((entry) =>
          entry.type === "message" && entry.quote?.id === id && id !== undefined
        );
        if (reply !== undefined) setTarget({ key: reply.key });
      },
      fetchFile: (key) => run(() => model.files.fetch(key)),
      fetchFileUnasked: (key) => void model.files.fetch(key).catch(() => {}),
      saveFile: (key) => run(() => model.files.save(key)),
      cancelFile: (key) => model.files.cancel(key),
      retryFile: (key) => run(() => model.files.retry(key)),
      viewFile: ({ key }) => showDialog({ type: "picture", start: key }),
    };
  }, [model, attempt, announce, composers]);

  // What was opened belongs to the conversation that it was opened in.
  const id = current?.id;
  useEffect(() => {
    showDialog(undefined);
    setTarget(undefined);
  }, [id]);
  const wanted = jumpTo.value;
  useEffect(() => {
    if (wanted === undefined || id === undefined) return;
    jumpTo.value = undefined;
    actions.reach(wanted);
  }, [wanted, id, actions, jumpTo]);

  return {
    composers,
    actions,
    dialog,
    showDialog,
    target,
    async onDate(date: string): Promise<boolean> {
      const key = await model.log.reachDate(date);
      if (key !== undefined) setTarget({ key });
      return key !== undefined;
    },
  };
}

/** @throws {AppError} `unavailable` where the browser does not let the page copy. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch (cause) {
    throw new AppError(
      "unavailable",
      t("This browser did not let the text be copied. Select it and copy it yourself."),
      { cause },
    );
  }
}
