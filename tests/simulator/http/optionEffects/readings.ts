/** Options that choose among the readings which the vendor's texts allow. */
import type { OptionEffect, StartedCommand } from "./startedCommand";

const create = { name: "s", remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01" };
const stoppedClock = ["--clock", "manual"] as const;
const setUpAtOnce = [...stoppedClock, "--set-up-seconds", "0", "--cancel-seconds", "0"] as const;

type Step = (command: StartedCommand, ask: Awaited<ReturnType<StartedCommand["connect"]>>) => Promise<unknown>;

const session = "/import_session/name:s";
const act =
  (action: string, body?: unknown): Step =>
  (_, ask) =>
    ask("POST", `${session}/${action}`, body);
const control =
  (action: string, body?: unknown): Step =>
  (command) =>
    command.control("POST", `${session}/${action}`, body);

/** The state of a new session right after these steps, and after each of two seconds. */
const statesAfter = (...steps: readonly Step[]) =>
  async function observe(command: StartedCommand): Promise<unknown> {
    const ask = await command.connect();
    await ask("POST", "/import_session", create);
    for (const step of steps) await step(command, ask);
    const states = [];
    for (let look = 0; look < 3; look += 1) {
      states.push((await ask("GET", `${session}?select=state`)).body.state);
      await command.advance(1);
    }
    return states;
  };

/** How many volumes there are after an import that copied came to this end. */
const volumesAfter = (...steps: readonly Step[]) =>
  async function observe(command: StartedCommand): Promise<number> {
    await statesAfter()(command);
    const ask = await command.connect();
    for (const step of steps) await step(command, ask);
    return (await command.rows("volume")).length;
  };

function fate(option: string, end: Step, reason: string): OptionEffect {
  const besides = setUpAtOnce;
  return { args: () => [option, "stays"], besides, observe: volumesAfter(end), without: 0, with: 1, reason };
}

const copying = "Copy_In_Progress";

export const readingEffects: readonly OptionEffect[] = [
  {
    args: () => ["--queued-seconds", "2"],
    observe: statesAfter(),
    without: ["In_Progress", "In_Progress", "In_Progress"],
    with: ["Queued", "Queued", "In_Progress"],
    reason: "a session is queued for two seconds although there is room",
  },
  {
    args: () => ["--action-seconds", "2"],
    besides: setUpAtOnce,
    observe: statesAfter(act("pause")),
    without: ["Paused", "Paused", "Paused"],
    with: [copying, copying, "Paused"],
    reason: "a pause has its effect two seconds later",
  },
  {
    args: () => ["--late-seconds", "1"],
    besides: setUpAtOnce,
    observe: statesAfter(act("pause")),
    without: ["Paused", "Paused", "Paused"],
    with: [copying, "Paused", "Paused"],
    reason: "a change shows a second later",
  },
  {
    args: () => ["--late-reads", "2"],
    besides: setUpAtOnce,
    observe: statesAfter(act("pause")),
    without: ["Paused", "Paused", "Paused"],
    with: [copying, copying, "Paused"],
    reason: "two reads still show what was before a change",
  },
  {
    args: () => ["--schedule-zones", "utc"],
    async observe(command) {
      const schedule = { scheduled_timestamp: "2030-01-01T02:00:00+02:00" };
      return (await (await command.connect())("POST", "/import_session", { ...create, ...schedule })).status;
    },
    without: 201,
    with: 400,
    reason: "it is a time of another zone",
  },
  {
    args: () => ["--group-progress", "hidden"],
    besides: setUpAtOnce,
    async observe(command) {
      const ask = await command.connect();
      await ask("POST", "/import_session", { ...create, source_resource_id: "unity-01-cg-01" });
      return (await ask("GET", `${session}?select=current_transfer_rate`)).body.current_transfer_rate;
    },
    without: 3 * 30 * 1024 ** 2,
    with: null,
    reason: "three members copy",
  },
  {
    args: () => ["--refusal-status", "400"],
    async observe(command) {
      const ask = await command.connect();
      await ask("POST", "/import_session", create);
      return (await ask("POST", `${session}/resume`)).status;
    },
    without: 422,
    with: 400,
    reason: "it is no paused session",
  },
  {
    args: () => ["--answers-when-done"],
    besides: [...stoppedClock, "--set-up-seconds", "0"],
    observe: statesAfter(act("cancel")),
    without: ["Cancel_In_Progress", "Cancel_In_Progress", "Cancel_In_Progress"],
    with: ["Cancelled", "Cancelled", "Cancelled"],
    reason: "a cancel is answered after its roll-back",
  },
  {
    args: () => ["--total-copy-bytes-per-second", "1048576"],
    besides: setUpAtOnce,
    async observe(command) {
      await statesAfter()(command);
      return (await command.rows("import_session"))[0]?.current_transfer_rate;
    },
    without: 30 * 1024 ** 2,
    with: 1024 ** 2,
    reason: "all copies together have one MiB a second",
  },
  fate("--destination-at-cancelled", act("cancel"), "a volume outlives a cancel"),
  fate("--destination-at-forced-cancel", act("cancel", { force: true }), "a volume outlives a cancel with force"),
  fate("--destination-at-failed", control("fail_copy_at", { percentage: 0 }), "a volume outlives a failure"),
  fate("--destination-at-purge", control("purge"), "a volume outlives its record"),
  {
    args: () => ["--harsh"],
    besides: [...stoppedClock, "--set-up-seconds", "0", "--queued-seconds", "0", "--late-reads", "0"],
    observe: statesAfter(act("pause")),
    without: ["Paused", "Paused", "Paused"],
    with: [copying, copying, "Paused"],
    reason: "a pause takes two seconds, as far as it is not given otherwise",
  },
  {
    args: () => ["--ids", "counted"],
    async observe(command) {
      const { body } = await (await command.connect())("POST", "/import_session", create);
      return body.id;
    },
    without: "fb0d2d79-9d6f-4dee-acb7-1bb4e90437ed",
    with: "session-000001",
    reason: "ids are counted, on every array alike",
  },
];
