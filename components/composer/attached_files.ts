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

/** What was chosen and cannot be sent, by name, with why. */
export type Refused = readonly { name: string; why: "folder" | "too-large" | "not-now" }[];

/** What was pasted, dropped or chosen. */
export interface Chosen {
  files: File[];
  /** Names of folders, which are no files. */
  folders: string[];
}

/** Which of what was chosen may be sent; `mayAttach` is false where no file may. */
export function sorted(
  { files, folders }: Chosen,
  mayAttach: boolean,
): { taken: File[]; refused: Refused } {
  const why = (file: File): Refused[number]["why"] | undefined =>
    !mayAttach ? "not-now" : file.size > MAX_FILE_BYTES ? "too-large" : undefined;
  return {
    taken: files.filter((file) => why(file) === undefined),
    refused: [
      ...folders.map((name): Refused[number] => ({ name, why: "folder" })),
      ...files.flatMap((file) => {
        const reason = why(file);
        return reason === undefined ? [] : [{ name: file.name, why: reason }];
      }),
    ],
  };
}

/** The files of what was pasted or dropped. */
export function chosenFrom(data: DataTransfer | null): Chosen {
  const chosen: Chosen = { files: [], folders: [] };
  for (const item of data?.items ?? []) {
    if (item.kind !== "file") continue;
    const entry = item.webkitGetAsEntry?.();
    const file = entry?.isDirectory ? null : item.getAsFile();
    if (entry?.isDirectory) chosen.folders.push(entry.name);
    else if (file !== null) chosen.files.push(file);
  }
  return chosen;
}
