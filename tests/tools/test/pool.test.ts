import assert from "node:assert/strict";
import { load } from "../load";

type Pool = <T>(work: () => Promise<T>) => Promise<T>;

describe("the processes of npm test", () => {
  const create = async (size: number): Promise<Pool> =>
    (await load<{ createPool(size: number): Pool }>("test/pool.mjs")).createPool(size);
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it("are so many at once, and begin in the order in which they were given", async () => {
    const pool = await create(2);
    const begun: string[] = [];
    const ends = new Map<string, () => void>();
    const works = ["a", "b", "c", "d"].map((name) =>
      pool(() => {
        begun.push(name);
        return new Promise<void>((end) => ends.set(name, end));
      }),
    );
    await settled();
    assert.deepEqual(begun, ["a", "b"]);
    ends.get("b")?.();
    await settled();
    assert.deepEqual(begun, ["a", "b", "c"]);
    ends.get("a")?.();
    ends.get("c")?.();
    await settled();
    assert.deepEqual(begun, ["a", "b", "c", "d"]);
    ends.get("d")?.();
    await Promise.all(works);
  });

  it("make room also when one of them goes wrong, and answer what each comes to", async () => {
    const pool = await create(1);
    const [bad, good] = await Promise.allSettled([
      pool(async () => {
        throw new Error("no");
      }),
      pool(async () => 3),
    ]);
    assert.equal(bad.status, "rejected");
    assert.deepEqual(good, { status: "fulfilled", value: 3 });
    assert.equal(await pool(async () => 4), 4);
  });
});
