// node:https and nothing else: it answers given bytes over the same TLS; see `child.mjs`.

import { createServer } from "node:https";
import { createRequire } from "node:module";
import { serveParent } from "./child.mjs";

const require = createRequire(import.meta.url);
/** @type {typeof import("../../../simulator/src/server/certificate.js")} */
const { createServerCertificate } = require("../../../simulator/dist/server/certificate.js");

const { certificate, privateKey, caCertificate } = await createServerCertificate("127.0.0.1");
let text = "";
const server = createServer({ key: privateKey, cert: certificate }, (_request, response) => {
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) });
  response.end(text);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
const address = /** @type {import("node:net").AddressInfo} */ (server.address());

serveParent({ port: address.port, ca: caCertificate }, (/** @type {string} */ answer) => {
  text = answer;
  return text.length;
});
