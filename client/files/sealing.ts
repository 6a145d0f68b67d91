/** The work on a file's bytes: what the worker does. It knows no server and no language. */

import {
  chunkCount,
  FileOpening,
  type FilePlace,
  type FileRefusal,
  importFileKey,
  sealChunk,
} from "../../e2ee/file.ts";
import { sha256 } from "../../e2ee/digest.ts";
import { type Bytes, toBase64Url } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import { imageSizeOf } from "../../protocol/image_size.ts";
import { isShownSize } from "../../protocol/shown_image.ts";
import { isJpeg, withoutMetadata } from "./jpeg.ts";
import { blobTypeOf, isShownInPlace, mediaOf } from "./safe_types.ts";

export interface Prepared {
  /** What is to be sealed. */
  blob: Blob;
  media: string;
  /** Pixels of an image; 0 for what is none. */
  width: number;
  height: number;
}

export interface ChunkToSeal {
  key: string;
  place: FilePlace;
  index: number;
  plain: Blob;
}

export interface SealedChunk {
  sealed: Bytes;
  /** SHA-256, base64url. */
  digest: string;
}

export interface FileToOpen {
  key: string;
  place: FilePlace;
  digest: string;
  media: string;
}

export type SealingReason =
  | FileRefusal
  | "unreadable" // the browser does not let us read it any more
  | "unreadable-photo" // a JPEG that cannot be rid of its metadata
  | "broken";

/** Nothing for people yet: `refusals.ts` has the words. */
export class SealingError extends AppError {
  declare readonly reason: SealingReason;

  constructor(reason: SealingReason, cause?: unknown) {
    super("internal", `A file: ${reason}`, { reason, cause });
  }
}

/** Every call rejects with a `SealingError`, or with the reason of its signal. */
export interface Sealing {
  /** `file` without what it says of its maker, and its size on the screen. `asIs` leaves it be. */
  prepare(file: Blob, asIs: boolean, signal?: AbortSignal): Promise<Prepared>;
  seal(chunk: ChunkToSeal, signal?: AbortSignal): Promise<SealedChunk>;
  /** Begins to open a file, under a number of the caller's choice. */
  begin(job: number, file: FileToOpen): Promise<void>;
  add(job: number, index: number, sealed: Bytes): Promise<void>;
  /** The plain file, which nobody saw before all of it was found to be right. */
  finish(job: number): Promise<Blob>;
  /** Gives up what was begun and not finished. */
  drop(job: number): Promise<void>;
}

interface Job {
  opening: FileOpening;
  media: string;
  parts: Blob[];
}

/** @param imageSize pixels of an image. @throws when it is none. */
export function localSealing(
  imageSize: (image: Blob) => Promise<{ width: number; height: number }> = decodedSize,
): Sealing {
  const jobs = new Map<number, Job>();
  const jobOf = (job: number): Job => {
    const found = jobs.get(job);
    if (found === undefined) throw new SealingError("broken", "no such job");
    return found;
  };
  return {
    async prepare(file, asIs, signal) {
      const blob = asIs ? file : await withoutTraces(file);
      signal?.throwIfAborted();
      const media = mediaOf(file.type);
      return { blob, media, ...(await sizeOf(blob, media)) };
    },

    async seal({ key, place, index, plain }, signal) {
      const bytes = await bytesOf(plain);
      signal?.throwIfAborted();
      const sealed = await sealChunk(await importFileKey(key), place, index, bytes);
      return { sealed, digest: toBase64Url(await sha256(sealed)) };
    },

    async begin(job, { key, place, digest, media }) {
      const opening = new FileOpening(await importFileKey(key), place, digest);
      jobs.set(job, { opening, media, parts: Array(chunkCount(place)) });
    },

    async add(job, index, sealed) {
      const { opening, parts } = jobOf(job);
      const opened = await opening.open(index, sealed);
      if (!opened.ok) throw new SealingError(opened.reason);
      // A blob of its own: the browser may put it on the disk.
      parts[index] = new Blob([opened.plain]);
    },

    async finish(job) {
      const { opening, parts, media } = jobOf(job);
      const finished = await opening.finish();
      jobs.delete(job);
      if (!finished.ok) throw new SealingError(finished.reason);
      return new Blob(parts, { type: blobTypeOf(media) });
    },

    drop(job) {
      jobs.delete(job);
      return Promise.resolve();
    },
  };

  async function sizeOf(blob: Blob, media: string): Promise<{ width: number; height: number }> {
    if (!isShownInPlace(media)) return { width: 0, height: 0 };
    try {
      const { width, height } = await imageSize(blob);
      return { width, height };
    } catch {
      return { width: 0, height: 0 }; // It is no image, and will be shown as a file.
    }
  }
}

async function withoutTraces(file: Blob): Promise<Blob> {
  if (!isJpeg(await bytesOf(file.slice(0, 3)))) return file;
  const parts = withoutMetadata(await bytesOf(file));
  if (parts === undefined) throw new SealingError("unreadable-photo");
  return new Blob(parts);
}

async function bytesOf(blob: Blob): Promise<Bytes> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw new SealingError("unreadable", cause); // Changed or removed since it was chosen.
  }
}

/** As it is shown. Nothing is decoded that has more pixels than a page would show. */
async function decodedSize(image: Blob): Promise<{ width: number; height: number }> {
  const said = await imageSizeOf(image);
  if (said === undefined) throw new TypeError("Not an image that is known");
  if (!isShownSize(said)) return said;
  const bitmap = await createImageBitmap(image);
  const { width, height } = bitmap;
  bitmap.close();
  return { width, height };
}
