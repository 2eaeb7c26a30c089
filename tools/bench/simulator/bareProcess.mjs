// fastify and nothing else: one route that answers given bytes over the same TLS; see `child.mjs`.
import { createRequire } from "node:module";
import { serveParent } from "./child.mjs";

const require = createRequire(import.meta.url);
/** @type {typeof import("../../../simulator/src/server/certificate.js")} */
const { createServerCertificate } = require("../../../simulator/dist/http/certificate.js");
const { fastify } = createRequire(require.resolve("../../../simulator/package.json"))("fastify");

const { certificate, privateKey, caCertificate } = await createServerCertificate("127.0.0.1");
const server = fastify({ https: { key: privateKey, cert: certificate } });
let text = "";
server.get("/", (/** @type {unknown} */ _request, /** @type {any} */ reply) =>
  reply.type("application/json").send(text),
);
await server.listen({ port: 0, host: "127.0.0.1" });

serveParent({ port: server.server.address().port, ca: caCertificate }, (/** @type {string} */ answer) => {
  text = answer;
  return text.length;
});
