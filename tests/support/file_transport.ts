/** The browser's transport of files for a person without a browser: as there, but for the worker. */

import { systemRandom } from "../../e2ee/environment.ts";
import type { FilePayload } from "../../e2ee/payload.ts";
import { type FileHttp, fileHttp } from "../../client/files/file_http.ts";
import type { FileTransport, SealedFile } from "../../client/files/port.ts";
import { timerSleep } from "../../client/files/retry.ts";
import { httpFileTransport } from "../../client/files/transport.ts";
import { localSealing } from "../../client/files/sealing.ts";
import type { Account } from "./account.ts";

export interface TestTransport extends FileTransport {
  /** The endpoints alone. */
  http: FileHttp;
}

export function testFileTransport(
  origin: string,
  { cookie }: Pick<Account, "cookie">,
): TestTransport {
  const http = fileHttp(origin, (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set("cookie", cookie);
    headers.set("origin", origin);
    return fetch(input, { ...init, headers });
  });
  return {
    ...httpFileTransport({
      http,
      sealing: localSealing(),
      randomBytes: systemRandom,
      random: Math.random,
      sleep: timerSleep,
    }),
    http,
  };
}

/** What a message would say of `file`. */
export function payloadOf(file: SealedFile): FilePayload {
  return { type: "file", ...file, target: "", caption: "" };
}
