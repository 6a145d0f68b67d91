import { useEffect, useRef } from "preact/hooks";
import type { MessageView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { IconButton } from "../kit/button.tsx";
import { actionsFor, type MessageActions } from "./message_actions.ts";
import { useNarrow } from "../kit/use_narrow.ts";

/** Which small area is open beside a message. */
export type PopupType = "menu" | "react";

export interface MessageToolsProps {
  message: MessageView;
  actions: MessageActions;
  onOpen: (type: PopupType, message: MessageView, anchor: HTMLElement) => void;
}

/**
 * What one does most with a message, over its corner, or as a line of its own below it where over
 * the corner it would lie on what is written; the rest is in the menu.
 */
export function MessageTools({ message, actions, onOpen }: MessageToolsProps) {
  const root = useRef<HTMLDivElement>(null);
  const narrow = useNarrow();
  useEffect(() => {
    // The line makes the message longer, maybe beyond what is seen.
    if (narrow) root.current?.scrollIntoView({ block: "nearest" });
  }, [narrow]);
  const can = actionsFor(message);
  if (can.length === 0) return null;
  return (
    <div class="tools" role="group" aria-label={t("Actions on this message")} ref={root}>
      {can.includes("react")
        ? (
          <IconButton
            icon="smile"
            label={t("React")}
            onClick={(event) => onOpen("react", message, event.currentTarget)}
          />
        )
        : null}
      {can.includes("reply")
        ? <IconButton icon="reply" label={t("Reply")} onClick={() => actions.reply(message)} />
        : null}
      {can.includes("edit")
        ? <IconButton icon="edit" label={t("Edit")} onClick={() => actions.edit(message)} />
        : null}
      <IconButton
        icon="more"
        label={t("More actions")}
        onClick={(event) => onOpen("menu", message, event.currentTarget)}
      />
    </div>
  );
}
