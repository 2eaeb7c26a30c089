import assert from "node:assert/strict";
import type { Situation } from "./scene";

/** Texts that appear before or beside a session. */
export const elsewhere: readonly Situation[] = [
  {
    text: "wayTo: pulumi config set",
    whyNot: "no array is configured, so nothing can be ended; config.test.ts has the names of the settings",
  },
  {
    text: "parseProfiles: pulumi config set --secret",
    whyNot: "no array is configured, so nothing can be ended; connections.test.ts has the text",
  },
  {
    text: "outputShape: adoptSessionId",
    whyNot: "the description of an output, no message",
  },
  {
    text: "lateText: the same command",
    whyNot: "a read ends nothing; plugin/interrupted.test.ts follows it, and reads again",
  },
  {
    text: "unlessStopped: the same command",
    says: /before the array had answered\. Run the same command again/,
    when: "Ctrl-C came before the first answer",
    async meet({ stage, volume }) {
      stage.signal = AbortSignal.abort();
      await stage.up(volume);
    },
    async follow({ stage, volume }) {
      stage.signal = new AbortController().signal;
      await stage.up(volume);
    },
  },
  {
    text: "rotationAdvice: pulumi refresh, pulumi destroy, pulumi up, the same command, --run-program",
    says: /after a rotation `pulumi refresh` and `pulumi destroy` go on with what the last/,
    when: "a password was rotated, and the next command is no up",
    async meet(scene) {
      const { stage } = scene;
      await scene.copying();
      stage.restart();
      stage.between = async (request, pass) => {
        if (!request.url.endsWith("/login_session")) return pass(request);
        return pass({ ...request, headers: { ...request.headers, Authorization: "Basic YWRtaW46b2xk" } });
      };
      await stage.refresh();
    },
    async follow({ stage }) {
      stage.between = (request, pass) => pass(request);
      stage.restart();
      assert.equal(await stage.refresh(), "unchanged");
      assert.deepEqual(stage.changes(), []);
    },
  },
  {
    text: "#stop: pulumi up",
    whyNot:
      "nothing was begun, so nothing can be ended; importSession/maxActivePerArray.test.ts has what becomes of it",
  },
  {
    text: "waitedText: pulumi up",
    whyNot:
      "nothing was begun, so nothing can be ended; importSession/maxActivePerArray.test.ts has what becomes of it",
  },
  {
    text: "uncountedText: pulumi up",
    whyNot:
      "nothing was begun, so nothing can be ended; importSession/maxActivePerArray.test.ts has what becomes of it",
  },
  {
    text: "endPlaceless: pulumi up",
    whyNot: "nothing was begun, so nothing can be ended; importWave/maxActivePerArray.test.ts has what becomes of it",
  },
  {
    text: "failureOf: pulumi up",
    whyNot: "nothing was begun, so nothing can be ended; importWave/maxActivePerArray.test.ts has what becomes of it",
  },
  {
    text: "SESSION: advanceTo, pulumi import",
    whyNot: "the description of the resource, no message",
  },
];
