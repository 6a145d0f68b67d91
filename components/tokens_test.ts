import assert from "node:assert/strict";
import { type Theme, THEMES } from "../client/preferences/preferences.ts";
import { THEME_COLOURS } from "../client/preferences/theme_colours.ts";
import { AVATAR_HUES } from "./kit/avatar.tsx";

const STYLES = new URL("./styles/", import.meta.url);
const TOKENS = await Deno.readTextFile(new URL("tokens.css", STYLES));
const THEME_SHEET = await Deno.readTextFile(new URL("themes.css", STYLES));
const AVATARS = await Deno.readTextFile(new URL("avatar.css", STYLES));
/** The style sheets that may hold colours. */
const COLOURED = ["tokens.css", "themes.css"];

type Scheme = "light" | "dark";
type Rgb = [number, number, number];
/** One look of the screens: a theme under one scheme of the system. */
interface Look {
  theme: Theme;
  scheme: Scheme;
}

const TEXT = 4.5;
const OUTLINE = 3;
/** What high contrast has instead (WCAG 2.2, 1.4.6; outlines as text elsewhere). */
const STRONGER = new Map([[TEXT, 7], [OUTLINE, 4.5]]);

/** Every look there is; a theme with a scheme of its own has one. */
const LOOKS: Look[] = THEMES.flatMap((theme) =>
  (["light", "dark"] as const)
    .filter((scheme) => schemesOf(theme).includes(scheme))
    .map((scheme) => ({ theme, scheme }))
);

/** What stands on what, and how much it has to stand out (WCAG 2.2, 1.4.3 and 1.4.11). */
const PAIRS: [ink: string, back: string, ratio: number][] = [
  ...["surface", "surface-sunken", "surface-raised", "surface-hover", "surface-selected"].flatMap(
    (back): [string, string, number][] => [
      ["ink", back, TEXT],
      ["ink-soft", back, TEXT],
      ["ink-faint", back, TEXT],
      ["focus", back, OUTLINE],
    ],
  ),
  ["accent-ink", "surface", TEXT],
  ["accent-ink", "surface-sunken", TEXT],
  ["accent-ink", "surface-raised", TEXT],
  ["accent-ink", "surface-hover", TEXT],
  ["accent", "surface", OUTLINE],
  ["accent", "surface-sunken", OUTLINE],
  ["on-accent", "accent", TEXT],
  ["on-accent", "accent-strong", TEXT],
  ["ink", "accent-soft", TEXT],
  ["ink-soft", "accent-soft", TEXT],
  ["on-danger", "danger", TEXT],
  ["on-danger", "danger-strong", TEXT],
  ["danger-ink", "surface", TEXT],
  ["danger-ink", "surface-sunken", TEXT],
  ["danger-ink", "danger-soft", TEXT],
  ["danger", "surface", OUTLINE],
  ["warning-ink", "warning-soft", TEXT],
  ["warning-ink", "surface", TEXT],
  ["warning-ink", "surface-sunken", TEXT],
  ["warning-ink", "surface-selected", OUTLINE],
  ["ink", "warning-soft", TEXT],
  ["line-strong", "surface", OUTLINE],
  ["line-strong", "surface-raised", OUTLINE],
  ["line-strong", "warning-soft", OUTLINE],
];

for (const look of LOOKS) {
  const name = `${look.theme} (${look.scheme})`;

  Deno.test(`texts and outlines stand out in ${name}`, () => {
    const faint = PAIRS.flatMap(([ink, back, asked]) => {
      const ratio = look.theme === "contrast" ? STRONGER.get(asked) ?? asked : asked;
      const found = contrast(colour(ink, look), colour(back, look));
      return found < ratio ? [`${ink} on ${back}: ${found.toFixed(2)}, not ${ratio}`] : [];
    });
    assert.deepEqual(faint, []);
  });

  Deno.test(`the initials on every avatar can be read in ${name}`, () => {
    const least = look.theme === "contrast" ? 7 : TEXT;
    for (let index = 0; index < AVATAR_HUES; index++) {
      const hue = Number(
        match(AVATARS, new RegExp(`\\.hue-${index} \\{\\s*--avatar-hue: (\\d+)`)),
      );
      const [ink, back] = ["ink", "back"].map((part) => {
        const parts = token(`avatar-${look.scheme}-${part}`, look.theme).split(" ").map(Number);
        return oklch(parts[0]!, parts[1]!, hue);
      });
      const found = contrast(ink!, back!);
      assert.ok(found >= least, `hue-${index}: ${found.toFixed(2)}`);
    }
  });

  Deno.test(`the browser's frame has the colour of the page in ${name}`, () => {
    assert.equal(THEME_COLOURS[look.theme][look.scheme], hex("surface-sunken", look));
  });
}

Deno.test("a theme without a colour scheme of its own follows the system's", () => {
  const both = THEMES.filter((theme) => schemesOf(theme).length === 2);
  assert.deepEqual(both, ["system", "contrast"]);
});

Deno.test("no style sheet but those of the tokens and themes holds a colour of its own", async () => {
  for await (const { name } of Deno.readDir(STYLES)) {
    if (COLOURED.includes(name)) continue;
    const css = await Deno.readTextFile(new URL(name, STYLES));
    const literals = css.match(/#[0-9a-f]{3,8}\b(?=[^{}]*;)|\brgba?\(|\bhsla?\(/gi) ?? [];
    assert.deepEqual(literals, [], name);
  }
});

Deno.test("no style sheet says left or right where it could say start or end", async () => {
  for await (const { name } of Deno.readDir(STYLES)) {
    const css = (await Deno.readTextFile(new URL(name, STYLES))).replace(/\/\*[\s\S]*?\*\//g, "");
    const physical = css.match(/[\w-]*\b(?:left|right|top|bottom|width|height)\s*:/g) ?? [];
    // Media features have no logical names, and strokes and lines no sides.
    const ours = physical.filter((found) =>
      !/^(?:(?:min|max)-width|line-height|stroke-width)\s*:/.test(found)
    );
    assert.deepEqual(ours, [], name);
  }
});

function match(css: string, pattern: RegExp): string {
  const found = pattern.exec(css)?.[1];
  assert.ok(found !== undefined, `nothing matches ${pattern}`);
  return found;
}

/** What `themes.css` says of one theme; nothing of those that stand in `tokens.css`. */
function themeBlock(theme: Theme): string | undefined {
  return new RegExp(`^\\[data-theme="${theme}"\\] \\{([^}]+)\\}`, "m").exec(THEME_SHEET)?.[1];
}

function schemesOf(theme: Theme): string[] {
  const own = new RegExp(`^\\[data-theme="${theme}"\\] \\{\\s*color-scheme: ([a-z ]+);`, "m");
  const found = own.exec(THEME_SHEET) ?? own.exec(TOKENS);
  return found?.[1]?.split(" ") ?? ["light", "dark"];
}

/** A token's value under `theme`: its own, or that of the default theme. */
function token(name: string, theme: Theme): string {
  const pattern = new RegExp(`--${name}: ([^;]+);`);
  return pattern.exec(themeBlock(theme) ?? "")?.[1] ?? match(TOKENS, pattern);
}

function hex(name: string, { theme, scheme }: Look): string {
  const value = token(name, theme);
  const pair = /^light-dark\((.+), (.+)\)$/.exec(value);
  const own = pair === null ? value : pair[scheme === "light" ? 1 : 2] ?? "";
  return match(own, /^(#[0-9a-f]{6})$/);
}

function colour(name: string, look: Look): Rgb {
  const digits = hex(name, look).slice(1);
  return [0, 2, 4].map((at) => linear(parseInt(digits.slice(at, at + 2), 16) / 255)) as Rgb;
}

/** sRGB to linear light. */
function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** OKLCH to linear sRGB, out-of-gamut parts cut off (CSS Color 4, section 18). */
function oklch(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const rgb: Rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return rgb.map((part) => Math.min(1, Math.max(0, part))) as Rgb;
}

/** Contrast ratio of WCAG 2.2 between two colours in linear light. */
function contrast(a: Rgb, b: Rgb): number {
  const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
