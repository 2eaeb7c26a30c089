import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as z from "zod";
import { forecastSchema } from "../../command/forecast/document";
import { preflightSchema } from "../../command/preflight/document";
import { statusSchema } from "../../command/status/document";
import { changeSchema } from "../../command/watch/changes";
import { windowsSchema } from "../../command/windows/document";

const schemas = {
  preflight: preflightSchema,
  windows: windowsSchema,
  forecast: forecastSchema,
  status: statusSchema,
  watch: changeSchema,
};

describe("The pages of the command", () => {
  for (const [name, schema] of Object.entries(schemas)) {
    it(`show the schema that ${name} has`, () => {
      const page = readFileSync(resolve(__dirname, `../../docs/command/${name}.md`), "utf8");
      const shown = /```json\n(.*?)\n```/s.exec(page)?.[1];
      const { $schema: _, ...own } = z.toJSONSchema(schema, { reused: "ref" }) as Record<string, unknown>;
      assert.equal(shown, JSON.stringify(own, null, 1));
    });
  }
});
