// Browser-safe: runs in the page.

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
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

  const add = useCallback((added: readonly File[]) => {
    const { taken, tooLarge } = sortBySize(added);
    setRefused(tooLarge.map(({ name }) => name));
    const next = taken.map((file): AttachedFile => {
      const key = ++lastKey.current;
      if (!file.type.startsWith("image/") || file.size > MAX_THUMBNAIL_BYTES) return { key, file };
      const url = URL.createObjectURL(file);
      urls.current.add(url);
      return { key, file, url };
    });
    if (next.length > 0) setFiles((before) => [...before, ...next]);
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
