/** The page that shows the pictures. */

import type { Theme } from "../../client/preferences/preferences.ts";

export interface Picture {
  /** Name and title of the shot. */
  name: string;
  title: string;
  width: number;
  theme: Theme;
  /** Chromium without it. */
  engine?: "firefox" | "webkit";
}

/** How the engines are called on the page. */
const ENGINE_NAMES = { firefox: "Firefox", webkit: "WebKit" } as const;

/** File of a picture, in the gallery's folder. */
export function fileOf({ name, width, theme, engine }: Omit<Picture, "title">): string {
  return `${engine === undefined ? "" : `${engine}-`}${name}-${width}-${theme}.webp`;
}

/** Markdown of the gallery: each shot with its widths, each theme, each other engine. */
export function galleryPage(all: readonly Picture[], folder: string): string {
  const pictures = all.filter(({ engine }) => engine === undefined);
  const plain = pictures.filter(({ theme }) => theme === "default" || theme === "night");
  const states = [...Map.groupBy(plain, ({ name }) => name).values()].map(section(folder));
  const themed = pictures.filter(({ name, width }) => name === "room" && width >= 1000);
  const themes = themed.map((picture) =>
    `### ${capitalised(picture.theme)}\n\n${shown(picture, folder)}\n`
  );
  return [
    "# Gallery",
    "",
    "Every picture is of the real program, with made-up people: in Chromium where nothing else is said.",
    "`deno task screenshots` takes them and writes this page.",
    "",
    "## Screens",
    "",
    ...states,
    "## Themes",
    "",
    "_As the system_ is the first by day and the second in the dark.",
    "",
    ...themes,
    ...otherEngines(all, folder),
  ].join("\n");
}

/** The pictures of each engine beside Chromium. */
function otherEngines(pictures: readonly Picture[], folder: string): string[] {
  const taken = pictures.filter(({ engine }) => engine !== undefined);
  if (taken.length === 0) return [];
  const parts = [...Map.groupBy(taken, ({ engine }) => engine!)].map(([engine, own]) => {
    const images = own.map((picture) => shown(picture, folder));
    return `### ${ENGINE_NAMES[engine]}\n\n${images.join("\n")}\n`;
  });
  return ["## Other engines", "", ...parts];
}

function section(folder: string): (pictures: readonly Picture[]) => string {
  return (pictures) => {
    const [first] = pictures;
    const images = pictures.map((picture) => shown(picture, folder));
    return `### ${first!.title}\n\n${images.join("\n")}\n`;
  };
}

function shown(picture: Picture, folder: string): string {
  const { title, width, theme, engine } = picture;
  const where = engine === undefined ? `theme ${theme}` : `in ${ENGINE_NAMES[engine]}`;
  return `![${title}, ${width} pixels wide, ${where}](${folder}/${fileOf(picture)})`;
}

function capitalised(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}
