import assert from "node:assert/strict";
import { addressBlock } from "./address_block.ts";

Deno.test("an IPv4 address stands for itself, in both of its spellings", () => {
  assert.equal(addressBlock("192.0.2.7"), "192.0.2.7");
  assert.equal(addressBlock("::ffff:192.0.2.7"), "192.0.2.7");
});

Deno.test("addresses of one /64 are one place, whatever their spelling", () => {
  const places = [
    "2001:db8:1:2:3:4:5:6",
    "2001:db8:1:2::1",
    "2001:0db8:0001:0002:ffff:ffff:ffff:ffff",
  ].map(addressBlock);
  assert.deepEqual(new Set(places), new Set(["2001:db8:1:2::/64"]));
});

Deno.test("another /64 is another place", () => {
  assert.notEqual(addressBlock("2001:db8:1:2::1"), addressBlock("2001:db8:1:3::1"));
});

Deno.test("zeros that are left out are counted, and a zone is not", () => {
  assert.equal(addressBlock("::1"), "0:0:0:0::/64");
  assert.equal(addressBlock("fe80::1%eth0"), "fe80:0:0:0::/64");
  assert.equal(addressBlock("2001:db8::5:6:7:8"), "2001:db8:0:0::/64");
});
