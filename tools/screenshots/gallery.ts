/** The page that shows the pictures. */

import type { Theme } from "../../client/preferences/preferences.ts";

export interface Picture {
  /** Name and title of the shot. */
  name: string;
  title: string;
  width: number;
  theme: Theme;
}

/** File of a picture, in the gallery's folder. */
export function fileOf({ name, width, theme }: Omit<Picture, "title">): string {
  return `${name}-${width}-${theme}.webp`;
}

/** Markdown of the gallery: each shot with its widths, then each theme. */
export function galleryPage(pictures: readonly Picture[], folder: string): string {
  const plain = pictures.filter(({ theme }) => theme === "default" || theme === "night");
  const states = [...Map.groupBy(plain, ({ name }) => name).values()].map(section(folder));
  const themed = pictures.filter(({ name, width }) => name === "room" && width >= 1000);
  const themes = themed.map((picture) =>
    `### ${capitalised(picture.theme)}\n\n${shown(picture, folder)}\n`
  );
  return [
    "# Gallery",
    "",
    "Every picture is of the real program in Chromium, with made-up people. `deno task screenshots` takes",
    "them and writes this page.",
    "",
    "## Screens",
    "",
    ...states,
    "## Themes",
    "",
    "_As the system_ is the first by day and the second in the dark.",
    "",
    ...themes,
  ].join("\n");
}

function section(folder: string): (pictures: readonly Picture[]) => string {
  return (pictures) => {
    const [first] = pictures;
    const images = pictures.map((picture) => shown(picture, folder));
    return `### ${first!.title}\n\n${images.join("\n")}\n`;
  };
}

function shown(picture: Picture, folder: string): string {
  const { title, width, theme } = picture;
  return `![${title}, ${width} pixels wide, theme ${theme}](${folder}/${fileOf(picture)})`;
}

function capitalised(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}
