import assert from "node:assert/strict";
import { sessionsOn } from "../../../../provider/lifecycle/importSession/sessions/sessions";
import type { Stage } from "./stage";
import { openStage, readyVolume } from "./stage";

const HOUR = 3600;

/** What the wall clock is off by, so many seconds after the operation began. */
type Steps = (seconds: number) => number;

const steps: readonly { readonly name: string; readonly off: Steps }[] = [
  { name: "an hour back", off: (seconds) => (seconds < 100 ? 0 : -HOUR) },
  { name: "an hour forth", off: (seconds) => (seconds < 100 ? 0 : HOUR) },
  { name: "back and forth with every minute", off: (seconds) => (Math.floor(seconds / 60) % 2 === 0 ? -HOUR : HOUR) },
  { name: "back, a second after the 503", off: (seconds) => (seconds < 1 ? 0 : -HOUR) },
];

const operations: readonly { readonly name: string; play(stage: Stage): Promise<unknown> }[] = [
  {
    name: "a wait for the end of a copy",
    play: (stage) => stage.up({ ...readyVolume(stage.simulator), waitFor: "Ready_For_Cutover" }),
  },
  {
    name: "a wait that runs out of time",
    play: async (stage) => {
      stage.timeoutSeconds = 200;
      await assert.rejects(stage.up({ ...readyVolume(stage.simulator), waitFor: "Ready_For_Cutover" }), /still Copy/);
    },
  },
  {
    name: "requests that meet a busy array",
    play: async (stage) => {
      stage.simulator.setFaults([
        { operation: "GET /import_session/{id}", skip: 2, times: 3, effect: { status: 503 } },
      ]);
      await stage.up({ ...readyVolume(stage.simulator), waitFor: "Ready_For_Cutover" });
    },
  },
  {
    name: "a wait through an outage",
    play: async (stage) => {
      stage.simulator.setFaults([
        { operation: "GET /import_session/{id}", skip: 3, times: 40, effect: { drop: "before" } },
      ]);
      await stage.up({ ...readyVolume(stage.simulator), waitFor: "Ready_For_Cutover" });
    },
  },
  {
    name: "looks of two waits, which share requests",
    play: async (stage) => {
      await stage.up(readyVolume(stage.simulator));
      const first = stage.recorded?.id ?? "";
      stage.forget();
      stage.urn = `${stage.urn}-other`;
      await stage.up(readyVolume(stage.simulator, 1));
      const ids = [first, stage.recorded?.id ?? ""];
      for (let look = 0; look < 60; look++) {
        await Promise.all(ids.map((id) => sessionsOn(stage.array).reads.recent(id, 1)));
        stage.simulator.advance(3);
      }
    },
  },
  {
    name: "reads one after the other, a second apart",
    play: async (stage) => {
      await stage.up(readyVolume(stage.simulator));
      for (let read = 0; read < 90; read++) {
        await stage.refresh();
        stage.simulator.advance(1);
      }
    },
  },
];

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** NTP after a suspend, a virtual machine that moves, somebody with `date`. */
describe("A wall clock that is set in the middle of an operation", () => {
  async function requestsOf(play: (stage: Stage) => Promise<unknown>, off: Steps) {
    const stage = await openStage({ copyBytesPerSecond: 400e6 });
    try {
      const start = stage.simulator.now();
      const seconds = () => (stage.simulator.now() - start) / 1000;
      stage.wallSeconds = () => off(seconds());
      await play(stage);
      const sent = stage.simulator.journal().entries.map(({ method, path, time }) => `${time} ${method} ${path}`);
      return { sent, seconds: seconds() };
    } finally {
      await stage.close();
    }
  }

  for (const { name, play } of operations) {
    const straight = once(() => requestsOf(play, () => 0));
    for (const step of steps) {
      it(`${step.name}: ${name} sends the same requests at the same times`, async () => {
        assert.deepEqual(await requestsOf(play, step.off), await straight());
      });
    }
  }
});
