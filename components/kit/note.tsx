/** A boxed remark: information, a warning or a problem. */

import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";

export interface NoteProps {
  id?: string;
  look?: "plain" | "warning" | "danger";
  icon?: IconName;
  /** `alert` interrupts, `status` waits for its turn. */
  role?: "alert" | "status";
  children: ComponentChildren;
}

/** A boxed remark: something to know, or something that went wrong. */
export function Note({ id, look = "plain", icon = "info", role, children }: NoteProps) {
  return (
    <div
      class={look === "plain" ? "note" : `note note--${look}`}
      {...(id === undefined ? {} : { id })}
      {...(role === undefined ? {} : { role })}
    >
      <Icon name={icon} />
      <div class="note__text">{children}</div>
    </div>
  );
}
