/**
 * Lets so many works go on at once, and begins them in the order in which they are given.
 * @param {number} size
 * @returns {<T>(work: () => Promise<T>) => Promise<T>}
 */
export function createPool(size) {
  let free = size;
  /** @type {(() => void)[]} */
  const waiting = [];
  return async (work) => {
    if (free === 0) {
      await new Promise((begin) => waiting.push(() => begin(undefined)));
    } else {
      free--;
    }
    try {
      return await work();
    } finally {
      // Whoever waits takes the place over; nobody who comes meanwhile can.
      const next = waiting.shift();
      if (next === undefined) {
        free++;
      } else {
        next();
      }
    }
  };
}
