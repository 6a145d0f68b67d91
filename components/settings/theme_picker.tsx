/** The theme picker, which draws each theme in its own colours. */

import { type Theme, THEMES } from "../../client/preferences/preferences.ts";
import { t } from "../../i18n/i18n.ts";

export interface ThemePickerProps {
  value: Theme;
  onChange: (theme: Theme) => void;
}

/** The themes, each drawn small in its own colours; the page takes on the chosen one at once. */
export function ThemePicker({ value, onChange }: ThemePickerProps) {
  return (
    <fieldset>
      <legend class="field__label choices__legend">{t("Theme")}</legend>
      <div class="swatches">
        {THEMES.map((theme) => (
          <label class="swatch" key={theme}>
            <input
              type="radio"
              class="swatch__input"
              name="theme"
              value={theme}
              checked={theme === value}
              onChange={() => onChange(theme)}
            />
            <Picture theme={theme} />
            <span class="swatch__name">{themeName(theme)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** A chat in a few strokes: the list, what others say, what one says. */
function Picture({ theme }: { theme: Theme }) {
  return (
    <span class="swatch__picture" data-theme={theme} aria-hidden="true">
      <span class="swatch__list">
        <i class="swatch__row" />
        <i class="swatch__row swatch__row--chosen" />
        <i class="swatch__row" />
      </span>
      <span class="swatch__talk">
        <i class="swatch__line" />
        <i class="swatch__line swatch__line--soft" />
        <i class="swatch__line swatch__line--accent" />
      </span>
    </span>
  );
}

function themeName(theme: Theme): string {
  switch (theme) {
    case "system":
      return t("As the system");
    case "default":
      return t("Default");
    case "night":
      return t("Night");
    case "grey":
      return t("Grey");
    case "blue":
      return t("Blue");
    case "pink":
      return t("Pink");
    case "turquoise":
      return t("Turquoise");
    case "hacker":
      return t("Hacker");
    case "contrast":
      return t("High contrast");
  }
}
