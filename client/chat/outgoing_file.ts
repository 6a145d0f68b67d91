/** One file on its way out: its state, its errors, and whether it may be tried again. */

import { t } from "../../i18n/i18n.ts";
import { newFile } from "../../e2ee/file.ts";
import type { FilePayload } from "../../e2ee/payload.ts";
import { toBase64Url } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { tidyFileName } from "../files/file_name.ts";
import type { Outgoing } from "../files/stored_uploads.ts";
import type { UploadTicket } from "../files/port.ts";
import { FILE_CHUNK_BYTES } from "../files/transport.ts";
import { mediaOf } from "../files/safe_types.ts";
import type { TransferView } from "../model/mod.ts";

/** In the place of the digest until a file is sealed. */
const NO_DIGEST = toBase64Url(new Uint8Array(32));

/** A file on its way out of this page. */
export interface Upload extends Outgoing {
  /** Absent for one that an earlier page left: its chunks are all there is. */
  file?: File;
  transfer: TransferView;
  /** Whether it waits for its turn. */
  isDue: boolean;
  /** Whether this browser keeps it, or began to, so that it outlives the page. */
  isStored: boolean;
  /** It could not be kept. */
  isPageOnly: boolean;
  /** Resolves when it is sealed and kept, or is known not to be. Never rejects. */
  keeping: Promise<void>;
  abort: AbortController;
  /** Of a file that goes up from the page. */
  ticket?: UploadTicket;
}

/** A file that was just chosen. */
export function chosenUpload(
  conv: ConversationId,
  file: File,
  { said, random, order, atMs }: {
    said: Partial<Pick<FilePayload, "caption" | "target">>;
    random: (bytes: number) => Uint8Array<ArrayBuffer>;
    order: number;
    atMs: number;
  },
): Upload {
  const payload: FilePayload = {
    type: "file",
    ...newFile(random),
    name: tidyFileName(file.name),
    media: mediaOf(file.type),
    size: file.size,
    chunk: FILE_CHUNK_BYTES,
    digest: NO_DIGEST,
    width: 0,
    height: 0,
    target: "",
    caption: "",
    ...said,
  };
  return {
    key: `own:${toBase64Url(random(12))}`,
    conv,
    order,
    time: new Date(atMs).toISOString(),
    payload,
    chunks: [],
    whole: false,
    file,
    transfer: { state: "uploading", doneBytes: 0 },
    ...dueUpload(false),
  };
}

/** A file that an earlier page left. */
export function leftUpload(outgoing: Outgoing): Upload {
  return { ...outgoing, transfer: { state: "waiting" }, ...dueUpload(true) };
}

function dueUpload(isStored: boolean) {
  const keeping = Promise.resolve();
  return { isDue: true, isStored, isPageOnly: false, keeping, abort: new AbortController() };
}

/** One tab at a time works on a file. */
export function lockOf({ payload }: Outgoing): string {
  return `upload/${payload.id}`;
}

/** Whether the transport is at fault, and not the file. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof AppError) || error.reason === "storage-blocked") return false;
  return error.kind === "unavailable" || error.kind === "unauthenticated" ||
    (error.kind === "rate-limited" && error.reason !== "files-pending");
}

/** Whether it is this browser that cannot keep anything. */
export function isOfStorage(error: unknown): boolean {
  return error instanceof AppError &&
    (error.kind === "storage-full" || error.reason === "storage-blocked");
}

/** A file that could not be kept in the browser waits in the page that it was chosen in. */
export function noNetwork(): AppError {
  return new AppError(
    "unavailable",
    t("Not sent: this device is not connected. Keep this page open and try again once it is."),
    { reason: "offline" },
  );
}

export function stopped({ file }: Upload): TransferView {
  return file === undefined
    ? { state: "failed", problem: t("Stopped. Choose the file again to send it."), final: true }
    : { state: "failed", problem: t("Stopped."), final: false };
}
