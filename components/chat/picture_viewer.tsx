// Browser-safe: runs in the page.

import { useState } from "preact/hooks";
import type { EntryView } from "../../client/model.ts";
import { ImageViewer } from "./image_viewer.tsx";

export interface PictureViewerProps {
  entries: readonly EntryView[];
  /** Key of the message whose picture is shown first. */
  start: string;
  onSave: (key: string) => void;
  onClose: () => void;
}

/** The pictures of a conversation that are here, one at a time. */
export function PictureViewer({ entries, start, onSave, onClose }: PictureViewerProps) {
  const [key, setKey] = useState(start);
  const pictures = entries.flatMap((entry) => {
    const { file } = entry.type === "message" ? entry : {};
    return file?.image !== undefined && file.transfer.state === "ready"
      ? [{ key: entry.key, name: file.name, url: file.transfer.url }]
      : [];
  });
  const index = pictures.findIndex((picture) => picture.key === key);
  const shown = pictures[index];
  if (shown === undefined) return null;
  const [previous, next] = [pictures[index - 1], pictures[index + 1]];
  return (
    <ImageViewer
      name={shown.name}
      url={shown.url}
      onSave={() => onSave(shown.key)}
      onClose={onClose}
      onPrevious={previous && (() => setKey(previous.key))}
      onNext={next && (() => setKey(next.key))}
    />
  );
}
