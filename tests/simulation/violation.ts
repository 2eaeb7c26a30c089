/** A history that ended as it must not. */
export class ViolationError extends Error {
  readonly invariant: string;

  /** @param what what is wrong, and the story that led there */
  constructor(invariant: string, what: string) {
    super(`${invariant}: ${what}`);
    this.name = "ViolationError";
    this.invariant = invariant;
  }
}
