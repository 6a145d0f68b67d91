/** The kind `file`: a file that is stored apart, with a caption or without, that may be an answer. */

import { t } from "../../i18n/i18n.ts";
import type { FilePayload } from "../../e2ee/payload.ts";
import { isShownSize } from "../../protocol/shown_image.ts";
import { tidyFileName } from "../files/file_name.ts";
import { isShownInPlace } from "../files/safe_types.ts";
import type { FileView, TransferView } from "../model/mod.ts";
import type { ContentKind } from "./kind.ts";

export const FILE: ContentKind<FilePayload> = {
  role: "content",
  words: ({ caption }) => caption,
  answers: ({ target }) => target === "" ? undefined : target,
  line: ({ name }, words) => words || t("File: {name}", { name: tidyFileName(name) }),
  searched: ({ name }, words) => words === "" ? name : `${name}\n${words}`,
  shown: (payload, transferOf) => ({ file: fileView(payload, transferOf(payload)) }),
};

/** A file as its row shows it, be its message sealed already or not. */
function fileView(
  { name, media, size, width, height }: Pick<
    FilePayload,
    "name" | "media" | "size" | "width" | "height"
  >,
  transfer: TransferView = { state: "remote" },
): FileView {
  const isImage = size > 0 && isShownInPlace(media) && isShownSize({ width, height });
  const image = isImage ? { image: { width, height } } : {};
  return { name: tidyFileName(name), media, sizeBytes: size, ...image, transfer };
}
