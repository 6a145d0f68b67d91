/** A settings choice of one of a few, which takes effect at once. */

import { useId } from "preact/hooks";

export interface Choice<T extends string> {
  value: T;
  label: string;
  /** One sentence on what it means. */
  help?: string;
  /** Language of the label, where it is not the page's. */
  lang?: string;
  /** Class of the label, to draw it in what it stands for. */
  labelClass?: string;
}

export interface ChoiceGroupProps<T extends string> {
  legend: string;
  choices: readonly Choice<T>[];
  value: T;
  onChange: (value: T) => void;
  /** Side by side, for labels of one word. */
  inline?: boolean;
}

/** One of a few, chosen at once. */
export function ChoiceGroup<T extends string>(
  { legend, choices, value, onChange, inline = false }: ChoiceGroupProps<T>,
) {
  const id = useId();
  return (
    <fieldset class={inline ? "choices choices--inline" : "choices"}>
      <legend class="field__label choices__legend">{legend}</legend>
      {choices.map(({ value: own, label, help, lang, labelClass }) => (
        <label class="choice" key={own}>
          <input
            type="radio"
            class="choice__input"
            name={id}
            value={own}
            checked={own === value}
            aria-labelledby={`${id}-${own}`}
            {...(help === undefined ? {} : { "aria-describedby": `${id}-${own}-help` })}
            onChange={() =>
              onChange(own)}
          />
          <span
            class={labelClass === undefined ? "choice__label" : `choice__label ${labelClass}`}
            id={`${id}-${own}`}
            {...(lang === undefined ? {} : { lang })}
          >
            {label}
          </span>
          {help === undefined
            ? null
            : <span class="choice__help" id={`${id}-${own}-help`}>{help}</span>}
        </label>
      ))}
    </fieldset>
  );
}
