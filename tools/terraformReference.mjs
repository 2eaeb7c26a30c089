// `npm run reference`: docs/terraform-reference.md. A test keeps the page as this makes it.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./root.mjs";
import { referenceFile, referencePage } from "./terraformReference/page.mjs";

const require = createRequire(import.meta.url);
require("ts-node").register({ transpileOnly: true });
/** @type {typeof import("../provider/terraform/calls/index.js")} */
const { getProviderSchema } = require("../provider/terraform/calls");
/** @type {typeof import("../provider/lifecycle/resources/index.js")} */
const { resourcesOf } = require("../provider/lifecycle/resources");

writeFileSync(join(root, referenceFile), referencePage(await getProviderSchema({ resources: resourcesOf.terraform })));
console.log(referenceFile);
