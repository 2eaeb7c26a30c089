import type { AroundChange, Operation, World } from "../api/contract";
import { addApprovals, approvalOperations, decideJob, needsApproval } from "./approvals";
import type { TimerKind } from "./array/agenda";
import type { ArrayState } from "./array/arrayState";
import type { Change } from "./array/change";
import type { WorldControls } from "./array/controls";
import { changedSettings, type Settings, toSettings, type WorldOptions } from "./array/options";
import { PlacedRangeError } from "./array/place";
import { withRefusalStatus } from "./array/refusals";
import { buildState, type WorldSeed } from "./inventory/buildState";
import { jobDue, startJob } from "./jobs";
import { createReads } from "./reads";
import { fromTimestamp, type Instant, LAST_INSTANT, toMilliseconds } from "./records/instants";
import { certificateOperations } from "./resources/certificates";
import { clusterOperations } from "./resources/cluster";
import { discoveryDue } from "./resources/discovery";
import { hostGroupOperations } from "./resources/hostGroups";
import { hostOperations } from "./resources/hosts";
import { agentDue, importHostOperations } from "./resources/importHosts";
import { policyOperations } from "./resources/policy";
import { remoteSystemOperations } from "./resources/remoteSystems";
import { resourceTrouble } from "./resources/resourceTrouble";
import { snapshotScheduleOperations } from "./resources/snapshotSchedules";
import { universalOperations } from "./resources/universalGroups";
import { volumeGroupOperations } from "./resources/volumeGroups";
import { volumeOperations } from "./resources/volumes";
import { actionDue, sessionOperations } from "./session/actions";
import { sessionDue } from "./session/due";
import { admitQueued } from "./session/moves";
import { sessionTrouble } from "./session/sessionTrouble";
import { shareBandwidth } from "./session/timers";
import { fromSnapshot, toSnapshot } from "./snapshot/snapshot";
import { defaultSources } from "./sources/sourceArrays";

const changes: Readonly<Record<string, Change>> = {
  ...sessionOperations,
  ...remoteSystemOperations,
  ...certificateOperations,
  ...importHostOperations,
  ...universalOperations,
  ...snapshotScheduleOperations,
  ...volumeOperations,
  ...volumeGroupOperations,
  ...hostOperations,
  ...hostGroupOperations,
  ...policyOperations,
  ...clusterOperations,
  ...approvalOperations,
};

/** The same change, refused by the status that the settings say. */
function refusing(change: Change): Change {
  return (array, request) => {
    try {
      return change(array, request);
    } catch (error) {
      throw withRefusalStatus(array.settings.refusalStatus, error);
    }
  };
}

/** All changing operations of the array, by their names in the vendor's description. */
const operations: Readonly<Record<string, Change>> = Object.fromEntries(
  Object.entries(changes).map(([name, change]) => [name, refusing(change)]),
);

/** What happens when a timer runs out. */
const whenDue: Readonly<Record<TimerKind, (array: ArrayState, id: string, around: AroundChange) => void>> = {
  import_session: sessionDue,
  import_session_action: actionDue,
  job: (array, id, around) => jobDue(array, id, operations, around),
  remote_system: discoveryDue,
  import_host_system: agentDue,
};

/** Plays everything that is due up to an instant, each at its own instant, and ends there. */
function playUntil(array: ArrayState, end: Instant, around: AroundChange): void {
  for (let due = array.agenda.take(end); due !== undefined; due = array.agenda.take(end)) {
    array.now = due.at;
    whenDue[due.collection as TimerKind](array, due.id, around);
  }
  array.now = end;
}

function toStart(text = "2026-01-01T00:00:00Z"): Instant {
  const start = fromTimestamp(text);
  if (start === undefined) throw new PlacedRangeError(["start"], `must be an instant in ISO 8601, not ${text}`);
  return start;
}

function toSeed(options: WorldOptions): WorldSeed {
  const { collections = {}, partial = false } = options;
  const sources = options.sources ?? (options.collections === undefined ? defaultSources : []);
  return { start: toStart(options.start), cluster: options.cluster, sources, collections, isPartial: partial };
}

function begin(settings: Settings, seed: WorldSeed): ArrayState {
  const array = buildState(settings, seed);
  addApprovals(array);
  return array;
}

/** Throws what `createWorld` would throw for these options. */
export function checkWorld(options: WorldOptions): void {
  buildState(toSettings(options), toSeed(options));
}

/**
 * A simulated array with an inventory of its own, and the controls that only a simulator has. Throws a RangeError for options
 * that make no sense, a PlacedRangeError for what it is made from. It never looks at the time of the machine it runs on: `advance` is the only thing that moves its clock.
 */
export function createWorld(options: WorldOptions = {}): World & WorldControls {
  const first = toSettings(options);
  let settings = first;
  const seed = toSeed(options);
  let array = begin(settings, seed);
  let aroundJobs: AroundChange = (_collection, _id, work) => work();

  /** Runs what a call does, and then everything that follows from it without delay. */
  function act<T>(work: () => T): T {
    const result = work();
    playUntil(array, array.now, aroundJobs);
    return result;
  }

  function operation(run: Change): Operation {
    return (request) => act(() => run(array, request));
  }

  const troubles = Object.fromEntries(
    Object.entries({ ...sessionTrouble, ...resourceTrouble, decideJob }).map(([name, run]) => [
      name,
      (...values: readonly unknown[]) =>
        act(() => (run as (array: ArrayState, ...values: readonly unknown[]) => void)(array, ...values)),
    ]),
  ) as Omit<WorldControls, "settings" | "configure">;

  return {
    now: () => array.now,
    advance(seconds) {
      const end = array.now + toMilliseconds(seconds);
      if (!(end >= array.now && end <= LAST_INSTANT)) throw new RangeError(`time cannot advance by ${seconds} seconds`);
      playUntil(array, end, aroundJobs);
    },
    ...createReads(() => array),
    operations: Object.fromEntries(Object.entries(operations).map(([name, run]) => [name, operation(run)])),
    needsApproval: (name) => needsApproval(array, name),
    wrapJobs(around) {
      aroundJobs = around;
    },
    startJob: (name, request, user) => act(() => startJob(array, name, request, user)),
    settings: () => settings,
    configure(change) {
      settings = changedSettings(settings, change);
      array.settings = settings;
      act(() => {
        shareBandwidth(array);
        admitQueued(array);
      });
    },
    reset(start = options.start) {
      settings = first;
      array = begin(settings, { ...seed, start: toStart(start) });
    },
    snapshot: () => toSnapshot(array),
    restore(snapshot) {
      array = fromSnapshot(settings, snapshot, operations);
    },
    ...troubles,
  };
}
