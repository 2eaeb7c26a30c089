/** Options about the clock, and how long things take. */
import type { OptionEffect, StartedCommand } from "./startedCommand";

const create = { name: "s", remote_system_id: "rs-unity-01", source_resource_id: "unity-01-vol-01" };
const stoppedClock = ["--clock", "manual"] as const;
/** Of a session: set up and copied at once. */
const readyAtOnce = [...stoppedClock, "--set-up-seconds", "0", "--copy-bytes-per-second", "0"] as const;

/** The state of the session after `before`, each of which is an action, and after each of two waits: 6 s, then 2 s more. */
const statesAfter = (...before: readonly string[]) =>
  async function observe(command: StartedCommand): Promise<unknown> {
    const ask = await command.connect();
    await ask("POST", "/import_session", create);
    for (const action of before) {
      if (action.startsWith("/")) await command.control("POST", action, { state: "Cleanup_Required" });
      else await ask("POST", `/import_session/name:s/${action}`);
    }
    return afterWaits(command, async () => (await ask("GET", "/import_session/name:s?select=state")).body.state);
  };

async function afterWaits(command: StartedCommand, look: () => Promise<unknown>): Promise<unknown[]> {
  await command.advance(6);
  const early = await look();
  await command.advance(2);
  return [early, await look()];
}

async function year(command: StartedCommand): Promise<number> {
  const { body } = await command.control("GET", "/clock");
  return new Date(body.now).getUTCFullYear();
}

export const timeEffects: readonly OptionEffect[] = [
  {
    args: () => ["--clock", "manual"],
    besides: [],
    observe: async (command) => (await command.control("PUT", "/clock", { speed: 2 })).status,
    without: 200,
    with: 400,
    reason: "it stands still: a real one has a speed",
  },
  {
    args: () => ["--speed", "1e18"],
    besides: ["--start", "2030-01-01T00:00:00Z"],
    observe: year,
    without: 2030,
    with: 275760,
    reason: "a moment later the calendar is at its end",
  },
  {
    args: () => ["--start", "2031-05-05T00:00:00Z"],
    observe: year,
    without: 2026,
    with: 2031,
    reason: "the clock begins there",
  },
  {
    args: () => ["--set-up-seconds", "7"],
    observe: statesAfter(),
    without: ["In_Progress", "In_Progress"],
    with: ["In_Progress", "Copy_In_Progress"],
    reason: "an import is set up after 7 seconds",
  },
  {
    args: () => ["--copy-bytes-per-second", String(1024 ** 3)],
    besides: [...stoppedClock, "--set-up-seconds", "0"],
    observe: async (command) => {
      const ask = await command.connect();
      await ask("POST", "/import_session", create);
      await command.advance(50);
      return (await ask("GET", "/import_session/name:s?select=progress_percentage")).body.progress_percentage;
    },
    without: 1,
    with: 50,
    reason: "half of 100 GiB are copied in 50 seconds",
  },
  {
    args: () => ["--cutover-seconds", "7"],
    besides: readyAtOnce,
    observe: statesAfter("cutover"),
    without: ["Cutover_In_Progress", "Cutover_In_Progress"],
    with: ["Cutover_In_Progress", "Import_Completed"],
    reason: "a cut-over takes 7 seconds",
  },
  {
    args: () => ["--cancel-seconds", "7"],
    besides: readyAtOnce,
    observe: statesAfter("cancel"),
    without: ["Cancel_In_Progress", "Cancel_In_Progress"],
    with: ["Cancel_In_Progress", "Cancelled"],
    reason: "a cancel takes 7 seconds",
  },
  {
    args: () => ["--cleanup-seconds", "7"],
    besides: readyAtOnce,
    observe: statesAfter("/import_session/name:s/force_state", "cleanup"),
    without: ["Cleanup_In_Progress", "Cleanup_In_Progress"],
    with: ["Cleanup_In_Progress", "Cancelled"],
    reason: "a clean-up takes 7 seconds",
  },
  {
    args: () => ["--connect-seconds", "7"],
    observe: async (command) => {
      const ask = await command.connect();
      await ask("POST", "/remote_system", {
        name: "Old-01",
        type: "Unity",
        management_address: "10.9.9.9",
        remote_username: "u",
        remote_password: "p",
        iscsi_addresses: ["10.9.9.10"],
      });
      const path = "/remote_system/name:Old-01?select=data_connection_state";
      return afterWaits(command, async () => (await ask("GET", path)).body.data_connection_state);
    },
    without: ["Initializing", "Initializing"],
    with: ["Initializing", "OK"],
    reason: "a remote system is connected after 7 seconds",
  },
  {
    args: () => ["--job-seconds", "7"],
    observe: async (command) => {
      const ask = await command.connect();
      const { body } = await ask("POST", "/volume?is_async=true", { name: "v", size: 1048576 });
      return afterWaits(command, async () => (await ask("GET", `/job/${body.id}?select=phase`)).body.phase);
    },
    without: ["Completed", "Completed"],
    with: ["Queued", "In_Progress"],
    reason: "a job waits for 7 seconds",
  },
];
