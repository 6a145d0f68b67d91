/** The settings section for theme, font, text size and density. */

import { useState } from "preact/hooks";
import {
  DENSITIES,
  type Density,
  type Font,
  FONTS,
  LAYOUT_PREFERENCES,
  type Preferences,
  TEXT_SIZES,
  type TextSize,
} from "../../client/preferences/preferences.ts";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../kit/button.tsx";
import type { PaneProps } from "../pane.ts";
import { ChoiceGroup } from "./choice_group.tsx";
import { OwnFont } from "./own_font.tsx";
import { ThemePicker } from "./theme_picker.tsx";

/** Theme, font, size of text, density: each shows on the page at once. */
export function AppearanceSection(
  { preferences, setPreferences, resetLayout }: PaneProps,
) {
  const { theme, font, ownFont, textSize, density } = preferences.value;
  return (
    <>
      <ThemePicker value={theme} onChange={(theme) => setPreferences({ theme })} />
      <ChoiceGroup
        legend={t("Font")}
        value={font}
        choices={FONTS.map((one) => ({
          value: one,
          label: fontName(one),
          labelClass: `font-${one}`,
        }))}
        onChange={(font) => setPreferences({ font })}
        inline
      />
      {font === "own"
        ? <OwnFont value={ownFont} onChange={(ownFont) => setPreferences({ ownFont })} />
        : null}
      <ChoiceGroup
        legend={t("Size of text")}
        value={textSize}
        choices={TEXT_SIZES.map((one) => ({ value: one, label: textSizeName(one) }))}
        onChange={(textSize) => setPreferences({ textSize })}
        inline
      />
      <ChoiceGroup
        legend={t("Density")}
        value={density}
        choices={DENSITIES.map((one) => ({ value: one, label: densityName(one) }))}
        onChange={(density) => setPreferences({ density })}
        inline
      />
      <ResetLayout
        preferences={preferences.value}
        onReset={resetLayout}
        onUndo={setPreferences}
      />
    </>
  );
}

interface ResetLayoutProps {
  preferences: Preferences;
  onReset: () => void;
  onUndo: (before: Partial<Preferences>) => void;
}

/** The way back to how everything looked at first, and from there back again. */
function ResetLayout({ preferences, onReset, onUndo }: ResetLayoutProps) {
  const [before, setBefore] = useState<Partial<Preferences>>();
  return (
    <div class="settings__reset">
      <Button
        look="outline"
        icon="undo"
        onClick={() => {
          setBefore(
            Object.fromEntries(LAYOUT_PREFERENCES.map((name) => [name, preferences[name]])),
          );
          onReset();
        }}
      >
        {t("Revert to the default layout")}
      </Button>
      <p class="settings__done" role="status">
        {before === undefined ? null : (
          <>
            {t("The default layout is back.")}
            <Button
              look="accent"
              small
              onClick={() => {
                onUndo(before);
                setBefore(undefined);
              }}
            >
              {t("Undo")}
            </Button>
          </>
        )}
      </p>
    </div>
  );
}

function fontName(font: Font): string {
  switch (font) {
    case "system":
      return t("System");
    case "serif":
      return t("Serif");
    case "sans":
      return t("Sans");
    case "pixel":
      return t("Pixel");
    case "legible":
      return t("Dyslexia-friendly");
    case "own":
      return t("Another font");
  }
}

function textSizeName(size: TextSize): string {
  switch (size) {
    case "small":
      return t("Small");
    case "medium":
      return t("Medium");
    case "large":
      return t("Large");
    case "larger":
      return t("Larger");
  }
}

function densityName(density: Density): string {
  switch (density) {
    case "comfortable":
      return t("Comfortable");
    case "compact":
      return t("Compact");
  }
}
