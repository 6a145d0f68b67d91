/** Uploads and downloads files chunk by chunk over HTTP, a few at the same time. */

import type { RandomSource } from "../../e2ee/environment.ts";
import {
  chunkCount,
  chunkRange,
  fileDigest,
  type FilePlace,
  newFile,
  sealedChunkBytes,
  sealedFileBytes,
} from "../../e2ee/file.ts";
import { sha256 } from "../../e2ee/digest.ts";
import type { FilePayload } from "../../e2ee/payload.ts";
import { type Bytes, fromBase64Url, toBase64Url } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { MAX_FILE_BYTES } from "../../protocol/limits.ts";
import type { FileHttp } from "./file_http.ts";
import { tidyFileName } from "./file_name.ts";
import { Gate } from "./gate.ts";
import type {
  DownloadOptions,
  FileTransport,
  SealedChunks,
  SealedFile,
  UploadOptions,
} from "./port.ts";
import { cancelled, fileChanged, fileTooLarge, sealingError } from "./refusals.ts";
import { type Sleep, withRetries } from "./retry.ts";
import { type Sealing, SealingError } from "./sealing.ts";

/** Small enough for a slow line within the server's time for a request. */
export const FILE_CHUNK_BYTES = 256 * 1024;
/** Files under way at the same time, up and down. */
const TRANSFERS = 3;
/** Chunks under way at the same time: browsers open six connections, and others need some. */
const REQUESTS = 4;
/** Chunks of one file that are sealed or fetched and not yet done with. */
const CHUNKS_AHEAD = 3;

export interface FileTransportOptions {
  http: FileHttp;
  sealing: Sealing;
  randomBytes: RandomSource;
  /** 0 (inclusive) to 1 (exclusive). */
  random: () => number;
  sleep: Sleep;
}

/** The transport of files over HTTP. */
export function httpFileTransport(options: FileTransportOptions): FileTransport {
  const { http, sealing } = options;
  const transfers = new Gate(TRANSFERS);
  const requests = new Gate(REQUESTS);
  const never = new AbortController().signal;
  let lastJob = 0;

  const retried = <T>(signal: AbortSignal, work: () => Promise<T>) =>
    withRetries(work, { ...options, signal });
  const carried = <T>(signal: AbortSignal, work: () => Promise<T>) =>
    retried(signal, () => requests.run(signal, work));

  async function send(
    conv: ConversationId,
    file: File,
    { ticket, onTicket, onProgress, asIs = false, signal }: UploadOptions,
  ): Promise<SealedFile> {
    const { blob, ...about } = await sealing.prepare(file, asIs, signal);
    const { id, key, chunks: recorded } = ticket ?? { ...newFile(options.randomBytes), chunks: [] };
    const place: FilePlace = { id, conv, size: blob.size, chunk: FILE_CHUNK_BYTES };
    const there = await announced(place, signal);
    const digests: string[] = [];
    let doneBytes = 0;
    await inTurn(chunkCount(place), signal, async (index, inner) => {
      const [start, end] = chunkRange(place, index);
      const plain = blob.slice(start, end);
      const { sealed, digest } = await sealing.seal({ key, place, index, plain }, inner);
      digests.push(digest);
      // The same key and place must never seal other bytes: not one of them leaves the browser.
      const known = recorded[index];
      if (known !== undefined && known !== digest) throw fileChanged();
      if (known === undefined) await onTicket?.({ id, key, chunks: [...digests] });
      return async () => {
        if (known === undefined || !there.has(index)) {
          await carried(inner, () => http.put(id, index, sealed, digest, inner));
        }
        doneBytes += end - start;
        onProgress?.(doneBytes);
      };
    });
    await carried(signal, () => http.complete(id, signal));
    return {
      id,
      name: tidyFileName(file.name),
      ...about,
      size: place.size,
      chunk: place.chunk,
      key,
      digest: await fileDigest(digests.map(fromBase64Url)),
    };
  }

  /** Tells the server of a file, and learns which chunks it has. */
  async function announced(place: FilePlace, signal: AbortSignal): Promise<Set<number>> {
    const { id, conv, chunk } = place;
    const declared = { id, conv, sealed: sealedFileBytes(place), chunk };
    const { have } = await carried(signal, () => http.create(declared, signal)).catch((error) => {
      const isOther = error instanceof AppError && error.kind === "conflict" &&
        error.field === "id";
      throw isOther ? fileChanged() : error;
    });
    return new Set(have);
  }

  async function seal(
    conv: ConversationId,
    file: File,
    { ticket: { id, key, chunks: recorded }, onChunk, signal }: Parameters<
      FileTransport["seal"]
    >[2],
  ): Promise<SealedChunks> {
    const { blob, ...about } = await sealing.prepare(file, false, signal);
    const place: FilePlace = { id, conv, size: blob.size, chunk: FILE_CHUNK_BYTES };
    const chunks: string[] = [];
    await inTurn(chunkCount(place), signal, async (index, inner) => {
      const plain = blob.slice(...chunkRange(place, index));
      const { sealed, digest } = await sealing.seal({ key, place, index, plain }, inner);
      if (inner.aborted) throw cancelled(inner);
      if (recorded.length > 0 && recorded[index] !== digest) throw fileChanged();
      chunks.push(digest);
      return () => onChunk(index, sealed);
    });
    const digest = await fileDigest(chunks.map(fromBase64Url));
    const name = tidyFileName(file.name);
    return {
      file: { id, name, ...about, size: place.size, chunk: place.chunk, key, digest },
      chunks,
    };
  }

  async function sendSealed(
    conv: ConversationId,
    { id, size, chunk }: SealedFile,
    { chunk: sealedAt, onProgress, signal }: Parameters<FileTransport["uploadSealed"]>[2],
  ): Promise<void> {
    const place: FilePlace = { id, conv, size, chunk };
    const there = await announced(place, signal);
    let doneBytes = 0;
    await inTurn(chunkCount(place), signal, async (index, inner) => {
      const sealed: Bytes | undefined = there.has(index) ? undefined : await sealedAt(index);
      return async () => {
        if (sealed !== undefined) {
          const digest = toBase64Url(await sha256(sealed));
          await carried(inner, () => http.put(id, index, sealed, digest, inner));
        }
        const [start, end] = chunkRange(place, index);
        doneBytes += end - start;
        onProgress?.(doneBytes);
      };
    });
    await carried(signal, () => http.complete(id, signal));
  }

  async function fetchAll(
    conv: ConversationId,
    { id, size, chunk, key, digest, media }: FilePayload,
    { received, onProgress, signal }: DownloadOptions,
  ): Promise<Blob> {
    const place: FilePlace = { id, conv, size, chunk };
    const job = ++lastJob;
    await sealing.begin(job, { key, place, digest, media });
    try {
      let doneBytes = 0;
      await inTurn(chunkCount(place), signal, (index, inner) =>
        Promise.resolve(async () => {
          const bytes = sealedChunkBytes(place, index);
          const sealed = await received?.get(index)?.bytes() ??
            await carried(inner, () => http.get(id, index, bytes, inner));
          // Before it goes: what the worker gets is no longer here.
          received?.set(index, new Blob([sealed]));
          await sealing.add(job, index, sealed);
          const [start, end] = chunkRange(place, index);
          doneBytes += end - start;
          onProgress?.(doneBytes);
        }));
      return await sealing.finish(job);
    } finally {
      sealing.drop(job).catch(() => {}); // A worker that died has dropped it.
    }
  }

  return {
    async upload(conv, file, uploadOptions) {
      if (file.size > MAX_FILE_BYTES) throw fileTooLarge();
      const { signal } = uploadOptions;
      return await withRefusalWords(
        signal,
        () => transfers.run(signal, () => send(conv, file, uploadOptions)),
      );
    },
    async seal(conv, file, sealOptions) {
      if (file.size > MAX_FILE_BYTES) throw fileTooLarge();
      return await withRefusalWords(sealOptions.signal, () => seal(conv, file, sealOptions));
    },
    uploadSealed: (conv, file, sendOptions) =>
      transfers.run(sendOptions.signal, () => sendSealed(conv, file, sendOptions)),
    isThere: async (_conv, id) => {
      try {
        const { state } = await retried(never, () => http.status(id));
        return state !== "uploading";
      } catch (error) {
        if (error instanceof AppError && error.kind === "not-found") return false;
        throw error;
      }
    },
    keep: (_conv, id, item) => retried(never, () => http.keep(id, item)),
    download: (conv, file, { signal, ...rest }) =>
      withRefusalWords(
        signal,
        () => transfers.run(signal, () => fetchAll(conv, file, { ...rest, signal })),
      ),
    remove: (_conv, id) => retried(never, () => http.remove(id)),
  };
}

/**
 * Begins pieces of work one after the other, with so many of them under way. The first failure ends
 * the others by their signal, and all have ended when this throws it.
 *
 * @param begin resolves with the part of the work that may overlap with the next ones.
 */
async function inTurn(
  count: number,
  signal: AbortSignal,
  begin: (index: number, signal: AbortSignal) => Promise<() => Promise<void>>,
): Promise<void> {
  const failed = new AbortController();
  const inner = AbortSignal.any([signal, failed.signal]);
  const underWay = new Set<Promise<void>>();
  let failure: { error: unknown } | undefined;
  const fail = (error: unknown) => {
    failure ??= { error };
    failed.abort();
  };
  for (let index = 0; index < count && failure === undefined; index++) {
    if (signal.aborted) fail(cancelled(signal));
    else {
      try {
        const work = (await begin(index, inner))().catch(fail).finally(() => underWay.delete(work));
        underWay.add(work);
      } catch (error) {
        fail(error);
      }
    }
    if (underWay.size >= CHUNKS_AHEAD) await Promise.race(underWay);
  }
  await Promise.all(underWay);
  if (failure !== undefined) throw failure.error;
}

/** What the work on the bytes ended with, in words. */
async function withRefusalWords<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted && error === signal.reason) throw cancelled(signal);
    throw error instanceof SealingError ? sealingError(error) : error;
  }
}
