import assert from "node:assert/strict";
import {
  provideServices,
  requestContext,
  type Services,
  services,
  setRequestContext,
} from "./services.ts";

/** Services that are told apart by identity and never called. */
const someServices = () => ({}) as Services;

Deno.test("the services that were provided last are the ones in use", () => {
  const first = someServices();
  const second = someServices();
  provideServices(first);
  provideServices(second);
  assert.equal(services(), second);
});

Deno.test("a second copy of the module sees the same services and contexts", async () => {
  const provided = someServices();
  provideServices(provided);
  const request = new Request("http://localhost/");
  setRequestContext(request, { clientAddress: "192.0.2.1", isLocal: false, nonce: "bm9uY2U=" });
  const copy = await import(`./services.ts?copy=${crypto.randomUUID()}`) as {
    services: typeof services;
    requestContext: typeof requestContext;
  };
  assert.notEqual(copy.services, services);
  assert.equal(copy.services(), provided);
  assert.equal(copy.requestContext(request).clientAddress, "192.0.2.1");
});

Deno.test("a request that the HTTP layer did not make has no context", () => {
  assert.throws(() => requestContext(new Request("http://localhost/")), /Cannot find the context/);
});
