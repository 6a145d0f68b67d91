import assert from "node:assert/strict";
import { parseAddressBlock } from "./address.ts";
import { clientOf, type Way } from "./forwarded.ts";

const TRUSTED = ["127.0.0.1", "10.0.0.0/8", "fd00::/8"].map((text) => parseAddressBlock(text)!);

function client(way: Partial<Way>): string {
  return clientOf({ peer: "127.0.0.1", forwarded: "", xForwardedFor: "", ...way }, TRUSTED);
}

Deno.test("what a client writes itself counts for nothing", () => {
  for (const peer of ["192.0.2.7", "::ffff:192.0.2.7"]) {
    const forged = { xForwardedFor: "203.0.113.9", forwarded: "for=203.0.113.9" };
    assert.equal(client({ peer, ...forged }), "192.0.2.7");
  }
});

Deno.test("without trusted proxies no header is read", () => {
  const way = { peer: "127.0.0.1", forwarded: "for=203.0.113.9", xForwardedFor: "203.0.113.9" };
  assert.equal(clientOf(way, []), "127.0.0.1");
});

Deno.test("behind a proxy it is the address that the proxy saw, not what stands left of it", () => {
  assert.equal(client({ xForwardedFor: "203.0.113.9" }), "203.0.113.9");
  assert.equal(client({ xForwardedFor: "1.1.1.1, 10.9.9.9, 203.0.113.9" }), "203.0.113.9");
  assert.equal(client({ forwarded: "for=1.1.1.1, for=203.0.113.9;proto=https" }), "203.0.113.9");
});

Deno.test("behind several proxies the list is read through those that are trusted", () => {
  assert.equal(client({ xForwardedFor: "1.1.1.1, 203.0.113.9, 10.0.0.2,10.0.0.3" }), "203.0.113.9");
  assert.equal(client({ xForwardedFor: "203.0.113.9, fd00::5, ::ffff:10.0.0.3" }), "203.0.113.9");
  assert.equal(
    client({ xForwardedFor: "10.0.0.1, 10.0.0.2" }),
    "10.0.0.1",
    "a client of our own net",
  );
});

Deno.test("ports, brackets, quotes and mapped addresses are read as what they are", () => {
  const written: Record<string, Partial<Way>> = {
    "203.0.113.9": { xForwardedFor: "::ffff:203.0.113.9" },
    "203.0.113.10": { xForwardedFor: "203.0.113.10:51000" },
    "2001:db8::1": { xForwardedFor: "2001:DB8:0::1" },
    "2001:db8::2": { forwarded: 'For="[2001:db8::2]:4711";by=10.0.0.1' },
    "2001:db8::3": { forwarded: 'by=_x; for="[2001:db8::3]"' },
    "203.0.113.11": { forwarded: 'for="203.0.113.11:80"' },
    "203.0.113.12": { forwarded: 'host="a,b;c\\"=d";for=203.0.113.12' },
  };
  for (const [address, way] of Object.entries(written)) assert.equal(client(way), address);
});

Deno.test("without a header it is the proxy's own request", () => {
  for (const way of [{}, { xForwardedFor: " " }, { xForwardedFor: " , ", forwarded: "," }]) {
    assert.equal(client(way), "127.0.0.1", JSON.stringify(way));
  }
});

Deno.test("what a proxy did not say is not guessed, nor is it the proxy's: it is unknown", () => {
  const silent: Partial<Way>[] = [
    { xForwardedFor: "unknown" },
    { xForwardedFor: "203.0.113.9, unknown" },
    { forwarded: "for=_hidden" },
    { forwarded: "for=unknown, for=10.0.0.3" },
    { forwarded: "proto=https" },
    { forwarded: "for=203.0.113.9;for=203.0.113.8" },
    { forwarded: 'for="203.0.113.9' },
    { forwarded: "nonsense" },
    { forwarded: "for=203.0.113.9;" },
    { forwarded: "nonsense, for=203.0.113.9" },
    { forwarded: 'for=", for=203.0.113.9' },
  ];
  for (const way of silent) assert.equal(client(way), "unknown", JSON.stringify(way));
});

Deno.test("of two headers that do not agree neither is believed: one came from the client", () => {
  const both = (xForwardedFor: string, forwarded: string) => client({ xForwardedFor, forwarded });
  for (
    const forged of ["for=198.51.100.1", "for=x", "for=unknown", "for=127.0.0.1", "nonsense", '"']
  ) {
    assert.equal(both("203.0.113.9", forged), "unknown", forged);
  }
  assert.equal(both("unknown", "for=198.51.100.1"), "unknown");
  assert.equal(both("1.1.1.1, 203.0.113.9", 'for="203.0.113.9:80"'), "203.0.113.9");
});

Deno.test("empty elements of a list are no elements (RFC 9110 5.6.1.2)", () => {
  for (
    const list of ["203.0.113.9,", ",203.0.113.9", "1.1.1.1, ,203.0.113.9 , ,", ",,203.0.113.9,,"]
  ) {
    assert.equal(client({ xForwardedFor: list }), "203.0.113.9", list);
    const forwarded = list.replaceAll(/[\d.]+/g, "for=$&;proto=https");
    assert.equal(client({ forwarded }), "203.0.113.9", forwarded);
  }
  assert.equal(client({ xForwardedFor: "203.0.113.9", forwarded: ", " }), "203.0.113.9");
});

Deno.test("a list of thousands costs little and names nobody by its far end", () => {
  const xForwardedFor = Array(5_000).fill("10.0.0.1").join(",");
  assert.equal(client({ xForwardedFor: `203.0.113.9,${xForwardedFor}` }), "unknown");
});
