/** The kind `receipt`: everything up to its target has arrived with its sender, or was read. */

import type { MarkKind } from "./kind.ts";

export const RECEIPT: MarkKind = { role: "mark" };
