import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import type { EntryView, FileView, TransferView } from "../../client/model/mod.ts";
import { sorted } from "../composer/attached_files.ts";
import { FileCard } from "./file_card.tsx";
import { picturesOf } from "../viewer/picture_viewer.tsx";

const nothing = () => {};
const FILE = { name: "plan.pdf", media: "application/pdf", sizeBytes: 2_000_000 };
const draw = (transfer: TransferView, file: Partial<FileView> = {}) =>
  render(
    <FileCard
      file={{ ...FILE, ...file, transfer }}
      onFetch={nothing}
      onWanted={nothing}
      onSave={nothing}
      onCancel={nothing}
      onRetry={nothing}
      onView={nothing}
    />,
  ).replace(/[\u00a0\u202f]/g, " ");
const IMAGE = { name: "hill.png", media: "image/png", image: { width: 400, height: 300 } };

Deno.test("each state of a file offers what can be done about it", () => {
  assert.match(draw({ state: "remote" }), /aria-label="Download plan\.pdf"/);
  assert.match(draw({ state: "ready", url: "blob:x" }), /aria-label="Save plan\.pdf"/);
  for (const state of ["uploading", "downloading"] as const) {
    const drawn = draw({ state, doneBytes: 500_000 });
    assert.match(drawn, /500 kB of 2 MB/);
    assert.match(
      drawn,
      /<progress[^>]* max="2000000" value="500000" aria-label="(?:Up|Down)load of/,
    );
    assert.match(drawn, /aria-label="Cancel the/);
  }
  const lost = draw({ state: "failed", problem: "It was lost.", final: false });
  assert.match(lost, /It was lost\..*aria-label="Retry plan\.pdf"/);
  assert.doesNotMatch(draw({ state: "failed", problem: "Bad.", final: true }), /<button/);
});

Deno.test("an image shows once its digest holds; a large one is not got unasked", () => {
  assert.doesNotMatch(draw({ state: "remote" }, IMAGE), /<img|Show image/);
  assert.match(draw({ state: "remote" }, { ...IMAGE, sizeBytes: 9e6 }), /Show image/);
  assert.match(draw({ state: "ready", url: "blob:x" }, IMAGE), /<img[^>]* src="blob:x"/);
  assert.doesNotMatch(draw({ state: "ready", url: "blob:x" }), /<img/);
});

Deno.test("what is larger than 100 MiB is not attached", () => {
  const sizes = [100 * 1024 * 1024, 100 * 1024 * 1024 + 1, 0];
  const files = sizes.map((value) =>
    Object.defineProperty(new File([], `${value}`), "size", { value })
  );
  const { taken, refused } = sorted({ files, folders: [] }, true);
  assert.deepEqual(taken, [files[0], files[2]]);
  assert.deepEqual(refused, [{ name: `${sizes[1]}`, why: "too-large" }]);
});

Deno.test("what waits says where it is kept, what could not be kept that the page must stay", () => {
  const waiting = draw({ state: "waiting" });
  assert.match(
    waiting,
    /2 MB, waiting to be sent\. It is kept on this device.*Cancel the upload of/,
  );
  assert.doesNotMatch(waiting, /<progress/);
  const draining = draw({ state: "uploading", doneBytes: 0, pageOnly: true });
  assert.match(draining, /no room to keep it\. Keep this page open/);
  assert.doesNotMatch(draw({ state: "uploading", doneBytes: 0 }), /no room/);
});

Deno.test("an empty file says so, and one that is no image that it cannot be shown", () => {
  const empty = draw({ state: "ready", url: "blob:x", notShown: "unreadable" }, { sizeBytes: 0 });
  assert.match(empty, /0.bytes?\. This file is empty\./i);
  const none = draw({ state: "ready", url: "blob:x", notShown: "unreadable" }, IMAGE);
  assert.match(none, /This image cannot be shown\./);
  for (const one of [empty, none]) assert.doesNotMatch(one, /too large|<img/);
});

Deno.test("an image that is too large to be shown may be saved, and is no picture to look at", () => {
  const vast = draw({ state: "ready", url: "blob:x", notShown: "too-large" }, IMAGE);
  assert.match(vast, /too large to be shown here.*aria-label="Save hill\.png"/);
  assert.doesNotMatch(vast, /<img/);
  const entry = (key: string, transfer: TransferView, file: Partial<FileView> = IMAGE) =>
    ({ type: "message", key, file: { ...FILE, ...file, transfer } }) as EntryView;
  const pictures = picturesOf([
    entry("ready", { state: "ready", url: "blob:x" }),
    entry("remote", { state: "remote" }),
    entry("broken off", { state: "failed", problem: "", final: false }),
    entry("vast", { state: "ready", url: "blob:x", notShown: "too-large" }),
    entry("damaged", { state: "failed", problem: "", final: true }),
    entry("leaving", { state: "uploading", doneBytes: 0 }),
    entry("document", { state: "remote" }, {}),
  ]);
  assert.deepEqual(pictures.map(({ key }) => key), ["ready", "remote", "broken off"]);
});
