import { t } from "../../i18n/i18n.ts";
import { type Bytes, fromBase64Url } from "../../protocol/encoding.ts";
import { AppError, fromProblem } from "../../protocol/errors.ts";
import {
  FILE_STATUS,
  type FileStatus,
  type NewFileRequest,
  writeContentDigest,
} from "../../protocol/files.ts";
import type { ItemId } from "../../protocol/ids.ts";
import { cancelled } from "./refusals.ts";

/** A chunk over a slow line gets its time. */
const REQUEST_TIMEOUT_MS = 60_000;

/** The endpoints of `protocol/files.ts`. Every call rejects with an `AppError`. */
export interface FileHttp {
  create(file: NewFileRequest, signal: AbortSignal): Promise<FileStatus>;
  status(id: string): Promise<FileStatus>;
  /** @param digest SHA-256 of the chunk, base64url. */
  put(id: string, index: number, chunk: Bytes, digest: string, signal: AbortSignal): Promise<void>;
  complete(id: string, signal: AbortSignal): Promise<void>;
  keep(id: string, item: ItemId): Promise<void>;
  /** @param bytes that the chunk must have. */
  get(id: string, index: number, bytes: number, signal: AbortSignal): Promise<Bytes>;
  remove(id: string): Promise<void>;
}

/** Talks to the origin of this page, or to `base`, with its cookie. */
export function fileHttp(
  base = "",
  request: typeof fetch = (...given) => fetch(...given),
): FileHttp {
  const never = new AbortController().signal;

  async function ask(path: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    let response: Response;
    try {
      response = await request(`${base}/api/files${path}`, {
        ...init,
        credentials: "same-origin",
        redirect: "error",
        signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
      });
    } catch (cause) {
      throw lost(cause, signal);
    }
    if (response.ok) return response;
    const body = await response.json().catch((cause) => {
      throw lost(cause, signal); // A proxy's page, and not our word.
    }) as { error?: unknown } | null;
    throw fromProblem(body?.error);
  }

  async function post(path: string, body: object, signal: AbortSignal): Promise<unknown> {
    const headers = { "content-type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    const response = await ask(path, init, signal);
    return await response.json().catch((cause) => {
      throw lost(cause, signal);
    });
  }

  return {
    create: async (file, signal) => FILE_STATUS.parse(await post("", file, signal)),

    async status(id) {
      const response = await ask(`/${id}`, {}, never);
      return FILE_STATUS.parse(
        await response.json().catch((cause) => {
          throw lost(cause, never);
        }),
      );
    },

    async put(id, index, chunk, digest, signal) {
      const headers = {
        "content-type": "application/octet-stream",
        "content-digest": writeContentDigest(fromBase64Url(digest)),
      };
      await ask(`/${id}/chunks/${index}`, { method: "PUT", headers, body: chunk }, signal);
    },

    complete: async (id, signal) => void await post(`/${id}/complete`, {}, signal),

    keep: async (id, item) => void await post(`/${id}/keep`, { item }, never),

    async get(id, index, bytes, signal) {
      const response = await ask(`/${id}/chunks/${index}`, {}, signal);
      // A part of a chunk, or an answer without one, is somebody's in between.
      if (response.status !== 200) {
        await response.body?.cancel();
        throw lost(`status ${response.status}`, signal);
      }
      try {
        return await readUpTo(bytes, response);
      } catch (cause) {
        throw lost(cause, signal);
      }
    },

    remove: async (id) => void await ask(`/${id}`, { method: "DELETE" }, never),
  };
}

/**
 * The body, or nothing of one that is longer than it may be, of which no more is held. Its length
 * as the server tells it says nothing: a compressed body grows when it is read.
 */
async function readUpTo(bytes: number, { body }: Response): Promise<Bytes> {
  const whole = new Uint8Array(bytes);
  let length = 0;
  for await (const part of streamed(body)) {
    if (length + part.length > bytes) return new Uint8Array();
    whole.set(part, length);
    length += part.length;
  }
  return whole.subarray(0, length);
}

/** The parts of a body as they come; whoever leaves early ends it. */
async function* streamed(body: ReadableStream<Bytes> | null): AsyncGenerator<Bytes> {
  const reader = body?.getReader();
  if (reader === undefined) return;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel().catch(() => {}); // It broke off by itself.
  }
}

function lost(cause: unknown, signal: AbortSignal): AppError {
  if (signal.aborted) return cancelled(signal);
  return new AppError(
    "unavailable",
    t("The server cannot be reached. Check your connection and try again."),
    { cause, reason: "offline" },
  );
}
