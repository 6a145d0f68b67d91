/** The keyboard shortcuts that work everywhere in the chat. */

import { useLayoutEffect } from "preact/hooks";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import { stepFrom, stepsOf } from "../switcher/conversation_steps.ts";
import { type GlobalCommand, globalCommand, type KeyPlace } from "./keyboard.ts";
import { holdTyping } from "../kit/typed_ahead.ts";
import type { PaneProps } from "../pane.ts";
import { rowOf } from "../sidebar/rows.ts";

/** Input types that hold no text. */
const NOT_TEXT = /^(?:button|checkbox|color|file|image|radio|range|reset|submit)$/;

/** Listens for the keys that work everywhere, from the moment that the chat is on screen. */
export function useShortcuts({ model, attempt, showDialog }: PaneProps): void {
  useLayoutEffect(() => {
    const run = (command: GlobalCommand) => {
      switch (command) {
        case "switcher":
          holdTyping(undefined, { enter: true });
          return showDialog({ type: "switcher" });
        case "search":
          holdTyping();
          return showDialog({ type: "search" });
        case "previous":
        case "next":
        case "previous-unread":
        case "next-unread":
          return step(command.startsWith("next") ? 1 : -1, command.endsWith("unread"));
      }
    };
    const step = (direction: 1 | -1, onlyWaiting: boolean) => {
      const steps = stepsOf(model.rooms.value.items, model.people.value.items);
      const current = model.current.value;
      const row = current === undefined ? undefined : rowOf(current);
      const next = stepFrom(steps, row, direction, onlyWaiting);
      if (next === undefined) return;
      document.getElementById(`row-${next.id}`)?.scrollIntoView({ block: "nearest" });
      holdTyping(
        attempt(() =>
          next.type === "room"
            ? model.conversations.open(next.id as ConversationId)
            : model.conversations.openPerson(next.id as UserId)
        ),
      );
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const command = globalCommand(event, placeOf(event.target));
      if (command === undefined) return;
      event.preventDefault();
      run(command);
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [model, attempt, showDialog]);
}

function placeOf(target: EventTarget | null): KeyPlace {
  return {
    mac: /^(?:Mac|iPhone|iPad)/.test(navigator.platform),
    dialogOpen: document.querySelector("dialog[open]") !== null,
    focus: focusOf(target),
  };
}

function focusOf(target: EventTarget | null): KeyPlace["focus"] {
  if (!(target instanceof HTMLElement)) return "other";
  if (target instanceof HTMLSelectElement || target.getAttribute("role") === "combobox") {
    return "choice";
  }
  if (target instanceof HTMLInputElement) {
    if (NOT_TEXT.test(target.type)) return "other";
    if (target.list !== null) return "choice";
    return target.value === "" ? "empty-text" : "text";
  }
  if (target instanceof HTMLTextAreaElement) return target.value === "" ? "empty-text" : "text";
  if (target.isContentEditable) return target.textContent === "" ? "empty-text" : "text";
  return "other";
}
