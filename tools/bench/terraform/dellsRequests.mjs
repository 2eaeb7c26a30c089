/**
 * Requests of dell/powerstore 1.2.1 for so many volumes: counted on a fake array with 400 of them (1,606, 1,203, 1,206 and 2,809), where each volume was asked
 * for by itself, several times over.
 * @param {number} volumes
 * @returns {Readonly<Record<string, number>>}
 */
export const dellsRequests = (volumes) => ({
  create: 4 * volumes + 6,
  "no change": 3 * volumes + 3,
  refresh: 3 * volumes + 6,
  destroy: 7 * volumes + 9,
});
