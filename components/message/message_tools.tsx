/** The tools over a message's corner for the most common actions. */

import { useLayoutEffect, useRef } from "preact/hooks";
import type { MessageView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { IconButton } from "../kit/button.tsx";
import { ACTIONS, actionsFor, type MessageActions, perform } from "./message_actions.ts";
import { useNarrow } from "../kit/use_narrow.ts";
import { moveAside } from "./tools_place.ts";

/** Which small area is open beside a message. */
export type PopupType = "menu" | "react";

export interface MessageToolsProps {
  message: MessageView;
  actions: MessageActions;
  onOpen: (type: PopupType, message: MessageView, anchor: HTMLElement) => void;
}

/**
 * What one does most with a message, over its corner, beside what else can be pressed there; the
 * rest is in the menu. A narrow window has no place for them that is not written on: there the way
 * to the menu stands beside the message, and all is in the menu.
 */
export function MessageTools({ message, actions, onOpen }: MessageToolsProps) {
  const root = useRef<HTMLDivElement>(null);
  const narrow = useNarrow();
  useLayoutEffect(() => {
    if (!narrow && root.current !== null) moveAside(root.current);
  });
  const can = actionsFor(message);
  if (can.length === 0) return null;
  return (
    <div class="tools" role="group" aria-label={t("Actions on this message")} ref={root}>
      {can.map((action) => {
        const { place, icon, label } = ACTIONS[action];
        return place === "tools" && !narrow && (
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
