/** A button that unfolds a short list of actions. */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { IconButton } from "./button.tsx";
import { Icon, type IconName } from "./icon.tsx";

export interface MenuItem {
  label: string;
  icon: IconName;
  onChoose: () => void;
}

/** A button that unfolds a short list of actions; Escape or a press elsewhere folds it again. */
export function Menu({ label, items }: { label: string; items: readonly MenuItem[] }) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const listId = useId();

  useEffect(() => {
    if (!open) return;
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && root.current?.contains(event.target)) return;
      setOpen(false);
    };
    document.addEventListener("pointerdown", closeOutside);
    document.addEventListener("focusin", closeOutside);
    return () => {
      document.removeEventListener("pointerdown", closeOutside);
      document.removeEventListener("focusin", closeOutside);
    };
  }, [open]);

  const fold = () => {
    setOpen(false);
    trigger.current?.focus();
  };

  return (
    <div
      class="menu"
      ref={root}
      onKeyDown={(event) => {
        if (event.key === "Escape" && open) {
          event.stopPropagation();
          fold();
        }
      }}
    >
      <IconButton
        icon="more"
        label={label}
        buttonRef={trigger}
        aria-expanded={open}
        aria-controls={listId}
        onClick={() => setOpen(!open)}
      />
      <ul class="menu__list" id={listId} hidden={!open}>
        {items.map((item) => (
          <li key={item.label}>
            <button
              type="button"
              class="button menu__item"
              onClick={() => {
                fold();
                item.onChoose();
              }}
            >
              <Icon name={item.icon} />
              {item.label}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
