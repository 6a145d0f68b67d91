import assert from "node:assert/strict";
import { formatTable } from "./table.ts";

Deno.test("columns are even, numbers stand to the right and are not more exact than they should be", () => {
  assert.equal(
    formatTable(["what", "rate"], [["small", 0.1234], ["large", 12345.6], ["none", NaN]]),
    [
      "what     rate",
      "-----  ------",
      "small    0.12",
      "large  12,346",
      "none        -",
    ].join("\n"),
  );
});
