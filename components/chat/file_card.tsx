// Browser-safe: runs in the page and on the server.

import { useState } from "preact/hooks";
import type { FileView } from "../../client/model.ts";
import { t } from "../../i18n/i18n.ts";
import { sizeText } from "../../i18n/numbers.ts";
import { Button } from "../button.tsx";
import { fileIcon } from "../file_words.ts";
import { Icon } from "../icon.tsx";
import { FileName } from "./file_name.tsx";
import { FilePicture } from "./file_picture.tsx";

/** Images up to this size are got as soon as they are in view. */
export const MAX_IMAGE_UNASKED_BYTES = 8 * 1024 * 1024;

export interface FileCardProps {
  file: FileView;
  /** Get it, to show it here. */
  onFetch: () => void;
  /** Get it, and hand it to the browser's downloads. */
  onSave: () => void;
  onCancel: () => void;
  onRetry: () => void;
  /** Show the image large. */
  onView: () => void;
}

/** A file of a message: what it is, how far it has come, what can be done with it. */
export function FileCard(props: FileCardProps) {
  const { file } = props;
  const { name, transfer } = file;
  const [broken, setBroken] = useState(false);
  const shown = file.image !== undefined && !broken;
  return (
    <div class={shown ? "file file--image" : "file"} role="group" aria-label={name}>
      {shown && file.image !== undefined
        ? (
          <FilePicture
            image={file.image}
            name={name}
            url={transfer.state === "ready" ? transfer.url : undefined}
            wanted={transfer.state === "remote" && file.sizeBytes <= MAX_IMAGE_UNASKED_BYTES}
            onWanted={props.onFetch}
            onBroken={() => setBroken(true)}
            onView={props.onView}
          >
            {transfer.state === "remote" && file.sizeBytes > MAX_IMAGE_UNASKED_BYTES
              ? (
                <Button look="outline" icon="image" onClick={props.onFetch}>
                  {t("Show image")}
                </Button>
              )
              : null}
          </FilePicture>
        )
        : null}
      <div class="file__row">
        {shown ? null : (
          <span class="file__icon">
            <Icon name={fileIcon(file.media)} />
          </span>
        )}
        <div class="file__words">
          <FileName name={name} />
          <FileState file={file} broken={broken} />
        </div>
        <FileActions {...props} />
      </div>
      <FileProgress file={file} />
    </div>
  );
}

function FileState({ file, broken }: { file: FileView; broken: boolean }) {
  const { transfer, sizeBytes } = file;
  const size = sizeText(sizeBytes);
  switch (transfer.state) {
    case "uploading":
    case "downloading": {
      const params = { done: sizeText(transfer.doneBytes), size };
      return (
        <span class="file__state">
          {transfer.state === "uploading"
            ? t("Uploading: {done} of {size}", params)
            : t("Downloading: {done} of {size}", params)}
        </span>
      );
    }
    case "failed":
      return (
        <span class="file__state file__state--failed" role="status">
          <Icon name="alert" /> {transfer.problem}
        </span>
      );
    default:
      return (
        <span class="file__state">
          {broken ? t("{size}. This image cannot be shown.", { size }) : size}
        </span>
      );
  }
}

function FileActions({ file, onSave, onCancel, onRetry }: FileCardProps) {
  const { transfer, name } = file;
  switch (transfer.state) {
    case "uploading":
    case "downloading":
      return (
        <Button
          small
          icon="close"
          aria-label={transfer.state === "uploading"
            ? t("Cancel the upload of {name}", { name })
            : t("Cancel the download of {name}", { name })}
          onClick={onCancel}
        >
          <span class="file__word">{t("Cancel")}</span>
        </Button>
      );
    case "remote":
      return (
        <Button
          small
          look="accent"
          icon="download"
          aria-label={t("Download {name}", { name })}
          onClick={onSave}
        >
          <span class="file__word">{t("Download")}</span>
        </Button>
      );
    case "ready":
      return (
        <Button
          small
          look="accent"
          icon="download"
          aria-label={t("Save {name}", { name })}
          onClick={onSave}
        >
          <span class="file__word">{t("Save")}</span>
        </Button>
      );
    case "failed":
      return transfer.final ? null : (
        <Button
          small
          look="outline"
          icon="retry"
          aria-label={t("Retry {name}", { name })}
          onClick={onRetry}
        >
          <span class="file__word">{t("Retry")}</span>
        </Button>
      );
  }
}

function FileProgress({ file: { name, sizeBytes, transfer } }: { file: FileView }) {
  if (transfer.state !== "uploading" && transfer.state !== "downloading") return null;
  return (
    <progress
      class="file__progress"
      max={Math.max(1, sizeBytes)}
      value={transfer.doneBytes}
      aria-label={transfer.state === "uploading"
        ? t("Upload of {name}", { name })
        : t("Download of {name}", { name })}
    />
  );
}
