/** The fields for the quiet hours. */

import type { QuietHours } from "../../client/preferences/preferences.ts";
import { t } from "../../i18n/i18n.ts";
import { clockOf, minutesOf } from "./clock_times.ts";
import { SwitchRow } from "./switch_row.tsx";

/** From ten in the evening to seven. */
const FIRST_HOURS: QuietHours = { from: 22 * 60, to: 7 * 60 };

export interface QuietHoursFieldsProps {
  value: QuietHours | undefined;
  onChange: (hours: QuietHours | undefined) => void;
}

/** The hours in which nothing makes itself heard. */
export function QuietHoursFields({ value, onChange }: QuietHoursFieldsProps) {
  return (
    <div class="switches">
      <SwitchRow
        label={t("Quiet hours")}
        help={t("Every day between these times there are no notifications and no sound.")}
        checked={value !== undefined}
        onChange={(on) => onChange(on ? FIRST_HOURS : undefined)}
      />
      {value === undefined ? null : (
        <div class="settings__pair">
          <TimeField
            id="quiet-from"
            label={t("From")}
            minutes={value.from}
            onChange={(from) => onChange({ ...value, from })}
          />
          <TimeField
            id="quiet-to"
            label={t("To")}
            minutes={value.to}
            onChange={(to) => onChange({ ...value, to })}
          />
        </div>
      )}
    </div>
  );
}

interface TimeFieldProps {
  id: string;
  label: string;
  minutes: number;
  onChange: (minutes: number) => void;
}

function TimeField({ id, label, minutes, onChange }: TimeFieldProps) {
  return (
    <div class="field">
      <label class="field__label" for={id}>{label}</label>
      <input
        id={id}
        class="input"
        type="time"
        required
        value={clockOf(minutes)}
        onChange={(event) => {
          const next = minutesOf(event.currentTarget.value);
          if (next !== undefined) onChange(next);
        }}
      />
    </div>
  );
}
