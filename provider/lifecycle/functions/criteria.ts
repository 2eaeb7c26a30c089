/** What the array's word for a source (`importable_criteria`) means to a person. */

export type Verdict = {
  /** Whether an import can be started now. */
  readonly isImportable: boolean;
  /** The types of import that it can be: the first is the one with least to do by hand. Absent where there is none. */
  readonly importType?: "Non_Disruptive" | "Agentless";
  /** Why not, in words. */
  readonly reason?: string;
};

/** What the array says before it has looked. */
const UNDETERMINED = "Undetermined";

/** "Migration-ready" [ARRAY readiness]; the second is for sources and hosts that Agentless imports alone can serve. */
const ready = { Ready: "Non_Disruptive", Ready_For_Agentless_Import: "Agentless" } as const;

const MEND = "mend it on the source array, then discover again";

/** The other values of VolumeImportableCriteriaEnum and CGImportableCriteriaEnum (4.1), with what is to be done. */
const reasons: Readonly<Record<string, string>> = {
  In_Progress: "it is being imported already",
  Imported: "it has been imported already",
  [UNDETERMINED]: "the array has not looked at it yet: discover the remote system again",
  Host_Not_Added: "the hosts that use it are not known to PowerStore: add them, or import Agentless",
  Incompatible_Host_Agent: "a host's agent is of a version that does not fit: update it, or import Agentless",
  Host_Volume_Offline: "it is offline on a host: bring it online there, then refresh the host",
  Cluster_Node_Count_MisMatch: "not all nodes of the hosts' cluster are known to PowerStore: add the missing ones",
  Undetermined_Cluster_Type: "the array cannot tell what cluster its hosts are: add or refresh the hosts",
  Source_Volume_Offline: `it is offline: ${MEND}`,
  SC_Degraded: `it is degraded: ${MEND}`,
  SC_Not_Active: `it is not active: ${MEND}`,
  VNX_Faulted: `it is faulted: ${MEND}`,
  VNX_Not_Ready: `it is not ready: ${MEND}`,
  Unity_System_Health_Inappropriate: `the health of the source array does not allow it: ${MEND}`,
  Unity_Volume_Health_Inappropriate: `its health does not allow it: ${MEND}`,
  XtremIO_Severity_Inappropriate: `alerts of the source array do not allow it: ${MEND}`,
  XtremIO_State_Inappropriate: `the state of the source array does not allow it: ${MEND}`,
  XtremIO_Volume_Severity_Inappropriate: `its alerts do not allow it: ${MEND}`,
  XtremIO_Volume_State_Inappropriate: `its state does not allow it: ${MEND}`,
  NetApp_System_State_Inappropriate: `the state of the source array does not allow it: ${MEND}`,
  NetApp_Volume_State_Inappropriate: `its state does not allow it: ${MEND}`,
  Vmax_Volume_State_Inappropriate: `its state does not allow it: ${MEND}`,
  Replication_Destination: "it is the destination of a replication: import what is replicated, or end the replication",
  SC_Live_Volume: "it is a Live Volume, which cannot be imported as it is",
  SC_Portable_Volume: "it is a portable volume, which cannot be imported as it is",
  Used_By_NAS: "a file system uses it",
  VNX_Internal_Volume: "it is a volume of the source array's own",
  Volume_Size_Not_Multiple_of_8192: "its size is no multiple of 8192 bytes: enlarge it on the source array",
  Unsupported_Protocol: "its hosts and PowerStore reach the source by protocols that do not go together",
  Incompatible_Firmware: "the software of the source array is of a version that cannot be imported from",
  Members_Not_Ready: "not all of its members can be imported",
  No_Members: "it has no members",
  Not_In_Sync: "the source array has changed since the array looked at it: discover the remote system again",
  Max_Members: "it has more members than one import can have",
};

/** @param criteria absent: the array does not say. */
export function judgeCriteria(criteria: string = UNDETERMINED): Verdict {
  const importType = (ready as Readonly<Record<string, Verdict["importType"]>>)[criteria];
  if (importType) return { isImportable: true, importType };
  const words = criteria.replaceAll("_", " ").toLowerCase();
  return { isImportable: false, reason: reasons[criteria] ?? `the array says ${words}` };
}

export const knownCriteria: readonly string[] = [...Object.keys(ready), ...Object.keys(reasons)];
