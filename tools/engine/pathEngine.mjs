import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { findOnPath, isExecutable, probeVersion } from "./probe.mjs";
import { isSupported, supported } from "./versions.mjs";

const LANGUAGE_HOST = "pulumi-language-nodejs";

/**
 * The engine that the user has installed, if it is one that we can use.
 * @param {import("./contract.js").Attempt} attempt
 * @returns {Promise<import("./contract.js").AttemptResult>}
 */
export async function findPathEngine({ env, signal }) {
  const pulumi = findOnPath("pulumi", env);
  if (pulumi === undefined) {
    return { reason: "no pulumi on PATH" };
  }
  const probed = await probeVersion(pulumi, { env, signal });
  if ("reason" in probed) {
    return probed;
  }
  if (!isSupported(probed.version)) {
    return { reason: `${pulumi} is version ${probed.version}, needed is ${supported.text}` };
  }
  const hostFolder = folderOfHost(pulumi, env);
  if (hostFolder === undefined) {
    return { reason: `${pulumi} has no ${LANGUAGE_HOST} beside it, and there is none on PATH` };
  }
  return {
    engine: {
      program: pulumi,
      version: probed.version,
      pathEntries: [...new Set([dirname(pulumi), hostFolder])],
      source: "PATH",
    },
  };
}

/**
 * Package managers put a link to `pulumi` on PATH and leave the hosts beside the real file.
 * @param {string} pulumi
 * @param {NodeJS.ProcessEnv} env
 */
function folderOfHost(pulumi, env) {
  const beside = [dirname(pulumi), dirname(realpathSync(pulumi))].find((folder) =>
    isExecutable(join(folder, LANGUAGE_HOST)),
  );
  const onPath = findOnPath(LANGUAGE_HOST, env);
  return beside ?? (onPath === undefined ? undefined : dirname(onPath));
}
