/** An image in a message, in a place that is kept from the start. */

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../i18n/i18n.ts";
import { Icon } from "../kit/icon.tsx";

/** Beyond these, an image is shown whole within the frame, with room beside it. */
const FLATTEST = 4;
const TALLEST = 0.4;
const UNKNOWN_RATIO = 4 / 3;
const UNKNOWN_PX = 320;
/** Asked for a little before it comes into view. */
const AHEAD = "200px";

export interface FilePictureProps {
  /** In pixels; 0 where unknown. */
  image: { width: number; height: number };
  name: string;
  /** Absent until it is here and its digest holds. */
  url: string | undefined;
  /** Whether it shall be got when it comes into view. */
  wanted: boolean;
  onWanted: () => void;
  /** It is no image that this browser can draw. */
  onBroken: () => void;
  onView: () => void;
  /** Shown in its place until it is there. */
  children: ComponentChildren;
}

/** An image in a message. Its place is kept from the start, so that nothing moves when it comes. */
export function FilePicture(
  { image, name, url, wanted, onWanted, onBroken, onView, children }: FilePictureProps,
) {
  const frame = useRef<HTMLDivElement>(null);
  const ask = useRef(onWanted);
  ask.current = onWanted;

  useLayoutEffect(() => {
    const known = image.width > 0 && image.height > 0;
    const ratio = known ? image.width / image.height : UNKNOWN_RATIO;
    // The card takes its width from it.
    const style = frame.current?.parentElement?.style;
    style?.setProperty("--picture-ratio", String(Math.min(FLATTEST, Math.max(TALLEST, ratio))));
    style?.setProperty("--picture-inline", `${known ? image.width : UNKNOWN_PX}px`);
  }, [image.width, image.height]);

  useEffect(() => {
    if (!wanted || frame.current === null) return;
    const observer = new IntersectionObserver((seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      ask.current();
    }, { rootMargin: AHEAD });
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, [wanted]);

  return (
    <div class="picture" ref={frame}>
      {url === undefined
        ? <div class="picture__empty">{children ?? <Icon name="image" />}</div>
        : (
          <button
            type="button"
            class="picture__open"
            aria-label={t("View {name}", { name })}
            onClick={onView}
          >
            <img class="picture__image" src={url} alt="" onError={onBroken} />
          </button>
        )}
    </div>
  );
}
