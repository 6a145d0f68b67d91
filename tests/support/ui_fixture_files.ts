/** Scenes of the gallery for what people write and send: markup, files, the composer at work. */

import type { FileView, MessageView, TransferView } from "../../client/model/mod.ts";
import type { ItemId } from "../../protocol/ids.ts";

export const WRITING_SCENES = ["rich-text", "files", "composer-reply"] as const;
export type WritingScene = typeof WRITING_SCENES[number];

/** Makes a message of the person with this index, -1 for oneself. */
export type Say = (person: number, minutesAgo: number, text: string) => MessageView;

export function isWritingScene(scene: string): scene is WritingScene {
  return (WRITING_SCENES as readonly string[]).includes(scene);
}

export function writingEntries(scene: WritingScene, say: Say): MessageView[] {
  const entries = scene === "files" ? fileEntries(say) : richTextEntries(say);
  return entries.map((entry, index) => ({ ...entry, id: `gallery-item-${index}` as ItemId }));
}

function richTextEntries(say: Say): MessageView[] {
  return [
    say(
      0,
      60,
      "The **three things** for today, *in this order*:\n1. spacing\n2. colours\n  - text\n  - lines\n5. ~~words~~ done already",
    ),
    say(
      1,
      50,
      "> Does the narrow layout show the list first?\n> It should.\nYes. `aria-current` says which one is open, and https://example.org/drafts/sign-in?page=2 has the drawing.",
    ),
    say(
      3,
      40,
      "This is what I run, @noor:\n```sh\n# every width at once, in a line that is much too long for any narrow screen to show whole\nfor width in 360 768 1440; do\n\tshoot --width $width --scheme light --scheme dark --out pictures/$width.png\ndone\n```\nThen ask @ada or @sam. Not @nobody.",
    ),
    say(3, 39, "```sh\nls -l pictures\n```"),
    say(
      5,
      30,
      "جربت **التصميم** الجديد:\n- العناوين\n- الأزرار `button`\n> ممتاز\nانظر https://example.org/ar",
    ),
    say(
      -1,
      20,
      "Not a link to a lookalike: https://аpple.example/login\nand a plain one mailto:ada@example.org. 2*3*4 = 24, snake_case, C:\\temp\n\n  as typed,   with its spaces",
    ),
    say(0, 10, "🎉"),
    say(-1, 9, "👩🏽‍🚀 🚀"),
    say(-1, 8, "That is **good** news."),
  ];
}

function fileEntries(say: Say): MessageView[] {
  const file = (
    person: number,
    minutesAgo: number,
    view: Omit<FileView, "transfer">,
    transfer: TransferView,
    caption = "",
  ): MessageView => ({
    ...say(person, minutesAgo, caption),
    kind: "file",
    file: { ...view, transfer },
  });
  const plan = {
    name: "minutes of the meeting about the sign-in page, second half.pdf",
    media: "application/pdf",
    sizeBytes: 1_440_000,
  };
  return [
    file(0, 60, plan, { state: "remote" }, "The minutes. **Read them** before noon, please."),
    file(1, 50, { ...plan, name: "drafts.zip", media: "application/zip", sizeBytes: 48e6 }, {
      state: "downloading",
      doneBytes: 31e6,
    }),
    file(3, 40, { ...plan, name: "interview.ogg", media: "audio/ogg", sizeBytes: 9e6 }, {
      state: "ready",
      url: picture(),
    }),
    file(
      5,
      35,
      {
        name: "صورة الغلاف الجديدة للكتاب.png",
        media: "image/png",
        sizeBytes: 310_000,
        image: { width: 640, height: 400 },
      },
      { state: "ready", url: picture() },
      "الغلاف",
    ),
    file(3, 30, {
      name: "wall.jpg",
      media: "image/jpeg",
      sizeBytes: 24e6,
      image: { width: 4000, height: 3000 },
    }, { state: "remote" }),
    file(-1, 12, { ...plan, name: "walkthrough.mp4", media: "video/mp4", sizeBytes: 82e6 }, {
      state: "uploading",
      doneBytes: 12e6,
    }),
    file(-1, 11, { ...plan, name: "scores.pdf", sizeBytes: 5e6 }, { state: "waiting" }),
    file(-1, 11, { ...plan, name: "concert.flac", media: "audio/flac", sizeBytes: 60e6 }, {
      state: "uploading",
      doneBytes: 4e6,
      pageOnly: true,
    }),
    file(1, 11, {
      name: "map of the whole town.png",
      media: "image/png",
      sizeBytes: 7e6,
      image: { width: 800, height: 800 },
    }, { state: "ready", url: picture(), notShown: "too-large" }),
    file(-1, 10, { ...plan, name: "notes.txt", media: "text/plain", sizeBytes: 812 }, {
      state: "failed",
      problem: "The network was lost at half the file.",
      final: false,
    }),
    file(1, 5, { ...plan, name: "old.bin", media: "application/octet-stream" }, {
      state: "failed",
      problem: "The file is not what its message says. It was thrown away.",
      final: true,
    }),
  ];
}

/** A drawing of a hill under the sun. */
function picture(): string {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400" viewBox="0 0 640 400">
    <rect width="640" height="400" fill="#bcd9e8"/><circle cx="480" cy="110" r="52" fill="#f4c95d"/>
    <path d="M0 300 180 150l140 130 90-70 230 150v40H0z" fill="#4f7f63"/>
    <path d="M0 340 120 270l200 90 160-60 160 70v30H0z" fill="#33573f"/></svg>`;
  return URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
}
