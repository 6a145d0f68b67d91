/** The settings section for the window's size and the widths of the panes. */

import { useState } from "preact/hooks";
import {
  DEFAULT_PREFERENCES,
  PANEL_REM,
  type Range,
  SIDEBAR_REM,
  WINDOW_PX,
  type WindowSize,
} from "../../client/preferences/preferences.ts";
import type { InstallOffer } from "../../client/window/port.ts";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../kit/button.tsx";
import type { PaneProps } from "../pane.ts";

/** Where nobody chose a size, a window of its own has this one. */
const FIRST_SIZE: WindowSize = { width: 1100, height: 800 };

/** The size of the window, a window of one's own, and the widths of the panes. */
export function WindowSection({ preferences, setPreferences, browser }: PaneProps) {
  const { windowSize, sidebarRem, panelRem } = preferences.value;
  const [done, setDone] = useState<string>();
  const size = windowSize ?? FIRST_SIZE;

  return (
    <>
      <fieldset class="settings__group">
        <legend class="field__label choices__legend">{t("Default size of the window")}</legend>
        <p class="field__help">
          {t(
            "A window of its own opens at this size, and so does the installed app. A tab has the size of its browser.",
          )}
        </p>
        <div class="settings__pair">
          <SizeField
            id="window-width"
            label={t("Width in pixels")}
            value={size.width}
            onChange={(width) => setPreferences({ windowSize: { ...size, width } })}
          />
          <SizeField
            id="window-height"
            label={t("Height in pixels")}
            value={size.height}
            onChange={(height) => setPreferences({ windowSize: { ...size, height } })}
          />
        </div>
        <div class="actions">
          <Button
            look="outline"
            onClick={() => {
              const now = browser.windowSize();
              setPreferences({ windowSize: now });
              setDone(t("Kept: {width} × {height} pixels.", { ...now }));
            }}
          >
            {t("Use this window's size")}
          </Button>
          <Button
            look="outline"
            icon="window"
            onClick={() => {
              setDone(
                browser.openOwnWindow(size) ? t("The chat is open in its own window.") : t(
                  "The browser blocked the window. Allow pop-ups for this site, then try again.",
                ),
              );
            }}
          >
            {t("Open in its own window")}
          </Button>
          <Button
            look="outline"
            icon="undo"
            onClick={() => {
              setPreferences({ windowSize: undefined });
              browser.resizeWindow(FIRST_SIZE);
              setDone(t("The default size is back."));
            }}
          >
            {t("Return to the default size")}
          </Button>
        </div>
        <p class="settings__done" role="status">{done}</p>
      </fieldset>
      <InstallPart browser={browser} />
      <fieldset class="settings__group">
        <legend class="field__label choices__legend">{t("Widths of the panes")}</legend>
        <p class="field__help">
          {t("The lines between the panes can also be dragged, or moved with the arrow keys.")}
        </p>
        <WidthSlider
          id="sidebar-width"
          label={t("List of conversations")}
          range={SIDEBAR_REM}
          value={sidebarRem}
          onChange={(sidebarRem) => setPreferences({ sidebarRem })}
        />
        <WidthSlider
          id="panel-width"
          label={t("Panel beside the conversation")}
          range={PANEL_REM}
          value={panelRem}
          onChange={(panelRem) => setPreferences({ panelRem })}
        />
        <div class="actions">
          <Button
            look="outline"
            icon="undo"
            onClick={() => {
              const { sidebarRem, panelRem } = DEFAULT_PREFERENCES;
              setPreferences({ sidebarRem, panelRem });
            }}
          >
            {t("Default widths")}
          </Button>
        </div>
      </fieldset>
    </>
  );
}

/** The browser's offer to install the chat as an app; where it makes none, how it is done. */
function InstallPart({ browser }: Pick<PaneProps, "browser">) {
  const [done, setDone] = useState<string>();
  const installed = browser.isInstalled();
  const offer = browser.installOffer.value;
  const install = async ({ install }: InstallOffer) => {
    const answer = await install();
    setDone(
      answer === "accepted"
        ? t("The app is being installed. It opens in a window of its own.")
        : t("Not installed. Your browser offers it again later."),
    );
  };
  return (
    <fieldset class="settings__group">
      <legend class="field__label choices__legend">{t("App on this device")}</legend>
      <p class="field__help">
        {installed ? t("This window is the installed app.") : installHelp(offer)}
      </p>
      {installed || offer === undefined ? null : (
        <div class="actions">
          <Button look="outline" icon="window" onClick={() => void install(offer)}>
            {t("Install app")}
          </Button>
        </div>
      )}
      <p class="settings__done" role="status">{done}</p>
    </fieldset>
  );
}

function installHelp(offer: InstallOffer | undefined): string {
  return offer === undefined
    ? t(
      "Where your browser can install this site as an app, it offers that in its menu. It may be installed already.",
    )
    : t("The installed app has its own window and icon, and opens without the network as well.");
}

interface SizeFieldProps {
  id: string;
  label: string;
  value: number;
  onChange: (pixels: number) => void;
}

/** A number of pixels; taken over when the field is left, if it makes sense. */
function SizeField({ id, label, value, onChange }: SizeFieldProps) {
  return (
    <div class="field">
      <label class="field__label" for={id}>{label}</label>
      <input
        id={id}
        class="input"
        type="number"
        inputMode="numeric"
        min={WINDOW_PX.least}
        max={WINDOW_PX.most}
        value={value}
        onChange={(event) => {
          const pixels = event.currentTarget.valueAsNumber;
          const fits = pixels >= WINDOW_PX.least && pixels <= WINDOW_PX.most;
          if (fits) onChange(Math.round(pixels));
          else event.currentTarget.value = String(value);
        }}
      />
    </div>
  );
}

interface WidthSliderProps extends SizeFieldProps {
  range: Range;
}

function WidthSlider({ id, label, range, value, onChange }: WidthSliderProps) {
  return (
    <div class="field">
      <label class="field__label" for={id}>{label}</label>
      <input
        id={id}
        class="slider"
        type="range"
        min={range.least}
        max={range.most}
        step={0.5}
        value={value}
        onInput={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}
