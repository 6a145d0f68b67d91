/** Short messages at the edge of the screen, with an action such as undo. */

import { t } from "../../i18n/i18n.ts";
import { Button, IconButton } from "./button.tsx";
import { Icon } from "./icon.tsx";

/** Something that can be done about a toast, such as taking back what it tells of. */
export interface ToastAction {
  label: string;
  onChoose: () => void;
  /** How long it is offered, in milliseconds; the toast goes with it. */
  withinMs: number;
}

export interface Toast {
  id: number;
  /** A problem stays until it is dismissed; news go by themselves. */
  kind: "problem" | "news";
  text: string;
  action?: ToastAction;
}

/** What became of something that was asked for elsewhere on the screen; said at once. */
export function Toasts(
  { toasts, onDismiss }: { toasts: readonly Toast[]; onDismiss: (id: number) => void },
) {
  return (
    <div class="toasts" role="alert">
      {toasts.map(({ id, kind, text, action }) => (
        <div class={`toast toast--${kind}`} key={id}>
          <span class="toast__mark">
            <Icon name={kind === "problem" ? "alert" : "info"} />
          </span>
          <p class="toast__text">{text}</p>
          {action === undefined ? null : (
            <Button
              small
              look="accent"
              onClick={() => {
                onDismiss(id);
                action.onChoose();
              }}
            >
              {action.label}
            </Button>
          )}
          <IconButton icon="close" label={t("Dismiss")} onClick={() => onDismiss(id)} />
        </div>
      ))}
    </div>
  );
}
