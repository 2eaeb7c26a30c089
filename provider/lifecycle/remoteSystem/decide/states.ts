/** What each state of a remote system and of its connections means to whoever waits for it. States that are not listed come from a newer array. */

/**
 * `reached`: imports can go over it. `warned`: they can, but not all is well. `pending`: comes by itself. `brief`: pending at first; where it stays so there
 * is nothing to wait for. `deadEnd`: waiting does not help. `verify`: the array has to look at its network again.
 */
export type StateMeaning = "reached" | "warned" | "pending" | "brief" | "deadEnd" | "verify";

// biome-ignore format: a state is a row; DataConnectionStateEnum (4.1), classes inferred
export const dataConnectionStates: Readonly<Record<string, StateMeaning>> = {
  Initializing: "pending",
  OK: "reached",
  Partial_Data_Connection_Loss: "warned",
  Data_Connection_Unstable: "warned",         // 4.0
  Partial_Node_Connection_Loss: "warned",     // 4.3
  Complete_Data_Connection_Loss: "deadEnd",
  No_Targets_Discovered: "deadEnd",
  Status_Not_Available: "brief",
};

// biome-ignore format: a state is a row; RemoteSystemFileConnectionStateEnum (3.0)
export const fileConnectionStates: Readonly<Record<string, StateMeaning>> = {
  OK: "reached",
  Update_Needed: "verify",
  Not_OK: "deadEnd",
  Status_Unknown: "brief",
  Partial_OK: "warned",                       // 4.4
};

// biome-ignore format: a state is a row; RemoteSystemStateEnum
export const systemStates: Readonly<Record<string, StateMeaning>> = {
  OK: "reached",
  Update_Needed: "verify",
  Management_Connection_Lost: "deadEnd",
  Partial_Delete: "deadEnd",                  // 3.0
};

/** Vendor's own samples write "Ok": case means nothing. A state that nobody tells, or that nobody here knows, is no reason to stop. */
export function verdictIn(
  table: Readonly<Record<string, StateMeaning>>,
  state: string | undefined,
): StateMeaning | "unknown" {
  const known = Object.keys(table).find((each) => each.toLowerCase() === state?.toLowerCase());
  return known === undefined ? "unknown" : (table[known] ?? "unknown");
}

export const isState = (state: string | undefined, name: string) => state?.toLowerCase() === name.toLowerCase();

type StatusClass = "good" | "chap" | "network" | "other";

// biome-ignore format: a status is a row; TransitConnectionStatusEnum, classes inferred
const statusClasses: Readonly<Record<string, StatusClass>> = {
  Login_Success: "good",
  Discovery_Success: "good",
  Login_Success_No_Ports: "good",
  Authentication_Failure: "chap",
  Discovery_Authentication_Failure: "chap",
  Connection_Refused: "network",
  Login_Timeout: "network",
  Network_Error: "network",
  Discovery_Connection_Refused: "network",
  Discovery_Timeout: "network",
  Operation_Timeout: "network",
  General_Failure: "other",
};

export function classOf(status: string | undefined): StatusClass {
  return statusClasses[status ?? ""] ?? "other";
}
