/** What stands in the dialogs that find something as one types: search and switcher. */

import type { ConversationId } from "../../protocol/ids.ts";
import { holdTyping } from "../kit/typed_ahead.ts";
import type { PaneProps } from "../pane.ts";
import { Search } from "../search/search_dialog.tsx";
import { chatCommands } from "../switcher/commands.ts";
import type { SwitchTarget } from "../switcher/switch_targets.ts";
import { Switcher } from "../switcher/switcher_dialog.tsx";

interface FinderProps extends PaneProps {
  onClose: () => void;
}

/** @param props.conversation is searched first; all of them where absent. */
export function SearchContent(
  { conversation, model, attempt, jumpTo, onClose }: FinderProps & {
    conversation: ConversationId | undefined;
  },
) {
  return (
    <Search
      model={model}
      conversation={conversation}
      onChoose={(hit) => {
        onClose();
        void attempt(async () => {
          if (model.current.value?.id !== hit.conversation) {
            await model.conversations.open(hit.conversation);
          }
          jumpTo.value = hit.id;
        });
      }}
    />
  );
}

export function SwitcherContent({ onClose, ...pane }: FinderProps) {
  const { model, attempt } = pane;
  return (
    <Switcher
      people={model.people.value.items}
      rooms={model.rooms.value.items}
      commands={chatCommands(pane)}
      onChoose={(target) => {
        onClose();
        holdTyping(attempt(() => go(pane, target)));
      }}
    />
  );
}

async function go({ model }: PaneProps, target: SwitchTarget): Promise<void> {
  switch (target.type) {
    case "person":
      return await model.conversations.openPerson(target.person.id);
    case "room":
      return await model.conversations.open(target.room.id);
    case "joinable":
      return await model.conversations.joinRoom(target.room.id);
    case "command":
      return target.command.run();
  }
}
