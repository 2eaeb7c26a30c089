import assert from "node:assert/strict";
import { NotAloneError, together } from "../../../../provider/lifecycle/importWave/act/together";

type Work = Parameters<ReturnType<typeof together>>[0];

/** What becomes of each of these, when all of them are to go together, and which of them have sent something. */
async function end(works: Readonly<Record<string, (send: () => void) => Work>>) {
  const sent: string[] = [];
  const inTurn = together(Object.keys(works).length);
  const ends = Object.entries(works).map(async ([name, work]) =>
    inTurn(work(() => sent.push(name))).then(
      () => "done",
      (error: unknown) => (error instanceof NotAloneError ? "not alone" : String(error)),
    ),
  );
  return { ends: await Promise.all(ends), sent };
}

const soon = () => new Promise<void>((resolve) => setImmediate(resolve));

const sending =
  (send: () => void): Work =>
  async (mayAct) => {
    await mayAct();
    send();
  };
const refused = (): Work => async () => {
  await soon();
  throw new Error("it copies");
};
const idle = (): Work => soon;
/** As one that sends two requests side by side. */
const sendingTwice =
  (send: () => void): Work =>
  async (mayAct) => {
    await Promise.all([mayAct(), mayAct()]);
    send();
  };

describe("Deletes that go together or not at all", () => {
  type Case = [name: string, works: Parameters<typeof end>[0], ends: readonly string[], sent: readonly string[]];
  const cases: Case[] = [
    ["all go where each of them may", { a: sending, b: sending }, ["done", "done"], ["a", "b"]],
    [
      "none goes where one may not",
      { a: sending, b: refused, c: sending },
      ["not alone", "Error: it copies", "not alone"],
      [],
    ],
    ["who has nothing to send keeps nobody", { a: idle, b: sending }, ["done", "done"], ["b"]],
    ["who asks twice speaks for himself alone", { a: sendingTwice, b: refused }, ["not alone", "Error: it copies"], []],
    ["one alone goes by what it finds itself", { a: sending }, ["done"], ["a"]],
  ];
  for (const [name, works, ends, sent] of cases) {
    it(name, async () => {
      assert.deepEqual(await end(works), { ends, sent });
    });
  }
});
