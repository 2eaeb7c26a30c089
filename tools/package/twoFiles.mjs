import { relative, resolve } from "node:path";
import { root } from "../root.mjs";

/** Functions alone: in two files of one program they do what they do in one. */
const stateless = new Set(["provider/abort.ts", "provider/clock.ts"]);

/**
 * Leaves what a program's own sources load by `require` to a second file beside it, and tells what that has to export.
 * @param {string} second as the program requires it, beside itself
 */
export function leftTo(second) {
  /** @type {Set<string>} */
  const modules = new Set();
  /** @type {import("esbuild").Plugin} */
  const plugin = {
    name: "left to a second file",
    setup({ onResolve }) {
      onResolve({ filter: /^\.\.?\// }, ({ kind, path, importer, resolveDir }) => {
        if (kind !== "require-call" || !importer.endsWith(".ts")) return undefined;
        modules.add(resolve(resolveDir, path));
        return { path: second, external: true };
      });
    },
  };
  return {
    plugin,
    /** The second file as a module. */
    contents: () => [...modules].map((path) => `export * from ${JSON.stringify(path)};`).join("\n"),
  };
}

/**
 * Two copies of a class are two classes, and of a variable two variables.
 * @param {readonly [readonly string[], readonly string[]]} inputs paths of what is in each file
 */
export function refuseShared([first, second]) {
  const shared = first.filter((path) => second.includes(path)).map((path) => relative(root, resolve(path)));
  const wrong = shared.filter((path) => !stateless.has(path));
  if (wrong.length > 0) throw new Error(`both files of the program would have ${wrong.join(", ")}`);
}
