/** Whether two spellings mean the same time; absent equals absent only. */
export function isSameInstant(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return Date.parse(one) === Date.parse(other);
}
