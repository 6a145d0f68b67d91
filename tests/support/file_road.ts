/** The browser's way of files for a person without a browser: the same code, without the worker. */

import { systemRandom } from "../../e2ee/environment.ts";
import type { FilePayload } from "../../e2ee/payload.ts";
import { type FileHttp, fileHttp } from "../../client/files/file_http.ts";
import type { FileRoad, SealedFile } from "../../client/files/port.ts";
import { timerSleep } from "../../client/files/retry.ts";
import { httpFileRoad } from "../../client/files/road.ts";
import { localSealing } from "../../client/files/sealing.ts";
import type { Account } from "./account.ts";

export interface TestRoad extends FileRoad {
  /** The endpoints alone. */
  http: FileHttp;
}

export function testFileRoad(origin: string, { cookie }: Pick<Account, "cookie">): TestRoad {
  const http = fileHttp(origin, (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set("cookie", cookie);
    headers.set("origin", origin);
    return fetch(input, { ...init, headers });
  });
  return {
    ...httpFileRoad({
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
