/** The pictures of a conversation, shown one at a time. */

import { useEffect, useState } from "preact/hooks";
import type { EntryView, FileView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { Button } from "../kit/button.tsx";
import { sizeText } from "../../i18n/numbers.ts";
import { Icon } from "../kit/icon.tsx";
import { MAX_IMAGE_UNASKED_BYTES } from "../message/file_card.tsx";
import { ImageViewer } from "./image_viewer.tsx";

export interface PictureViewerProps {
  entries: readonly EntryView[];
  /** Key of the message whose picture is shown first. */
  start: string;
  /** Get a picture, to show it here. */
  onFetch: (key: string) => void;
  onSave: (key: string) => void;
  onClose: () => void;
}

interface Picture {
  key: string;
  file: FileView;
}

/** The pictures of a conversation, one at a time. What is not here yet comes when it is its turn. */
export function PictureViewer(
  { entries, start, onFetch, onSave, onClose }: PictureViewerProps,
) {
  const [key, setKey] = useState(start);
  const pictures = picturesOf(entries);
  const index = pictures.findIndex((picture) => picture.key === key);
  const shown = pictures[index];
  const transfer = shown?.file.transfer;
  const isWanted = transfer?.state === "remote" &&
    shown!.file.sizeBytes <= MAX_IMAGE_UNASKED_BYTES;
  useEffect(() => {
    if (isWanted) onFetch(key);
  }, [key, isWanted]);
  // Its message was taken back, or turned out to be none to be shown.
  const isGone = shown === undefined;
  useEffect(() => {
    if (isGone) onClose();
  }, [isGone]);
  if (shown === undefined || transfer === undefined) return null;
  const [previous, next] = [pictures[index - 1], pictures[index + 1]];
  return (
    <ImageViewer
      name={shown.file.name}
      url={transfer.state === "ready" ? transfer.url : undefined}
      place={{ number: index + 1, count: pictures.length }}
      onSave={() => onSave(shown.key)}
      onClose={onClose}
      onPrevious={previous && (() => setKey(previous.key))}
      onNext={next && (() => setKey(next.key))}
    >
      <PictureState file={shown.file} onFetch={() => onFetch(shown.key)} />
    </ImageViewer>
  );
}

/** Pictures that are here or can be had. */
export function picturesOf(entries: readonly EntryView[]): Picture[] {
  return entries.flatMap((entry) => {
    if (entry.type !== "message" || entry.file?.image === undefined) return [];
    const { key, file } = entry;
    const { transfer } = file;
    const isOut = transfer.state === "uploading" || transfer.state === "waiting";
    const isShut = (transfer.state === "failed" && transfer.final) ||
      (transfer.state === "ready" && transfer.notShown !== undefined);
    return isOut || isShut ? [] : [{ key, file }];
  });
}

/** In the place of a picture that is not here. */
function PictureState({ file, onFetch }: { file: FileView; onFetch: () => void }) {
  const { transfer, sizeBytes } = file;
  const size = sizeText(sizeBytes);
  switch (transfer.state) {
    case "downloading": {
      const params = { done: sizeText(transfer.doneBytes), size };
      return (
        <>
          <Icon name="image" />
          <p role="status">{t("Downloading: {done} of {size}", params)}</p>
        </>
      );
    }
    case "failed":
      return (
        <>
          <Icon name="alert" />
          <p role="status">{transfer.problem}</p>
          <Button look="outline" icon="retry" onClick={onFetch}>{t("Retry")}</Button>
        </>
      );
    case "remote":
      return (
        <>
          <Icon name="image" />
          <p>{size}</p>
          {sizeBytes > MAX_IMAGE_UNASKED_BYTES
            ? <Button look="outline" icon="image" onClick={onFetch}>{t("Show image")}</Button>
            : null}
        </>
      );
    default:
      return null;
  }
}
