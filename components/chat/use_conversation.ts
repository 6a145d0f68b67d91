import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ConversationView, MessageView, PersonView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import { type Composing, NEW } from "../composer/composing.ts";
import type { MessageActions } from "../message/message_actions.ts";
import type { PaneProps } from "../pane.ts";

/** A dialog about the conversation on screen, or a message of it. */
export type ConversationDialog =
  | { type: "details"; message: MessageView }
  | { type: "delete"; message: MessageView }
  | { type: "picture"; message: MessageView }
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
  const [composing, setComposing] = useState<Composing>(NEW);
  const [dialog, showDialog] = useState<ConversationDialog>();
  const [target, setTarget] = useState<{ key: string }>();
  const latest = useRef(current);
  latest.current = current;

  const actions = useMemo((): MessageActions => {
    const run = (work: () => Promise<unknown>) => void attempt(work);
    /** Only what the server has has an id. */
    const withId = (
      { id }: MessageView,
      work: (id: NonNullable<MessageView["id"]>) => Promise<unknown>,
    ) => {
      if (id !== undefined) run(() => work(id));
    };
    return {
      retry: (key) => run(() => model.retry(key)),
      discard: (key) => model.discard(key),
      reply: (message) => setComposing({ type: "reply", message }),
      edit: (message) => setComposing({ type: "edit", message }),
      react: (message, emoji) => withId(message, (id) => model.react(id, emoji)),
      pin: (message) => withId(message, (id) => model.pin(id, !message.pinned)),
      copy: ({ text }) =>
        run(async () => {
          await copyText(text);
          announce(t("Copied."));
        }),
      details: (message) => showDialog({ type: "details", message }),
      remove: (message) => showDialog({ type: "delete", message }),
      reach: (id) => run(async () => setTarget({ key: await model.reach(id) })),
      firstReply: ({ id }) => {
        const reply = latest.current?.entries.find((entry) =>
          entry.type === "message" && entry.quote?.id === id && id !== undefined
        );
        if (reply !== undefined) setTarget({ key: reply.key });
      },
      fetchFile: (key) => run(() => model.fetchFile(key)),
      saveFile: (key) => run(() => model.saveFile(key)),
      cancelFile: (key) => model.cancelFile(key),
      retryFile: (key) => run(() => model.retryFile(key)),
      viewFile: (message) => showDialog({ type: "picture", message }),
    };
  }, [model, attempt, announce]);

  // What was begun belongs to the conversation that it was begun in.
  const id = current?.id;
  useEffect(() => {
    setComposing(NEW);
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
    composing,
    actions,
    dialog,
    showDialog,
    target,
    onComposingDone: () => setComposing(NEW),
    async onDate(date: string): Promise<boolean> {
      const key = await model.reachDate(date);
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
