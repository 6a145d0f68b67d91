import assert from "node:assert/strict";
import { isEveryInterface, readHost, readUrlHost } from "./host.ts";

Deno.test("names and addresses are read in one form", () => {
  const read: [string, string][] = [
    ["localhost", "localhost"],
    ["Chat.Example.ORG", "chat.example.org"],
    ["my_machine", "my_machine"],
    ["xn--bcher-kva.example", "xn--bcher-kva.example"],
    ["3com.example", "3com.example"],
    [`${"a".repeat(63)}.example`, `${"a".repeat(63)}.example`],
    ["192.0.2.7", "192.0.2.7"],
    ["2001:DB8:0:0::1", "2001:db8::1"],
    ["0:0:0:0:0:0:0:0", "::"],
    ["::ffff:0.0.0.0", "0.0.0.0"],
  ];
  for (const [text, host] of read) assert.equal(readHost(text), host, text);
});

Deno.test("what systems and URLs take for different machines, or for none, is no host", () => {
  const none = [
    ...["0.0.0.1", "224.0.0.1", "255.255.255.255", "ff02::1"],
    ...["", "0", "127.1", "0x7f000001", "017700000001", "1.2.3.4.5", "256.1.1.1", "host.0x1"],
    ...["*", "*.example", "a b", "a,b", "a;b", "-a", "a-", "a..b", ".a", "a.", "bücher.example"],
    ...["host:80", "[::1]", "fe80::1%eth0", "::1::", "user@host", "http://host", "host/path"],
    ...["a".repeat(64), `${"a.".repeat(127)}a`, "٣.example", "a\u0000b"],
  ];
  for (const text of none) assert.equal(readHost(text), undefined, JSON.stringify(text));
});

Deno.test("in a URL an IPv6 address stands in brackets, and nothing else does", () => {
  assert.equal(readUrlHost("[::1]"), "::1");
  assert.equal(readUrlHost("chat.example"), "chat.example");
  for (const host of ["::1", "[chat.example]", "[127.0.0.1]", "[]", "chat.example;x", ""]) {
    assert.equal(readUrlHost(host), undefined, host);
  }
});

Deno.test("every interface is told from one of them", () => {
  for (const host of ["0.0.0.0", "::", "0::0", "::ffff:0:0"]) {
    assert.ok(isEveryInterface(readHost(host)!), host);
  }
  for (const host of ["localhost", "127.0.0.1", "::1"]) assert.ok(!isEveryInterface(host), host);
});
