// `npm run reference`: docs/terraform-reference.md, and the provider's arguments in docs/terraform.md. A test keeps both as this makes them.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./root.mjs";
import { guideFile, referenceFile, referencePage, replaceArguments } from "./terraformReference/page.mjs";

const require = createRequire(import.meta.url);
require("ts-node").register({ transpileOnly: true });
/** @type {typeof import("../provider/terraform/calls/index.js")} */
const { getProviderSchema } = require("../provider/terraform/calls");
/** @type {typeof import("../provider/lifecycle/resources/index.js")} */
const { resourcesOf } = require("../provider/lifecycle/resources");

const schema = await getProviderSchema({ resources: resourcesOf.terraform });
const guide = join(root, guideFile);
writeFileSync(guide, replaceArguments(readFileSync(guide, "utf8"), schema));
writeFileSync(join(root, referenceFile), referencePage(schema));
console.log(guideFile, referenceFile);
