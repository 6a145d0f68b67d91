/**
 * Reads what `deno compile` put into a binary, from the binary itself: the list that the command
 * prints is folded (`accounts/*`) and for people.
 *
 * The data section of Deno 2.9 (`cli/lib/standalone/binary.rs` there), numbers little-endian:
 * magic, u64 length and metadata (JSON), u64 length and npm snapshot, three tables of remote
 * modules, u64 length and the tree of files (JSON), u64 length and the contents of the files.
 */
import { Buffer } from "node:buffer";

const MAGIC = "d3n0l4nd";
const FIRST_TABLES = 3;

/** What one binary holds. */
export interface Embedded {
  /** Path of the module that it starts with. */
  entry: string;
  /** The import map, as the text of a `deno.json`. */
  importMap: string;
  /** npm packages by id, such as `ws@8.23.0`. */
  packages: ReadonlyMap<string, EmbeddedPackage>;
  /** Id of the package that a specifier of the import map means (`ws@8.23.0`). */
  roots: ReadonlyMap<string, string>;
  /** Contents by path from the binary's root, with forward slashes. */
  files: ReadonlyMap<string, Uint8Array>;
}

export interface EmbeddedPackage {
  name: string;
  version: string;
  /** Ids of the packages that it imports, by the name under which it does. */
  dependencies: ReadonlyMap<string, string>;
}

interface Metadata {
  entrypoint_key: string;
  workspace_resolver: { import_map: { json: string } | null };
}

/** One entry of the tree of files; `o` is offset and length of the content. */
type Entry =
  | { Dir: { n: string; e: Entry[] } }
  | { File: { n: string; o: [number, number] } };

/**
 * Finds and reads the data section of a compiled binary.
 *
 * @throws {Error} when there is none, or one of another layout.
 */
export function readEmbedded(binary: Uint8Array): Embedded {
  const bytes = Buffer.from(binary.buffer, binary.byteOffset, binary.byteLength);
  const { metadata, reader } = findSection(bytes);
  const { packages, roots } = readSnapshot(new Reader(reader.block()));
  for (let table = 0; table < FIRST_TABLES; table++) {
    if (reader.u32() !== 0) {
      throw new Error("Cannot list the binary's files: it holds modules from the network");
    }
  }
  const tree = JSON.parse(reader.block().toString()) as Entry[];
  const files = new Map<string, Uint8Array>();
  collect(tree, "", reader.block(), files);
  const importMap = metadata.workspace_resolver.import_map?.json ?? "{}";
  return { entry: metadata.entrypoint_key, importMap, packages, roots, files };
}

/** The magic also stands in the code of Deno itself; the section is where metadata follows it. */
function findSection(bytes: Buffer): { metadata: Metadata; reader: Reader } {
  for (let at = bytes.indexOf(MAGIC); at >= 0; at = bytes.indexOf(MAGIC, at + 1)) {
    const reader = new Reader(bytes.subarray(at + MAGIC.length));
    const metadata = asMetadata(reader);
    if (metadata !== undefined) return { metadata, reader };
  }
  throw new Error("Cannot list the binary's files: it has no data section of deno compile");
}

function asMetadata(reader: Reader): Metadata | undefined {
  try {
    const metadata = JSON.parse(reader.block().toString());
    return typeof metadata.entrypoint_key === "string" ? metadata : undefined;
  } catch {
    return undefined;
  }
}

function readSnapshot(reader: Reader): Pick<Embedded, "packages" | "roots"> {
  if (reader.done) return { packages: new Map(), roots: new Map() };
  const ids = reader.list(() => reader.text());
  const idAt = (index: number): string => {
    const id = ids[index];
    if (id === undefined) throw new Error(`Cannot read the npm snapshot: no package ${index}`);
    return id;
  };
  const named = () => [reader.text(), idAt(reader.u32())] as const;
  const roots = new Map(reader.list(named));
  const packages = new Map(ids.map((id) => {
    // What follows an underscore tells apart installations with other peers.
    const [, name, version] = /^(@?[^@]+)@([^_]+)/.exec(id) ?? [];
    if (name === undefined || version === undefined) {
      throw new Error(`Cannot read the npm snapshot: ${JSON.stringify(id)} is no package`);
    }
    return [id, { name, version, dependencies: new Map(reader.list(named)) }];
  }));
  if (!reader.done) throw new Error("Cannot read the npm snapshot: it is longer than expected");
  return { packages, roots };
}

function collect(
  entries: Entry[],
  folder: string,
  contents: Buffer,
  files: Map<string, Uint8Array>,
): void {
  for (const entry of entries) {
    if ("Dir" in entry) collect(entry.Dir.e, `${folder}${entry.Dir.n}/`, contents, files);
    else if ("File" in entry) {
      const { n: name, o: [offset, length] } = entry.File;
      if (offset + length > contents.length) throw new Error(`${folder}${name} is cut off`);
      files.set(folder + name, contents.subarray(offset, offset + length));
    } else throw new Error(`Cannot read what is embedded as ${Object.keys(entry)} in ${folder}`);
  }
}

/** Reads one value after the other. @throws {RangeError} at the end of the bytes. */
class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at === this.#bytes.length;
  }

  u32(): number {
    return this.#take(4).readUInt32LE();
  }

  /** Bytes behind a length of eight bytes. */
  block(): Buffer {
    return this.#take(Number(this.#take(8).readBigUInt64LE()));
  }

  text(): string {
    return this.#take(this.u32()).toString();
  }

  list<T>(read: () => T): T[] {
    return Array.from({ length: this.u32() }, read);
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError("The data section is cut off");
    return this.#bytes.subarray(this.#at, this.#at = end);
  }
}
