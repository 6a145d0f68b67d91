/** The tools over a message's corner for the most common actions. */

import { useEffect, useRef } from "preact/hooks";
import type { MessageView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { IconButton } from "../kit/button.tsx";
import { ACTIONS, actionsFor, type MessageActions, perform } from "./message_actions.ts";
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
      {can.map((action) => {
        const { place, icon, label } = ACTIONS[action];
        return place === "tools" && (
          <IconButton
            key={action}
            icon={icon}
            label={label(message)}
            onClick={({ currentTarget }) =>
              perform(action, message, actions, () => onOpen("react", message, currentTarget))}
          />
        );
      })}
      <IconButton
        icon="more"
        label={t("More actions")}
        onClick={(event) => onOpen("menu", message, event.currentTarget)}
      />
    </div>
  );
}
