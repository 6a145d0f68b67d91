// Browser-safe: runs in the page.

import { IconButton } from "./button.tsx";
import { Icon } from "./icon.tsx";

export interface Toast {
  id: number;
  text: string;
}

/** What went wrong with something that was asked for elsewhere on the screen; said at once. */
export function Toasts(
  { toasts, onDismiss }: { toasts: readonly Toast[]; onDismiss: (id: number) => void },
) {
  return (
    <div class="toasts" role="alert">
      {toasts.map(({ id, text }) => (
        <div class="toast" key={id}>
          <span class="toast__mark">
            <Icon name="alert" />
          </span>
          <p class="toast__text">{text}</p>
          <IconButton icon="close" label="Dismiss" onClick={() => onDismiss(id)} />
        </div>
      ))}
    </div>
  );
}
