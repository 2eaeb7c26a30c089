// Which files a reader crosses from a call of the engine to the request on the wire, and in the simulator from the socket to the table of
// sessions: the files on the stack at that moment, awaiting callers among them, and those that hand a promise on without a frame of their own.
import https from "node:https";
import { relative, sep } from "node:path";
import { root } from "../root.mjs";

/** On the way to the wire. */
const withoutFrame = ["provider/lifecycle/importSession/importSession.ts", "provider/powerstore/api/importSessions.ts"];

/**
 * @param {Pick<typeof import("../../tests/provider/plugin/pluginStage.js"), "openPluginStage" | "source">} plugin
 * @param {Pick<typeof import("../../simulator/src/world/array/table.js"), "Table">} simulator
 * @returns {Promise<{ toWire: readonly string[], toTable: readonly string[] }>} nearest to the end first
 */
export async function crossedFiles({ openPluginStage, source }, { Table }) {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 200;
  const stage = await openPluginStage();
  try {
    const toTable = framesOf(
      Table.prototype,
      "put",
      ([row]) => Object(row).source_resource_id === source.sourceResourceId,
    );
    const { id, inputs, outputs } = await stage.created({ ...source, waitFor: "None" });
    toTable.restore();
    stage.simulator.advance(60);
    const toWire = framesOf(https, "request", ([url]) => String(url).endsWith("/pause"));
    await stage.update(id, outputs, { ...inputs, paused: true });
    toWire.restore();
    const wire = toWire.files("provider/");
    const fromUpdate = wire.slice(0, wire.lastIndexOf("provider/plugin/calls/resource.ts") + 1);
    return {
      toWire: [...new Set([...fromUpdate, ...withoutFrame])],
      toTable: [...new Set(toTable.files("simulator/"))],
    };
  } finally {
    Error.stackTraceLimit = limit;
    await stage.close();
  }
}

/**
 * Listens to a method until the first call that is meant.
 * @param {object} owner
 * @param {string} name
 * @param {(args: readonly unknown[]) => boolean} isMeant
 */
function framesOf(owner, name, isMeant) {
  const original = Reflect.get(owner, name);
  let stack = "";
  /** @this {unknown} @param {unknown[]} args */
  function listen(...args) {
    if (stack === "" && isMeant(args)) stack = new Error().stack ?? "";
    return Reflect.apply(original, this, args);
  }
  Reflect.set(owner, name, listen);
  return {
    restore: () => void Reflect.set(owner, name, original),
    /** @param {string} folder */
    files: (folder) => {
      if (stack === "") throw new Error(`${name} was not called`);
      const paths = [...stack.matchAll(/\(?([^\s()]+\.ts):\d+:\d+\)?/g)].map(([, path = ""]) => path);
      return paths.map((path) => relative(root, path).split(sep).join("/")).filter((file) => file.startsWith(folder));
    },
  };
}
