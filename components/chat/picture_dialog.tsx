// Browser-safe: runs in the page.

import type { MessageView } from "../../client/model.ts";
import { Modal } from "../modal.tsx";

/** A picture of a message in its whole size. */
export function PictureDialog(
  { message, onClose }: { message: MessageView; onClose: () => void },
) {
  const { file } = message;
  if (file?.transfer.state !== "ready") return null;
  return (
    <Modal title={file.name} onClose={onClose}>
      <img class="picture" src={file.transfer.url} alt={file.name} />
    </Modal>
  );
}
