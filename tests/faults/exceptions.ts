/** A case that may end otherwise. */
export type Exception = {
  readonly operation: RegExp;
  readonly request: RegExp;
  readonly effect: RegExp;
  readonly reason: string;
};

/** Each is tried: one that no case needs any more fails. */
export const exceptions: readonly Exception[] = [
  {
    operation: /^pause a group$/,
    request: /pause$/,
    effect: /^answered 422, once$/,
    reason:
      "refused for the group, its members are paused one by one, and the array goes on to show the group In_Progress",
  },
];

/** A request of an operation and what becomes of it. */
export type About = {
  readonly operation: string;
  readonly request: string;
  readonly effect: string;
  readonly length: string;
};

export function isAbout({ operation, request, effect }: Exception, about: About): boolean {
  return (
    operation.test(about.operation) && request.test(about.request) && effect.test(`${about.effect}, ${about.length}`)
  );
}
