import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { transformSync } from "esbuild";
import { load } from "../load";

type Mutated = { readonly text: string; readonly mutants: readonly { readonly id: number; readonly line: number }[] };

const mutate = async (source: string, first?: number): Promise<Mutated> =>
  (await load<{ mutate(source: string, first?: number): Mutated }>("mutation/mutants.mjs")).mutate(source, first);

/** The answers of a function with this body: as it is, and with each of its mutants on. */
async function answersOf(body: string): Promise<{ readonly calm: unknown; readonly wrong: readonly unknown[] }> {
  const { text, mutants } = await mutate(`function answer(): unknown { ${body} }`, 100);
  const { code } = transformSync(text, { loader: "ts" });
  const answer = (active?: number) =>
    runInNewContext(`${code}; answer()`, { ...names, list: [], __mutant: (id: number) => id === active });
  return { calm: answer(), wrong: mutants.map(({ id }) => answer(id)) };
}

const names = { one: 1, is: true, isNot: false, none: undefined, text: "a" };

describe("The wrong versions of a source", () => {
  const cases = [
    { name: "a comparison", body: "return 1 === one;", calm: true, wrong: [false, false] },
    { name: "a limit", body: "return one < 1;", calm: false, wrong: [true, true, true] },
    { name: "both sides", body: "return isNot || is;", calm: true, wrong: [false] },
    { name: "a default", body: "return none ?? is;", calm: true, wrong: [undefined] },
    { name: "defaults in a row", body: "return none ?? none ?? is;", calm: true, wrong: [true, undefined] },
    { name: "a condition", body: "return isNot ? one : text;", calm: "a", wrong: [1, "a"] },
    { name: "a denial", body: "return !is;", calm: false, wrong: [true] },
    { name: "a statement", body: "list.push(one); return list.length;", calm: 1, wrong: [0] },
    {
      name: "statements of which one is left out",
      body: "if (isNot) list.push(one); else list.push(one, one); return list.length;",
      calm: 2,
      wrong: [1, 2, 2, 0],
    },
    { name: "a word", body: 'return "Paused" as const;', calm: "Paused", wrong: ["not Paused"] },
    { name: "some of them", body: "return [is, isNot].some(Boolean);", calm: true, wrong: [false, false] },
    { name: "those that fit", body: "return [is, isNot].filter(Boolean).length;", calm: 1, wrong: [0, 2] },
  ];
  for (const { name, body, calm, wrong } of cases) {
    it(`are behind switches, and answer otherwise: ${name}`, async () => {
      assert.deepEqual(await answersOf(body), { calm, wrong });
    });
  }

  it("leave types, names and wording alone", async () => {
    const source = `import { a } from "./a";
type Kind = "one" | "two";
export const table: Record<string, string> = { "key": \`some \${a} words\`, other: "plain wording here" };`;
    assert.deepEqual((await mutate(source)).mutants, []);
  });

  it("say where they are", async () => {
    const { mutants } = await mutate("const a = 1;\n\nconst b = a === 2;\n", 7);
    assert.deepEqual(
      mutants.map(({ id, line }) => [id, line]),
      [
        [7, 1],
        [8, 3],
        [9, 3],
      ],
    );
  });
});
