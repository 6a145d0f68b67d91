/** A file of a message: its name, its progress, and what can be done with it. */

import { useState } from "preact/hooks";
import type { FileView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { sizeText } from "../../i18n/numbers.ts";
import { Button } from "../kit/button.tsx";
import { fileIcon } from "../kit/file_words.ts";
import { Icon } from "../kit/icon.tsx";
import { FileName } from "./file_name.tsx";
import { FilePicture } from "./file_picture.tsx";

/** Images up to this size are got as soon as they are in view. */
export const MAX_IMAGE_UNASKED_BYTES = 8 * 1024 * 1024;

export interface FileCardProps {
  file: FileView;
  /** Get it, to show it here. */
  onFetch: () => void;
  /** Get it unasked, as it came into view: what fails is said on the card alone. */
  onWanted: () => void;
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
  const notShown = transfer.state === "ready" ? transfer.notShown : undefined;
  const shown = file.image !== undefined && !broken && notShown === undefined;
  return (
    <div class={shown ? "file file--image" : "file"} role="group" aria-label={name}>
      {shown && file.image !== undefined
        ? (
          <FilePicture
            image={file.image}
            name={name}
            url={transfer.state === "ready" ? transfer.url : undefined}
            wanted={transfer.state === "remote" && file.sizeBytes <= MAX_IMAGE_UNASKED_BYTES}
            onWanted={props.onWanted}
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
          <FileState file={file} broken={broken || notShown === "unreadable"} />
        </div>
        <FileActions {...props} />
      </div>
      <FileProgress file={file} />
    </div>
  );
}

function FileState({ file, broken }: { file: FileView; broken: boolean }) {
  const { transfer, sizeBytes, image } = file;
  const size = sizeText(sizeBytes);
  switch (transfer.state) {
    case "waiting":
      return (
        <span class="file__state">
          {t("{size}, waiting to be sent. It is kept on this device until then.", { size })}
        </span>
      );
    case "uploading":
    case "downloading": {
      const params = { done: sizeText(transfer.doneBytes), size };
      return (
        <span class="file__state">
          {transfer.state === "uploading"
            ? t("Uploading: {done} of {size}", params)
            : t("Downloading: {done} of {size}", params)}
          {transfer.state === "uploading" && transfer.pageOnly
            ? (
              <span class="file__note">
                {t("This device has no room to keep it. Keep this page open until it is sent.")}
              </span>
            )
            : null}
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
      if (sizeBytes === 0) {
        return <span class="file__state">{t("{size}. This file is empty.", { size })}</span>;
      }
      if (image !== undefined && transfer.state === "ready" && transfer.notShown === "too-large") {
        return (
          <span class="file__state">
            {t("{size}. This image is too large to be shown here. Save it to look at it.", {
              size,
            })}
          </span>
        );
      }
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
    case "waiting":
    case "uploading":
    case "downloading":
      return (
        <Button
          small
          icon="close"
          aria-label={transfer.state === "downloading"
            ? t("Cancel the download of {name}", { name })
            : t("Cancel the upload of {name}", { name })}
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
