/** Work of which only the first call counts: a second signal must not cut the first one's log-out short. */
export function once<T>(work: (about: T) => void): (about: T) => void {
  let isDone = false;
  return (about) => {
    if (isDone) return;
    isDone = true;
    work(about);
  };
}
