/**
 * The directions that imports may take, and the check of them. The rules are a table: the first
 * area whose pattern a file matches is the one it belongs to, and a file of no area is free.
 */

import type { SourceFile } from "../../tools/words/syntax.ts";

interface Area {
  name: string;
  files: RegExp;
  /** Files of ours that the area may import, beside itself. Absent: all but `never`. */
  may?: RegExp;
  /** Imports that the area must not have: paths of ours, package names or `node:` names. */
  never?: RegExp;
}

const WORKER_SHELL = /(?:^|[/_])worker\.ts$/;
const TEST = /_test\.tsx?$/;
const FREE = /^(?:main\.ts$|tests\/|tools\/|bench\/|vite\.config\.ts$)/;
const MAY_READ_ENVIRONMENT = /^(?:config\.ts$|tests\/|tools\/|bench\/)/;

/**
 * What a browser has not: the runtime's modules and the drivers of our servers; and what it does
 * not load for its weight, as `x509/` does all that it needs of X.509.
 */
const NOT_IN_A_BROWSER =
  /^(?:node:|@peculiar\/|(?:amqplib|ldapts|ws|nitro|vite|playwright-core|reflect-metadata)(?:[/@]|$))/;
const PORT = "(?:[\\w/]+[/_])?port\\.ts$";
/** What a form's input must be, checked in the page and again on the server. */
const FORM_RULES = "directory/(?:password_policy|person_rules)\\.ts$";

const AREAS: readonly Area[] = [
  { name: "i18n", files: /^i18n\//, may: /^$/, never: NOT_IN_A_BROWSER },
  { name: "protocol", files: /^protocol\//, may: /^$/, never: NOT_IN_A_BROWSER },
  {
    name: "e2ee",
    files: /^e2ee\//,
    may: /^(?:protocol|x509)\//,
    never: NOT_IN_A_BROWSER,
  },
  { name: "x509", files: /^x509\//, may: /^protocol\//, never: NOT_IN_A_BROWSER },
  { name: "workers", files: /^workers\//, may: /^protocol\//, never: NOT_IN_A_BROWSER },
  {
    name: "client",
    files: /^client\//,
    may: new RegExp(`^(?:(?:protocol|e2ee|x509|workers|i18n)/|${FORM_RULES})`),
    never: NOT_IN_A_BROWSER,
  },
  {
    name: "islands",
    files: /^islands\//,
    may: /^(?:client|components|protocol|i18n)\//,
    never: NOT_IN_A_BROWSER,
  },
  {
    name: "components",
    files: /^components\//,
    // What they show is typed by the view model; the rest of the client is not theirs. The table of
    // emoji is the JSON of a package.
    may:
      /^(?:(?:protocol|i18n|emoji-picker-element-data)\/|client\/(?:model|preferences\/(?:preferences|look)|(?:window|sign_in)\/port)\.ts$)/,
    never: NOT_IN_A_BROWSER,
  },
  {
    name: "routes",
    files: /^routes\//,
    may: new RegExp(
      `^(?:(?:islands|components|protocol|i18n)/|client/preferences/(?:preferences|look|theme_colours)\\.ts$|server/(?:services|http/\\w+)\\.ts$|${PORT})`,
    ),
    never: /^(?:amqplib|ldapts|node:sqlite)(?:[/@]|$)/,
  },
  { name: "ca", files: /^ca\//, never: /^(?:directory|routes|islands|components|client)\// },
  { name: "directory", files: /^directory\//, never: /^(?:ca|routes|islands|components|client)\// },
  { name: "broker", files: /^broker\//, never: /^(?:routes|islands|components|client)\// },
  {
    name: "server",
    files: /^server\//,
    // Of `e2ee/` it runs the checks that need no secret.
    may: new RegExp(`^(?:(?:protocol|e2ee|x509|workers|i18n|\\.build)/|${FORM_RULES}|${PORT})`),
  },
];

/** One sentence for each import and each reading of the environment that breaks a rule. */
export function brokenRules(files: readonly SourceFile[]): string[] {
  return files.filter(({ path }) => !FREE.test(path) && !TEST.test(path)).flatMap((file) => {
    const code = withoutComments(file.text);
    return [...brokenImports(file.path, code), ...environmentReads(file.path, code)];
  });
}

function brokenImports(path: string, code: string): string[] {
  const area = AREAS.find(({ files }) => files.test(path));
  if (area === undefined || WORKER_SHELL.test(path)) return [];
  return importsOf(path, code)
    .filter((target) => !isAllowed(area, target))
    .map((target) => `${path} imports ${target}, which ${area.name} must not`);
}

function isAllowed({ files, may, never }: Area, target: string): boolean {
  if (never?.test(target)) return false;
  return files.test(target) || may === undefined || !isOurs(target) || may.test(target);
}

/** A path of ours ends in a file name with an extension; a package or `node:` name does not. */
function isOurs(target: string): boolean {
  return /\.(?:tsx?|mjs|json|css)$/.test(target);
}

function environmentReads(path: string, code: string): string[] {
  if (MAY_READ_ENVIRONMENT.test(path) || !/\b(?:Deno|process)\s*\.\s*env\b/.test(code)) return [];
  return [`${path} reads the environment, which only config.ts may`];
}

/** Everything that `code` imports: paths of ours from the root, other names as they are. */
function importsOf(path: string, code: string): string[] {
  const specifiers = code.matchAll(/\b(?:from|import)\s*\(?\s*(["'`])([^"'`]+)\1/g);
  return [...specifiers].map(([, , specifier]) => resolve(path, specifier!));
}

function resolve(path: string, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier.replace(/^npm:/, "");
  return new URL(specifier, `file:///${path}`).pathname.slice(1);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}
