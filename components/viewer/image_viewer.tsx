/** An image over the whole page, with zoom. */

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../../i18n/i18n.ts";
import { numberText } from "../../i18n/numbers.ts";
import { Button, IconButton } from "../kit/button.tsx";
import { FileName } from "../message/file_name.tsx";
import { useZoom } from "./use_zoom.ts";

const STEP = 1.5;
const PAN_PX = 60;

export interface ImageViewerProps {
  name: string;
  /** `blob:` URL of the image, whose digest holds; absent until it is here. */
  url: string | undefined;
  /** Which of how many images it is, from 1. */
  place: { number: number; count: number };
  onSave: () => void;
  onClose: () => void;
  /** Absent where there is no other image. */
  onPrevious?: (() => void) | undefined;
  onNext?: (() => void) | undefined;
  /** Shown in its place until it is there. */
  children: ComponentChildren;
}

/** An image over the whole page, to look at closely. */
export function ImageViewer(
  { name, url, place, onSave, onClose, onPrevious, onNext, children }: ImageViewerProps,
) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { stage, image, zoom, canGrow, zoomBy, pan, reset, onPointer } = useZoom();
  const zoomed = zoom.scale > 1;

  // Before the next key comes: it is meant for the image.
  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    // Its keys work at once, and no button looks chosen.
    element?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const [broken, setBroken] = useState<string>();
  const isShown = url !== undefined && url !== broken;
  useEffect(() => reset(), [url]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rtl = getComputedStyle(dialog.current!).direction === "rtl";
    const action = keyAction(event.key, zoomed, rtl);
    if (action === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (action === "in") zoomBy(STEP);
    else if (action === "out") zoomBy(1 / STEP);
    else if (action === "whole") reset();
    else if (action === "previous") onPrevious?.();
    else if (action === "next") onNext?.();
    else pan(action);
  };

  return (
    <dialog
      ref={dialog}
      class="viewer"
      tabIndex={-1}
      aria-label={t("Image {name}", { name })}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={onKeyDown}
    >
      <div class="viewer__head">
        <h2 class="viewer__title">
          <FileName name={name} />
        </h2>
        {place.count > 1
          ? (
            <span class="viewer__place" role="status">
              {t("{number} of {count}", { number: place.number, count: place.count })}
            </span>
          )
          : null}
        <IconButton
          icon="minus"
          label={t("Zoom out")}
          aria-disabled={zoomed ? undefined : "true"}
          onClick={() => zoomBy(1 / STEP)}
        />
        <span class="viewer__zoom" role="status" hidden={!isShown}>
          {numberText(zoom.scale, { style: "percent" })}
        </span>
        <IconButton
          icon="plus"
          label={t("Zoom in")}
          aria-disabled={isShown && canGrow ? undefined : "true"}
          onClick={() => zoomBy(STEP)}
        />
        <Button
          look="accent"
          icon="download"
          aria-label={t("Save {name}", { name })}
          onClick={onSave}
        >
          <span class="file__word">{t("Save")}</span>
        </Button>
        <IconButton icon="close" label={t("Close")} onClick={onClose} />
      </div>
      <div
        ref={stage}
        class={zoomed ? "viewer__stage viewer__stage--zoomed" : "viewer__stage"}
        {...onPointer}
      >
        {isShown
          ? (
            <img
              ref={image}
              class="viewer__image"
              src={url}
              alt={name}
              draggable={false}
              onError={() => setBroken(url)}
            />
          )
          : (
            // A press on it is none on the image.
            <div class="viewer__empty" onPointerDown={(event) => event.stopPropagation()}>
              {url === undefined
                ? children
                : <p role="status">{t("This image cannot be shown.")}</p>}
            </div>
          )}
        <Step side="before" label={t("Previous image")} onStep={onPrevious} />
        <Step side="after" label={t("Next image")} onStep={onNext} />
      </div>
    </dialog>
  );
}

interface StepProps {
  side: "before" | "after";
  label: string;
  onStep: (() => void) | undefined;
}

function Step({ side, label, onStep }: StepProps) {
  if (onStep === undefined) return null;
  return (
    // A press on it is none on the image.
    <div
      class={`viewer__step viewer__step--${side}`}
      onPointerDown={(event) => event.stopPropagation()}
    >
      <IconButton icon={side === "before" ? "back" : "forward"} label={label} onClick={onStep} />
    </div>
  );
}

type Action = "in" | "out" | "whole" | "previous" | "next" | { x: number; y: number };

/** Arrows move a zoomed image, and otherwise lead to the other images. */
function keyAction(key: string, zoomed: boolean, rtl: boolean): Action | undefined {
  switch (key) {
    case "+":
    case "=":
      return "in";
    case "-":
      return "out";
    case "0":
      return "whole";
    case "ArrowLeft":
      return zoomed ? { x: PAN_PX, y: 0 } : rtl ? "next" : "previous";
    case "ArrowRight":
      return zoomed ? { x: -PAN_PX, y: 0 } : rtl ? "previous" : "next";
    case "ArrowUp":
      return zoomed ? { x: 0, y: PAN_PX } : undefined;
    case "ArrowDown":
      return zoomed ? { x: 0, y: -PAN_PX } : undefined;
    default:
      return undefined;
  }
}
