/** The server's own rules and disk for files, without HTTP, for tests that hold the clock. */

import type { FileHttp } from "../../client/files/file_http.ts";
import { httpFileTransport } from "../../client/files/transport.ts";
import { localSealing } from "../../client/files/sealing.ts";
import type { FileTransport } from "../../client/files/port.ts";
import { systemRandom } from "../../e2ee/environment.ts";
import { fromBase64Url } from "../../protocol/encoding.ts";
import { writeContentDigest } from "../../protocol/files.ts";
import type { UserId } from "../../protocol/ids.ts";
import { openDiskFiles } from "../../server/files/disk/disk_files.ts";
import { Files } from "../../server/files/files.ts";

export interface ServerFiles {
  files: Files;
  /** The endpoints as `user` has them; every call lands in `log`. */
  http: FileHttp;
  transport: FileTransport;
  /** What was asked: `create`, `put 0`, `complete`, `keep`, `get 0`, `remove`. */
  log: string[];
  folder: string;
  close(): Promise<void>;
}

/** @param now the server's clock, epoch milliseconds. */
export async function serverFiles(
  { now, user, maxPersonBytes = 1e12 }: {
    now: () => number;
    user: UserId;
    maxPersonBytes?: number;
  },
): Promise<ServerFiles> {
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-files-" });
  const store = openDiskFiles(folder);
  const files = new Files({
    store,
    // Everybody is a member, and has sent what he says.
    archive: { summary: () => Promise.resolve({}), senderOf: () => Promise.resolve(user) },
    maxTotalBytes: 1e12,
    maxPersonBytes,
    clock: now,
    log: () => {},
  });
  const log: string[] = [];
  const noted = <T>(what: string, work: () => Promise<T>) => {
    log.push(what);
    return work();
  };
  const http: FileHttp = {
    create: (file) => noted("create", async () => (await files.create(user, { ...file })).status),
    status: (id) => noted("status", () => files.status(user, id)),
    put: (id, index, chunk, digest) =>
      noted(`put ${index}`, () =>
        files.putChunk(
          user,
          id,
          index,
          writeContentDigest(fromBase64Url(digest)),
          () => Promise.resolve(chunk),
        )),
    complete: (id) => noted("complete", () => files.complete(user, id)),
    keep: (id, item) => noted("keep", () => files.keep(user, id, { item })),
    get: async (id, index) =>
      (await noted(`get ${index}`, () => files.chunk(user, id, index))).bytes,
    remove: (id) => noted("remove", () => files.remove(user, id)),
  };
  const transport = httpFileTransport({
    http,
    sealing: localSealing(() => Promise.resolve({ width: 3, height: 2 })),
    randomBytes: systemRandom,
    random: () => 0,
    sleep: () => Promise.resolve(),
  });
  return {
    files,
    http,
    transport,
    log,
    folder,
    close: async () => {
      await store.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
