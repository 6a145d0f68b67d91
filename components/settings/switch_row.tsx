/** A settings row that is on or off. */

import { useId } from "preact/hooks";

export interface SwitchRowProps {
  label: string;
  /** One sentence on what it does. */
  help?: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

/** Something that is on or off, at once. */
export function SwitchRow({ label, help, checked, disabled = false, onChange }: SwitchRowProps) {
  const id = useId();
  return (
    <label class="switch">
      <span class="switch__label" id={id}>{label}</span>
      <input
        type="checkbox"
        role="switch"
        class="switch__input"
        checked={checked}
        disabled={disabled}
        aria-labelledby={id}
        {...(help === undefined ? {} : { "aria-describedby": `${id}-help` })}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {help === undefined ? null : <span class="switch__help" id={`${id}-help`}>{help}</span>}
    </label>
  );
}
