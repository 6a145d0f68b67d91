// Browser-safe: runs in the page.

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { mayBeShown } from "../../protocol/image_size.ts";
import { MAX_FILE_BYTES } from "../../protocol/limits.ts";

/** Beyond this a thumbnail would cost more than it shows. */
const MAX_THUMBNAIL_BYTES = 20 * 1024 * 1024;

/** A file that will be sent. */
export interface AttachedFile {
  key: number;
  file: File;
  /** `blob:` URL of an image. */
  url?: string;
}

/** The files that wait to be sent, and names of those that were too large. */
export function useAttachedFiles() {
  const [files, setFiles] = useState<readonly AttachedFile[]>([]);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const lastKey = useRef(0);
  const urls = useRef(new Set<string>());

  useEffect(() => () => urls.current.forEach((url) => URL.revokeObjectURL(url)), []);

  const shown = useCallback((one: AttachedFile): AttachedFile => {
    const url = URL.createObjectURL(one.file);
    urls.current.add(url);
    return { ...one, url };
  }, []);
  const add = useCallback((added: readonly File[]) => {
    const { taken, tooLarge } = sortBySize(added);
    setRefused(tooLarge.map(({ name }) => name));
    const next = taken.map((file): AttachedFile => {
      return { key: ++lastKey.current, file };
    });
    if (next.length > 0) setFiles((before) => [...before, ...next]);
    for (const { key, file } of next) {
      if (!file.type.startsWith("image/") || file.size > MAX_THUMBNAIL_BYTES) continue;
      void mayBeShown(file).then((isShown) => {
        if (isShown) setFiles((before) => before.map((one) => one.key === key ? shown(one) : one));
      });
    }
  }, []);
  const remove = useCallback((key: number) => {
    setFiles((before) => before.filter((one) => one.key !== key));
    setRefused([]);
  }, []);
  /** Takes them all out, to send them. */
  const take = useCallback(() => {
    setRefused([]);
    setFiles([]);
  }, []);
  /** Puts back what could not be sent. */
  const putBack = useCallback((returned: readonly AttachedFile[]) => {
    setFiles((before) => [...returned, ...before]);
  }, []);

  return { files, refused, add, remove, take, putBack };
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
