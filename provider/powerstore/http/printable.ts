/** Text of the other side as it may go to a terminal: one line, bounded, no control characters. */
export function printable(text: string): string {
  const plain = text.replace(/[\s\p{C}]+/gu, " ").trim();
  return plain.length > 500 ? `${plain.slice(0, 500)}...` : plain;
}
