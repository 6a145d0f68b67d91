/**
 * The directions that imports may take, and the check of them. `AREAS` is the table: the first area
 * whose pattern a file matches is the one it belongs to. It says where the area's code runs, too.
 */

import { isBuiltin } from "node:module";
import { type Node, nodesOf, parse, type SourceFile, stringOf } from "../../tools/words/syntax.ts";

/** Where the code of an area runs. */
type Runs =
  | "anywhere" // in pages, their workers and the server
  | "server" // in the server's process and its workers
  | "tool"; // started by hand or by a test: imports what it needs

export interface Area {
  name: string;
  runs: Runs;
  files: RegExp;
  /** What the area is for, in a few words. */
  what: string;
  /** Files of ours that the area may import, beside itself. Absent: all. */
  may?: RegExp;
}

const NOTHING = /^$/;
/**
 * Who in the program may import a package or a module of the runtime, and nobody imports any other.
 * The first pattern that matches the module's name counts.
 */
export const PACKAGES: readonly { name: RegExp; files: RegExp }[] = [
  // A browser loads none of it: `x509/` does what it needs of certificates.
  { name: /^(?:@peculiar\/x509|reflect-metadata)$/, files: /^ca\/core\// },
  { name: /^amqplib$/, files: /^broker\/amqp\// },
  { name: /^ldapts$/, files: /^directory\/ldap\// },
  { name: /^hash-wasm$/, files: /^directory\/argon2\.ts$/ },
  { name: /^ws$/, files: /^server\/gateway\// },
  { name: /^(?:nitro\/app|#nitro\/virtual\/polyfills)$/, files: /^server\/pages\// },
  { name: /^fresh\/(?:errors|runtime|types)$/, files: /^(?:components\/page|routes)\// },
  { name: /^preact(?:\/hooks)?$/, files: /^(?:components|islands|routes)\// },
  {
    name: /^@preact\/signals$/,
    files:
      /^(?:(?:components|islands)\/|client\/(?:chat|model|preferences|service_worker|window)\/)/,
  },
  {
    name: /^emoji-picker-element-data\/\w+\/emojibase\/data\.json$/,
    files: /^components\/emoji\//,
  },
  {
    name: /^node:sqlite$/,
    files: /^(?:ca\/files|directory\/embedded|server\/(?:archive|files|sessions|storage))\//,
  },
  {
    name: /^node:/,
    files: /^(?:broker\/|ca\/(?!core\/)|directory\/|server\/|(?:main|config)\.ts$)/,
  },
];
/** The promises of a part, without the part: `broker/port.ts`, `server/archive/port.ts`. */
const PORT = "(?:ca|broker|directory|server/(?:archive|bridge|files|sessions))/port\\.ts$";
/** What a form's input must be, checked in the page and again on the server. */
const FORM_RULES = "directory/(?:password_policy|person_rules)\\.ts$";
/** Drawing sees the rest of the client as types of what is drawn. */
const VIEW_MODEL =
  "client/(?:model/\\w+|preferences/(?:preferences|look|own_font)|(?:window|sign_in)/port)\\.ts$";

/**
 * Files that put a worker together and so know the adapters that the rest of their area must not,
 * each with what it may import beyond its area's rule.
 */
export const WORKER_SHELLS: Readonly<Record<string, RegExp>> = {
  "server/bridge/worker.ts":
    /^(?:broker\/(?:amqp|embedded)\/broker|server\/archive\/sqlite\/archive)\.ts$/,
};

export const AREAS: readonly Area[] = [
  {
    name: "protocol",
    runs: "anywhere",
    files: /^protocol\//,
    what: "what both sides say to each other: ids, limits, frames, strict parsing",
    may: NOTHING,
  },
  {
    name: "x509",
    runs: "anywhere",
    files: /^x509\//,
    what: "certificates: DER, RFC 5280 path validation, PKCS#10",
    // Bytes, ids and bounds have one definition, and it is the protocol's.
    may: /^protocol\/(?:encoding|ids|limits)\.ts$/,
  },
  {
    name: "workers",
    runs: "anywhere",
    files: /^workers\//,
    what: "calls between a thread and its workers",
    may: /^protocol\//,
  },
  {
    name: "i18n",
    runs: "anywhere",
    files: /^i18n\//,
    what: "the languages of the screens",
    may: NOTHING,
  },
  {
    name: "e2ee",
    runs: "anywhere",
    files: /^e2ee\//,
    what: "the end-to-end protocol: keys, identities, control log, epochs, envelopes",
    may: /^(?:protocol|x509)\//,
  },
  {
    name: "client/net",
    runs: "anywhere",
    files: /^client\/net\//,
    what: "HTTP and the socket; knows nothing of conversations",
    may: /^(?:(?:protocol|i18n)\/|client\/model\/connection\.ts$)/,
  },
  {
    name: "client/store",
    runs: "anywhere",
    files: /^client\/store\//,
    what: "this profile's database, and what lies in it",
    may: /^(?:protocol|e2ee|x509|i18n)\//,
  },
  {
    name: "client/model",
    runs: "anywhere",
    files: /^client\/model\//,
    what: "the types of what the screens show",
    may:
      /^(?:(?:protocol|e2ee|i18n)\/|client\/(?:files|search|preferences)\/(?:port|preferences)\.ts$)/,
  },
  {
    name: "client",
    runs: "anywhere",
    files: /^client\//,
    what: "the browser's half: store, connection, sync, sign-in, files, search, notifications",
    may: new RegExp(`^(?:(?:protocol|e2ee|x509|workers|i18n)/|${FORM_RULES})`),
  },
  {
    name: "components/kit",
    runs: "anywhere",
    files: /^components\/kit\//,
    what: "the parts that every screen is drawn with; imports no other room of components",
    may: new RegExp(`^(?:(?:protocol|i18n)/|${VIEW_MODEL})`),
  },
  {
    name: "components",
    runs: "anywhere",
    files: /^components\//,
    what: "drawing",
    may: new RegExp(`^(?:(?:protocol|i18n)/|${VIEW_MODEL})`),
  },
  {
    name: "islands",
    runs: "anywhere",
    files: /^islands\//,
    what: "the interactive roots of the pages",
    may: /^(?:client|components|protocol|i18n)\//,
  },
  {
    name: "routes",
    runs: "server",
    files: /^routes\//,
    what: "pages and JSON endpoints",
    may: new RegExp(
      `^(?:(?:islands|components|protocol|i18n)/|client/preferences/(?:preferences|look|theme_colours)\\.ts$|server/(?:services|http/\\w+)\\.ts$|${PORT})`,
    ),
  },
  {
    name: "directory",
    runs: "server",
    files: /^directory\//,
    what: "who exists: the port, LDAP and embedded adapters",
    may: /^(?:protocol|workers)\//,
  },
  {
    name: "broker",
    runs: "server",
    files: /^broker\//,
    what: "what carries messages between nodes: the port, RabbitMQ and embedded adapters",
    may: /^protocol\//,
  },
  {
    name: "ca/core",
    runs: "server",
    files: /^ca\/core\//,
    what: "the authority's rules: what is certified, revoked and let in",
    may: /^(?:(?:protocol|x509)\/|ca\/port\.ts$|workers\/in_turn\.ts$)/,
  },
  {
    name: "ca",
    runs: "server",
    files: /^ca\//,
    what: "the authority: its core, its files and its worker",
    may: /^(?:protocol|x509|workers)\//,
  },
  {
    name: "server",
    runs: "server",
    files: /^server\//,
    what: "sockets, sessions, accounts, router, archive, bridge, HTTP",
    // Of `e2ee/` it runs the checks that need no secret.
    may: new RegExp(
      `^(?:(?:protocol|e2ee|x509|workers|i18n|\\.build)/|broker/batcher\\.ts$|${FORM_RULES}|${PORT})`,
    ),
  },
  {
    name: "the composition",
    runs: "server",
    files: /^(?:main|config)\.ts$/,
    what: "main.ts puts the program together; config.ts reads the environment",
  },
  {
    name: "tests, tools and benches",
    runs: "tool",
    files: /^(?:(?:tests|tools|bench)\/|vite\.config\.ts$)|_test\.tsx?$/,
    what: "whatever is not in the program",
  },
];

/** What is in no program: a test may look at its subject from all sides, and nobody looks at it. */
const TEST = /^(?:tests\/|.*_test\.tsx?$)/;
const NOT_PROGRAM = /^(?:(?:tests|tools|bench)\/|vite\.config\.ts$|.*_test\.tsx?$)/;
const MAY_READ_ENVIRONMENT = /^config\.ts$/;

/** What a file imports, and what of it cannot be read out. */
export interface Imports {
  targets: string[];
  unreadable: string[];
  readsEnvironment: boolean;
}

/**
 * One sentence for each import that takes a wrong direction or cannot be read out, for each circle
 * of imports (those of types too), for each circle of folders, for each reading of the environment outside of `config.ts`, and
 * for each file that belongs to no area.
 */
export function brokenRules(files: readonly SourceFile[]): string[] {
  const imports = new Map(files.map((file) => [file.path, importsOf(file)]));
  const targets = new Map([...imports].map(([path, { targets }]) => [path, targets]));
  return [
    ...[...imports].flatMap(([path, found]) => wrongDirections(path, found)),
    ...circles(targets).map((circle) => `${circle.join(" -> ")} is a circle of imports`),
    ...circlesOfFolders(targets),
  ];
}

function wrongDirections(
  path: string,
  { targets, unreadable, readsEnvironment }: Imports,
): string[] {
  const area = AREAS.find(({ files }) => files.test(TEST.test(path) ? "tests/" : path));
  if (area === undefined) return [`${path} belongs to no area of the import rules`];
  const isProgram = !NOT_PROGRAM.test(path);
  const wrong = targets.filter((target) =>
    isProgram && NOT_PROGRAM.test(target) ||
    !isAllowed(area, path, target) && WORKER_SHELLS[path]?.test(target) !== true
  );
  return [
    ...wrong.map((target) => `${path} imports ${target}, which ${area.name} must not`),
    ...unreadable.filter(() => isProgram && area.runs !== "tool")
      .map((what) => `${path} imports something that only running it tells: ${what}`),
    ...isProgram && readsEnvironment && !MAY_READ_ENVIRONMENT.test(path)
      ? [`${path} reads the environment, which only config.ts may`]
      : [],
  ];
}

function isAllowed({ runs, files, may }: Area, path: string, target: string): boolean {
  if (runs === "tool") return true;
  const known = PACKAGES.find(({ name }) => name.test(target));
  if (known !== undefined) return known.files.test(path);
  return isOurs(target) && (files.test(target) || may === undefined || may.test(target));
}

/** A path of ours ends in a file name with an extension; a package or `node:` name does not. */
function isOurs(target: string): boolean {
  return /\.(?:tsx?|mjs|js|json|css)$/.test(target) || target.includes("*");
}

/**
 * The circles among `imports`: the strongly connected components of more than one file (Tarjan,
 * 1972), each as the files on one way round it, and files that import themselves.
 */
function circles(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const visit = (path: string): void => {
    order.set(path, order.size);
    lowest.set(path, order.get(path)!);
    open.push(path);
    for (const target of imports.get(path) ?? []) {
      if (!imports.has(target)) continue;
      if (!order.has(target)) visit(target);
      if (open.includes(target)) {
        lowest.set(path, Math.min(lowest.get(path)!, lowest.get(target)!));
      }
    }
    if (lowest.get(path) !== order.get(path)) return;
    const component = open.splice(open.indexOf(path));
    if (component.length > 1 || imports.get(path)!.includes(path)) {
      found.push(wayRound(path, new Set(component), imports));
    }
  };
  for (const path of imports.keys()) if (!order.has(path)) visit(path);
  return found;
}

/**
 * The circles among what lies in one folder, where a folder in it stands for all that it holds: who
 * reads one of two such folders has to read both. Circles of files alone are left to `circles`.
 */
function circlesOfFolders(imports: ReadonlyMap<string, readonly string[]>): string[] {
  /** By folder: what each file or folder in it imports of the others, with an import that does so. */
  const folders = new Map<string, Map<string, Map<string, string>>>();
  for (const [path, targets] of imports) {
    for (const target of targets) {
      if (!imports.has(target) || NOT_PROGRAM.test(path) || NOT_PROGRAM.test(target)) continue;
      const { folder, from, to } = parting(path, target);
      if (from === to) continue;
      const inFolder = folders.getOrInsertComputed(folder, () => new Map());
      inFolder.getOrInsertComputed(from, () => new Map()).set(to, `${path} imports ${target}`);
      inFolder.getOrInsertComputed(to, () => new Map());
    }
  }
  return [...folders.values()].flatMap((inFolder) => {
    const parts = new Map([...inFolder].map(([from, to]) => [from, [...to.keys()]]));
    return circles(parts).filter((way) => !way.every(isOurs)).map((way) => {
      const steps = way.slice(1).map((to, i) => inFolder.get(way[i]!)!.get(to)!);
      return `${way.join(" -> ")} is a circle of folders: ${steps.join(", ")}`;
    });
  });
}

/** The deepest folder that holds both, and what leads to each of them in it. */
function parting(path: string, target: string): { folder: string; from: string; to: string } {
  const [ours, theirs] = [path.split("/"), target.split("/")];
  let depth = 0;
  while (depth < ours.length - 1 && ours[depth] === theirs[depth]) depth++;
  const upTo = (parts: string[], length: number) => parts.slice(0, length).join("/");
  return { folder: upTo(ours, depth), from: upTo(ours, depth + 1), to: upTo(theirs, depth + 1) };
}

/** The shortest way from `start` through `component` back to it. */
function wayRound(
  start: string,
  component: ReadonlySet<string>,
  imports: ReadonlyMap<string, readonly string[]>,
): string[] {
  const ways = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const target of imports.get(way.at(-1)!) ?? []) {
      if (target === start) return [...way, start];
      if (!component.has(target) || seen.has(target)) continue;
      seen.add(target);
      ways.push([...way, target]);
    }
  }
  return [...component];
}

/** Everything that `file` imports: paths of ours from the root, other names as they are. */
export function importsOf(file: SourceFile): Imports {
  const found: Imports = { targets: [], unreadable: [], readsEnvironment: false };
  for (const node of nodesOf(parse(file))) {
    const module = importedModule(node);
    if (module !== undefined) {
      const name = stringOf(module);
      if (name === undefined) found.unreadable.push(file.text.slice(node.start, node.start + 60));
      else if (ELSEWHERE.test(name)) found.unreadable.push(name);
      else found.targets.push(resolve(file.path, name));
    }
    found.readsEnvironment ||= readsEnvironment(node);
  }
  for (const [, name] of file.text.matchAll(NAMED_IN_COMMENT)) {
    found.targets.push(resolve(file.path, name!));
  }
  found.readsEnvironment ||= found.targets.includes("node:process");
  return found;
}

/** What the compiler reads because a comment names it. */
const NAMED_IN_COMMENT =
  /^\s*\/\/\/?\s*(?:<reference\s+(?:path|types)\s*=\s*|@(?:deno|ts)-types\s*=\s*)["']([^"']+)["']/gm;

/** Modules that are no file of ours, no package of `deno.json` and no part of the runtime. */
const ELSEWHERE = /^(?:jsr|https?|data|blob|file):/;

/** The name of a module, as a node, where `node` makes the file depend on one. */
function importedModule(node: Node): Node | undefined {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
    case "ImportExpression":
      return node["source"] as Node ?? undefined;
    case "TSImportType":
      return (node["source"] ?? node["argument"]) as Node;
    case "TSExternalModuleReference":
      return node["expression"] as Node;
    case "CallExpression":
      return isNamed(node["callee"], "require") || ofThisModule(node["callee"] as Node)
        ? (node["arguments"] as Node[])[0] ?? node
        : undefined;
    case "NewExpression": {
      // A worker: new URL("./worker.ts", import.meta.url). Other files beside are data.
      const [address, base] = node["arguments"] as (Node | undefined)[];
      const isBeside = (base?.["object"] as Node | undefined)?.type === "MetaProperty";
      const mayBeCode = /\.(?:tsx?|mjs|js)$/.test(stringOf(address) ?? ".ts");
      return isNamed(node["callee"], "URL") && isBeside && mayBeCode ? address : undefined;
    }
    default:
      return undefined;
  }
}

function isNamed(node: unknown, name: string): boolean {
  return (node as Node).type === "Identifier" && (node as Node)["name"] === name;
}

/** `import.meta.glob(...)`, which the bundler makes imports of, and `import.meta.resolve(...)`. */
function ofThisModule(callee: Node): boolean {
  return callee.type === "MemberExpression" &&
    (callee["object"] as Node).type === "MetaProperty" &&
    ["glob", "resolve"].some((name) => isNamed(callee["property"], name));
}

/** `Deno.env`, `Deno?.env`, `{ env } = Deno`, another name for `Deno`, and the same of `process`. */
function readsEnvironment(node: Node): boolean {
  switch (node.type) {
    case "MemberExpression":
      return isRuntime(node["object"] as Node) && propertyOf(node) === "env";
    case "VariableDeclarator":
      return takesEnvironment(node["id"] as Node, node["init"] as Node | null);
    case "AssignmentPattern":
    case "AssignmentExpression":
      return takesEnvironment(node["left"] as Node, node["right"] as Node);
    default:
      return false;
  }
}

function takesEnvironment(into: Node, from: Node | null): boolean {
  if (from === null || !isRuntime(from)) return false;
  const properties = into["properties"] as Node[] | undefined;
  return properties?.some(({ type, key, computed }) =>
    type === "RestElement" || computed === true || isNamed(key, "env")
  ) ?? true;
}

/** `Deno`, `globalThis.Deno`, and the same of `process`. */
function isRuntime(node: Node): boolean {
  const name = node.type === "MemberExpression" && isNamed(node["object"], "globalThis")
    ? propertyOf(node)
    : node["name"];
  return name === "Deno" || name === "process";
}

/** The name of the property of `object.name` and `object["name"]`. */
function propertyOf(node: Node): unknown {
  const property = node["property"] as Node;
  return node["computed"] === true ? stringOf(property) : property["name"];
}

function resolve(path: string, specifier: string): string {
  if (!specifier.startsWith(".")) {
    const name = specifier.replace(/^npm:\/*/, "");
    return isBuiltin(name) && !name.startsWith("node:") ? `node:${name}` : name;
  }
  // Square brackets in the names of routes stay as they are.
  return decodeURI(new URL(specifier, `file:///${path}`).pathname.slice(1)).replace(/\/+/g, "/");
}
