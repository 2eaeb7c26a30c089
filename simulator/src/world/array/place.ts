/** Where in the options of a world, or in a seed file, something is: `["collections", "host", 3, "host_group_id"]`. */
export type Place = readonly (string | number)[];

/** Thrown for options that describe no array: `collections/host/3/host_group_id names ...`. */
export class PlacedRangeError extends RangeError {
  readonly place: Place;
  readonly problem: string;

  constructor(place: Place, problem: string) {
    super(`${place.join("/")} ${problem}`);
    this.place = place;
    this.problem = problem;
  }
}
