/** Files that will be sent: which may be, and where they come from. */

import { MAX_FILE_BYTES } from "../../protocol/limits.ts";

/** Beyond this a thumbnail would cost more than it shows. */
export const MAX_THUMBNAIL_BYTES = 20 * 1024 * 1024;

/** A file that will be sent. */
export interface AttachedFile {
  key: number;
  file: File;
  /** `blob:` URL of an image. */
  url?: string;
}

export function sortBySize<T extends { size: number }>(
  files: readonly T[],
): { taken: T[]; tooLarge: T[] } {
  return {
    taken: files.filter(({ size }) => size <= MAX_FILE_BYTES),
    tooLarge: files.filter(({ size }) => size > MAX_FILE_BYTES),
  };
}

/** The files of what was pasted or dropped; folders are none. */
export function filesOf(data: DataTransfer | null): File[] {
  if (data === null) return [];
  return [...data.items].flatMap((item) => {
    if (item.kind !== "file" || item.webkitGetAsEntry?.()?.isDirectory) return [];
    const file = item.getAsFile();
    return file === null ? [] : [file];
  });
}
