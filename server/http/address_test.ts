import assert from "node:assert/strict";
import { isIn, isLoopback, parseAddress, parseAddressBlock, writeAddress } from "./address.ts";

const written = (text: string) => {
  const address = parseAddress(text);
  return address === undefined ? undefined : writeAddress(address);
};

Deno.test("each spelling of an address is one address, written in one way", () => {
  const same: Record<string, string[]> = {
    "192.0.2.7": ["192.0.2.7", "::ffff:192.0.2.7", "::FFFF:c000:207", "0:0:0:0:0:ffff:c000:0207"],
    "2001:db8::1": ["2001:db8::1", "2001:0DB8:0:0:0:0:0:1", "2001:db8:0::0:1", "2001:db8::0.0.0.1"],
    "::1": ["::1", "0:0:0:0:0:0:0:1"],
    "::": ["::", "0::0"],
    "fe80::1": ["fe80::1%eth0", "fe80:0::1"],
  };
  for (const [one, spellings] of Object.entries(same)) {
    for (const spelling of spellings) assert.equal(written(spelling), one, spelling);
  }
});

Deno.test("what is no address is none", () => {
  const bad = [
    "",
    "unknown",
    "_hidden",
    "1.2.3",
    "1.2.3.4.5",
    "256.1.1.1",
    "01.2.3.4",
    " 1.2.3.4",
    ":",
    ":::",
    "1::2::3",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7::8",
    "12345::",
    "g::",
    "::1.2.3",
    "[::1]",
    "1.2.3.4:80",
  ];
  for (const text of bad) assert.equal(parseAddress(text), undefined, text);
});

Deno.test("a block holds its addresses in every spelling, and no others", () => {
  const holds = (block: string, address: string) =>
    isIn(parseAddress(address)!, [parseAddressBlock(block)!]);
  assert.ok(holds("10.0.0.0/8", "10.255.255.255") && holds("10.0.0.0/8", "::ffff:10.1.2.3"));
  assert.ok(!holds("10.0.0.0/8", "11.0.0.0") && !holds("10.0.0.0/8", "2001:db8::1"));
  assert.ok(holds("0.0.0.0/0", "203.0.113.9") && !holds("0.0.0.0/0", "2001:db8::1"));
  assert.ok(holds("fd00::/8", "fd12::3") && !holds("fd00::/8", "fe00::"));
  assert.ok(holds("192.0.2.7", "192.0.2.7") && !holds("192.0.2.7", "192.0.2.6"));
  assert.ok(holds("2001:db8::/64", "2001:db8::ffff") && !holds("2001:db8::/64", "2001:db8:0:1::"));
});

Deno.test("what is no block is none", () => {
  const bad = ["", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/8/9", "10.1.0.0/8", "::/129", "x/8"];
  for (const text of bad) assert.equal(parseAddressBlock(text), undefined, text);
});

Deno.test("loopback is what reaches no other machine", () => {
  for (const text of ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"]) {
    assert.ok(isLoopback(text), text);
  }
  for (const text of ["", "128.0.0.1", "::2", "0.0.0.0", "localhost"]) {
    assert.ok(!isLoopback(text), text);
  }
});
