import assert from "node:assert/strict";
import type { Simulator } from "../../../simulator/src";
import { facts } from "../../../simulator/src/api/facts";
import { basic, send } from "../http/client";
import { useSimulator } from "../http/useSimulator";
import { codeIn, sectionOf, tableRows } from "./readme";

type Request = { readonly path: string; readonly body?: unknown };

const rows = tableRows(sectionOf("### Every state, and how to get there"));
const states = facts.definitions.ImportSessionStateEnum?.enum ?? [];
const recipes = rows.filter(([cell = ""]) => states.includes(codeIn(cell)[0] ?? ""));

/** The requests that the table of words gives in full. */
const spelledOut = new Map(
  rows.flatMap(([word = "", request = ""]) => {
    const [name = ""] = codeIn(word);
    const [operation = "", body] = codeIn(request);
    const [, path = ""] = operation.split(" ");
    return body?.startsWith("{") !== true || name.includes(" ")
      ? []
      : [[name, { path, body: JSON.parse(body) }] as const];
  }),
);

const values: Readonly<Record<string, (value: string) => unknown>> = {
  fail_copy_at: (value) => ({ percentage: Number(value) }),
  fail_cancel: (value) => ({ times: Number(value) }),
  fail: (state) => ({ state }),
  fail_cutover: () => undefined,
};

function toRequests(step: string): readonly Request[] {
  const [, session = "s", word = "", value = ""] = /^(?:(\S+): )?(\S+)(?: (\S+))?$/.exec(step) ?? [];
  const known = spelledOut.get(word);
  if (known !== undefined) return [known];
  if (word === "wait") return [{ path: "/_simulator/clock/advance", body: { seconds: Number(value) } }];
  if (word === "busy") return [2, 3, 4, 5, 6, 7, 8, 9].map(otherSession);
  const toBody = values[word];
  if (toBody === undefined) return [{ path: `/import_session/name:${session}/${word}` }];
  return [{ path: `/_simulator/import_session/name:${session}/${word}`, body: toBody(value) }];
}

function otherSession(number: number): Request {
  const source_resource_id = `unity-01-vol-0${number}`;
  return {
    path: "/import_session",
    body: { name: `o-${number}`, remote_system_id: "rs-unity-01", source_resource_id },
  };
}

/** With Basic each time, for some recipes last longer than a login. */
function ask(simulator: Simulator, method: string, { path, body }: Request) {
  const headers = basic(simulator.username, simulator.password);
  return send(simulator, { method, path: path.startsWith("/_") ? path : `/api/rest${path}`, headers, body });
}

describe("the README's recipes for states", () => {
  const simulator = useSimulator();

  it("are there for each of the 21 states", () => {
    const covered = new Set(recipes.map(([cell = ""]) => codeIn(cell)[0]));
    assert.equal(states.length, 21);
    assert.deepEqual([...covered].sort(), [...states].sort());
  });

  for (const [cell = "", recipe = ""] of recipes) {
    const [state] = codeIn(cell);
    it(`lead to ${state}: ${codeIn(recipe).join(", ")}`, async () => {
      for (const request of codeIn(recipe).flatMap(toRequests)) {
        const { status, text } = await ask(simulator(), "POST", request);
        assert.ok(status < 300, `${request.path} answers ${status} ${text}`);
      }
      const { body } = await ask(simulator(), "GET", { path: "/import_session/name:s?select=state" });
      assert.equal(body.state, state);
    });
  }
});
