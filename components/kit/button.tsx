/** Buttons, with words or with an icon only. */

import type { ComponentChildren, JSX, Ref } from "preact";
import { Icon, type IconName } from "./icon.tsx";

type NativeProps = Omit<JSX.IntrinsicElements["button"], "class" | "icon" | "ref" | "size">;

export interface ButtonProps extends NativeProps {
  /** How much it calls: `primary` once a screen, `danger` for what cannot be undone. */
  look?: "plain" | "outline" | "primary" | "accent" | "danger" | undefined;
  icon?: IconName | undefined;
  small?: boolean | undefined;
  /** As wide as its form. */
  wide?: boolean | undefined;
  /** Working on it: a spinner stands in for the icon, and pressing again does nothing. */
  busy?: boolean | undefined;
  buttonRef?: Ref<HTMLButtonElement> | undefined;
  children: ComponentChildren;
}

/** A button with words, and a picture before them where it helps. */
export function Button(
  { look = "plain", icon, small, wide, busy, buttonRef, children, onClick, ...rest }: ButtonProps,
) {
  const looks = [
    "button",
    look === "plain" ? "" : `button--${look}`,
    small ? "button--small" : "",
    wide ? "button--wide" : "",
  ];
  return (
    <button
      type="button"
      {...rest}
      {...(buttonRef === undefined ? {} : { ref: buttonRef })}
      class={looks.filter(Boolean).join(" ")}
      aria-disabled={busy ? "true" : rest["aria-disabled"]}
      onClick={busy ? undefined : onClick}
    >
      {busy
        ? <span class="spinner" aria-hidden="true" />
        : icon === undefined
        ? null
        : <Icon name={icon} />}
      {children}
    </button>
  );
}

export interface IconButtonProps extends NativeProps {
  icon: IconName;
  /** What it does: its accessible name, and the tip under the pointer. */
  label: string;
  buttonRef?: Ref<HTMLButtonElement> | undefined;
}

/** A button that shows a picture only. */
export function IconButton({ icon, label, buttonRef, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      {...rest}
      {...(buttonRef === undefined ? {} : { ref: buttonRef })}
      class="button button--icon"
      aria-label={label}
    >
      <Icon name={icon} />
    </button>
  );
}
