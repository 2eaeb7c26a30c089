/** A filter for any of these values [ARRAY paging]. */
export const anyOf = (values: readonly string[]): string => `in.(${values.join(",")})`;

/** So many ids fit well into an address. */
export const IDS_PER_REQUEST = 100;
