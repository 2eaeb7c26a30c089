import { createRequire } from "node:module";

/** Prints how long a program takes to load Pulumi's SDK, and then this package. A process of its own: modules load once. */
const require = createRequire(import.meta.url);
const start = performance.now();
require("@pulumi/pulumi");
const between = performance.now();
require("pulumi-powerstore-import");
const end = performance.now();
process.stdout.write(JSON.stringify({ pulumi: between - start, added: end - between }));
// The SDK's runtime would keep the process alive for a while.
process.exit();
