/** Connections that clients have made: each costs an array a handshake of TLS. */

export interface Connections {
  /** One more; what is answered is to be called at its end. */
  begin(): () => void;
  counts(): ConnectionCounts;
}

/** How many there are, and have been since the start: not what was refused before it was secured. */
export type ConnectionCounts = { readonly open: number; readonly opened: number };

export function createConnections(): Connections {
  const counts = { open: 0, opened: 0 };
  return {
    begin() {
      counts.open += 1;
      counts.opened += 1;
      return () => {
        counts.open -= 1;
      };
    },
    counts: () => ({ ...counts }),
  };
}
