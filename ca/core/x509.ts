/** `@peculiar/x509`, ready to use. The one place that imports it, so that the order is kept. */

// First: the library registers its classes through the metadata reflection.
import "reflect-metadata";
import * as x509 from "@peculiar/x509";

x509.cryptoProvider.set(crypto);

export { x509 };
