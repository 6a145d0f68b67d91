/** A group of radio buttons, each with a sentence of help. */

export interface ChoicesProps<Value extends string> {
  /** Unique in the page. */
  name: string;
  legend: string;
  value: Value;
  choices: readonly { value: Value; label: string; help: string }[];
  /** In a dialog: the chosen one has the focus when it opens. */
  autofocus?: boolean;
  onChange: (value: Value) => void;
}

/** One of a few, each with a sentence that says what it means. */
export function Choices<Value extends string>(
  { name, legend, value, choices, autofocus = false, onChange }: ChoicesProps<Value>,
) {
  return (
    <fieldset class="choices">
      <legend class="field__label choices__legend">{legend}</legend>
      {choices.map((choice) => (
        <label class="choice" key={choice.value}>
          <input
            type="radio"
            class="choice__input"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            autofocus={autofocus && choice.value === value}
            aria-labelledby={`${name}-${choice.value}`}
            aria-describedby={`${name}-${choice.value}-help`}
            onChange={() => onChange(choice.value)}
          />
          <span class="choice__label" id={`${name}-${choice.value}`}>{choice.label}</span>
          <span class="choice__help" id={`${name}-${choice.value}-help`}>{choice.help}</span>
        </label>
      ))}
    </fieldset>
  );
}
