/** Reads the JSON body of a request. */

import { AppError } from "../../protocol/errors.ts";
import { parseJson } from "../../protocol/strict.ts";

/**
 * The JSON value of a request's body.
 *
 * @throws {AppError} `invalid` when it says that it is not JSON, or is none.
 */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim();
  if (type !== "application/json") {
    throw new AppError("invalid", "Send a JSON body with content-type application/json.", {
      field: "content-type",
    });
  }
  return parseJson("the request", await request.text());
}
