import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { transform } from "esbuild";

/** Reads beside itself what a page is made of. */
const assets = /[\\/]report[\\/]page[\\/]assets\.ts$/;

/**
 * Puts style and script of the report's page into the bundle, where there is no file beside it to read them from, and without what only people need.
 * @type {import("esbuild").Plugin}
 */
export const inlined = {
  name: "inlined",
  setup(build) {
    build.onLoad({ filter: assets }, async ({ path }) => {
      const read = (/** @type {string} */ name) => readFileSync(join(dirname(path), name), "utf8");
      const [style, script] = await Promise.all([
        transform(read("page.css"), { loader: "css", minify: true, target: ["chrome123", "firefox120", "safari17.5"] }),
        transform(read("page.js"), { loader: "js", minify: true, format: "iife" }),
      ]);
      const lines = { style: style.code.trim(), script: script.code.trim() };
      return {
        contents: Object.entries(lines)
          .map(([name, text]) => `export const ${name} = ${JSON.stringify(text)};`)
          .join("\n"),
      };
    });
  },
};
