import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { useFolder } from "../seed/temporaryFolder";

const script = join(__dirname, "..", "..", "..", "simulator", "spec", "facts.mjs");

/** A description of our own, with each thing that the script has to tell apart. */
const description = `{
  "swagger": "2.0",
  "info": { "version": "7.2.0.0", "title": "Toy API", "description": "A sentence.", "license": { "name": "L" } },
  "tags": [{ "name": "toy", "description": "A sentence." }],
  "basePath": "/toy",
  "paths": {
    "/toy": {
      "get": {
        "summary": "A sentence.", "tags": ["toy"], "description": "A sentence.",
        "parameters": [{ "name": "size", "in": "query", "description": "A sentence.", "maximum": 9223372036854775807 }],
        "responses": {
          "200": { "description": "A sentence.", "schema": { "$ref": "#/definitions/toy" } },
          "422": { "description": "A sentence." }
        }
      }
    }
  },
  "definitions": {
    "toy": {
      "type": "object", "description": "A sentence.", "required": ["name"],
      "properties": {
        "description": { "type": "string", "maxLength": 256, "description": "A sentence.", "example": "A sentence." },
        "tags": { "type": "array", "items": { "type": "string" }, "example": ["A sentence."] },
        "count": { "type": "integer", "format": "int32", "minimum": 1, "example": 10 }
      }
    },
    "ToyEnum": { "type": "string", "enum": ["summary"], "x-display_enum_text": { "summary": "Summary" } }
  }
}`;

const facts = {
  swagger: "2.0",
  info: { title: "Toy API 7.2, import surface: names, types, enums and limits only", version: "7.2.0.0" },
  basePath: "/toy",
  paths: {
    "/toy": {
      get: {
        parameters: [{ name: "size", in: "query", maximum: "9223372036854775807" }],
        responses: {
          200: { schema: { $ref: "#/definitions/toy" }, description: "OK" },
          422: { description: "Unprocessable Entity" },
        },
      },
    },
  },
  definitions: {
    toy: {
      type: "object",
      required: ["name"],
      properties: {
        description: { type: "string", maxLength: 256 },
        tags: { type: "array", items: { type: "string" } },
        count: { type: "integer", format: "int32", minimum: 1, example: 10 },
      },
    },
    ToyEnum: { type: "string", enum: ["summary"], "x-display_enum_text": { summary: "Summary" } },
  },
};

describe("the script that makes a facts file", () => {
  const file = useFolder();
  const run = (...args: readonly string[]) => spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });

  it("keeps names, types, enums and limits, to the last digit, and leaves out every sentence", () => {
    const { stdout, status } = run(file("toy.json", description));
    assert.equal(status, 0);
    assert.ok(!stdout.includes("sentence"));
    const expected = JSON.stringify(facts, undefined, 1).replace('"9223372036854775807"', "9223372036854775807");
    assert.equal(stdout, expected);
  });

  it("says how it is used", () => {
    const { stderr, status } = run();
    assert.deepEqual([status, stderr], [2, "usage: node facts.mjs DESCRIPTION.json > FACTS.json\n"]);
  });
});
