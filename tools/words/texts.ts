/**
 * Reads out of the sources every text that people read: the first arguments of `t()` and `tn()`,
 * and the messages of errors, which are written in English where they are thrown and put into
 * the language of the screens where they are shown (`served()` of `i18n/i18n.ts`).
 */

import { type Node, nodesOf, parse, type SourceFile, stringOf as literal } from "./syntax.ts";

export interface Text {
  /** The English text, which names it in the dictionaries; of texts that count the plural. */
  text: string;
  /** The English singular of a text that counts. */
  one?: string;
  /** Where it stands, for the person who translates it. */
  path: string;
}

export interface Texts {
  texts: Text[];
  /** Calls whose text cannot be read out. */
  unreadable: Unreadable[];
}

export interface Unreadable {
  path: string;
  line: number;
  what: string;
}

/** Where errors are made whose messages reach people. */
const THROWS_FOR_PEOPLE = /^(?:server|directory|ca|x509|broker|protocol|client|e2ee|components)\//;
/** Files whose every sentence is the message of an error, in tables or handed to a form. */
const SENTENCES_FOR_PEOPLE =
  /^(?:directory\/(?:account_problem|person_rules|password_policy|ldap\/errors)|server\/accounts\/refusals|client\/chat\/rooms)\.ts$/;
/** Speaks to whoever starts the program, or to another program, in English. */
const NOT_FOR_PEOPLE =
  /^(?:ca\/(?:files\/(?:authority_files|sqlite_store)|worker\/checked_authority|core\/(?!request_check|person_certificate|enrolment_limit|authority_life)\w+)|broker\/amqp\/broker|server\/http\/json_body|i18n\/i18n)\.ts$/;
/** What one program tells another about a frame or a record that is not in its form. */
const BETWEEN_PROGRAMS = /^Cannot |^$/;
const SPEAKS = /^(?:client|components|islands|routes|server|i18n)\//;
const TEST = /_test\.tsx?$/;

/** All texts of `files` for people, each once, in the order of their paths. */
export function textsOf(files: readonly SourceFile[]): Texts {
  const texts = new Map<string, Text>();
  const unreadable: Unreadable[] = [];
  const ours = files.filter(({ path }) =>
    (SPEAKS.test(path) || THROWS_FOR_PEOPLE.test(path)) && !TEST.test(path) &&
    !NOT_FOR_PEOPLE.test(path)
  );
  for (const file of ours.toSorted((a, b) => a.path < b.path ? -1 : 1)) {
    for (const found of textsOfFile(file)) {
      if ("what" in found) unreadable.push(found);
      else if (!texts.has(found.text)) texts.set(found.text, found);
    }
  }
  return { texts: [...texts.values()], unreadable };
}

function* textsOfFile(file: SourceFile): Generator<Text | Unreadable> {
  const { path, text } = file;
  const program = parse(file);
  const constants = stringConstants(program);
  const unreadable = (node: Node, what: string): Unreadable => (
    { path, line: text.slice(0, node.start).split("\n").length, what }
  );
  for (const node of nodesOf(program)) {
    const [first, second, third] = (node["arguments"] ?? []) as Node[];
    if (isCallOf(node, "t")) {
      const said = literal(first);
      yield said === undefined ? unreadable(node, "t() without a literal") : { text: said, path };
    } else if (isCallOf(node, "tn")) {
      const [one, other] = [literal(second), literal(third)];
      yield one === undefined || other === undefined
        ? unreadable(node, "tn() without literals")
        : { text: other, one, path };
    } else if (THROWS_FOR_PEOPLE.test(path)) {
      const message = isNewError(node) ? second : messageProperty(node);
      const all = message !== undefined && SENTENCES_FOR_PEOPLE.test(path) || isSaid(message)
        ? []
        : messages(message, constants);
      if (all !== undefined) {
        yield* all.filter((one) => !BETWEEN_PROGRAMS.test(one)).map((said) => ({
          text: said,
          path,
        }));
      } else if (isNewError(node)) yield unreadable(node, "an error without a literal message");
      if (SENTENCES_FOR_PEOPLE.test(path)) {
        const sentences = messages(node, constants)?.filter((one) => /^[A-Z].* .*\.$/.test(one));
        yield* (sentences ?? []).map((said) => ({ text: said, path }));
      }
    }
  }
}

/** What stands at `message:` in an object, where that is a sentence. */
function messageProperty(node: Node): Node | undefined {
  const key = node["key"] as Node | undefined;
  if (node.type !== "Property" || key?.["name"] !== "message") return undefined;
  const value = node["value"] as Node;
  return /\.$/.test(literal(value) ?? "") ? value : undefined;
}

function isCallOf(node: Node, name: string): boolean {
  const callee = node["callee"] as Node | undefined;
  return node.type === "CallExpression" && callee?.type === "Identifier" && callee["name"] === name;
}

function isNewError(node: Node): boolean {
  return node.type === "NewExpression" && (node["callee"] as Node)["name"] === "AppError";
}

/** Whether the message is what `t()` or `tn()` answers, which is read at its own call. */
function isSaid(node: Node | undefined): boolean {
  return node !== undefined && (isCallOf(node, "t") || isCallOf(node, "tn"));
}

/** All that a message can be; what is filled in is `{1}`, `{2}` in the order of the template. */
function messages(node: Node | undefined, constants: Constants): string[] | undefined {
  switch (node?.type) {
    case "Literal":
      return typeof node["value"] === "string" ? [node["value"]] : undefined;
    case "TemplateLiteral":
      return [template(node)];
    case "Identifier":
      return constants.get(node["name"] as string);
    case "ConditionalExpression": {
      const one = messages(node["consequent"] as Node, constants);
      const other = messages(node["alternate"] as Node, constants);
      return one === undefined || other === undefined ? undefined : [...one, ...other];
    }
    case "BinaryExpression": {
      const left = messages(node["left"] as Node, constants);
      const right = messages(node["right"] as Node, constants);
      if (node["operator"] !== "+" || left?.length !== 1 || right?.length !== 1) return undefined;
      return [numbered((left[0]! + right[0]!).split(/\{\d+\}/))];
    }
    case "MemberExpression":
      return constants.get((node["object"] as Node)["name"] as string);
    default:
      return undefined;
  }
}

function template(node: Node): string {
  const pieces = (node["quasis"] as { value: { cooked: string } }[]).map(({ value }) =>
    value.cooked
  );
  return numbered(pieces);
}

/** `pieces` with what is filled in between them. */
function numbered(pieces: readonly string[]): string {
  return pieces.reduce((before, piece, at) => `${before}{${at}}${piece}`);
}

type Constants = Map<string, string[]>;

/** Strings, and tables of strings, that a file names. */
function stringConstants(program: Node): Constants {
  const constants: Constants = new Map();
  for (const node of nodesOf(program)) {
    if (node.type !== "VariableDeclarator") continue;
    const init = node["init"] as Node | null;
    const name = (node["id"] as Node)["name"] as string;
    const one = literal(init ?? undefined);
    if (one !== undefined) constants.set(name, [one]);
    if (init?.type === "ObjectExpression") {
      const values = (init["properties"] as Node[]).map((each) => literal(each["value"] as Node));
      if (!values.includes(undefined)) constants.set(name, values as string[]);
    }
  }
  return constants;
}
