/** A list of actions that opens beside its button. */

import { Icon, type IconName } from "./icon.tsx";
import { Popup, type PopupProps } from "./popup.tsx";

export interface PopupMenuItem {
  label: string;
  icon: IconName;
  onChoose: () => void;
  /** One of several of which one holds. */
  chosen?: boolean;
  /** It destroys something. */
  danger?: boolean;
  /** Stands as a button of its own where there is room for it. */
  narrow?: boolean;
}

/** Items that belong together, under a heading where one is needed. */
export interface PopupMenuPart {
  title?: string;
  items: readonly PopupMenuItem[];
}

/** A list of actions beside the button that unfolds it. */
export function PopupMenu(
  { parts, onClose, ...place }: Omit<PopupProps, "children"> & { parts: readonly PopupMenuPart[] },
) {
  return (
    <Popup {...place} onClose={onClose}>
      {parts.filter(({ items }) => items.length > 0).map(({ title, items }) => (
        <div
          class={items.every(({ narrow }) => narrow) ? "popup__part popup__narrow" : "popup__part"}
          key={title ?? items[0]!.label}
        >
          {title === undefined ? null : <p class="popup__title">{title}</p>}
          <ul role="list">
            {items.map((item) => (
              <li key={item.label} class={item.narrow ? "popup__narrow" : undefined}>
                <button
                  type="button"
                  class={item.danger ? "button menu__item popup__danger" : "button menu__item"}
                  {...(item.chosen === undefined ? {} : { "aria-pressed": item.chosen })}
                  onClick={() => {
                    onClose();
                    item.onChoose();
                  }}
                >
                  <Icon name={item.icon} />
                  {item.label}
                  {item.chosen
                    ? (
                      <span class="popup__check">
                        <Icon name="check" />
                      </span>
                    )
                    : null}
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Popup>
  );
}
