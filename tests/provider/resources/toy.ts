import * as z from "zod";
import { checkInputs } from "../../../provider/lifecycle/operation/checkInputs";
import { defineResource } from "../../../provider/lifecycle/operation/definition";

const inputs = {
  label: z.string().describe("What is written on it."),
  size: z.int().default(1).describe("How big it is."),
} as const;

/** A shelf of toys in place of an array: what a resource needs besides that is here, and nothing of it anywhere else. */
export function toyOn(shelf: Map<string, { label: string; size: number }>) {
  const shown = (id: string) => ({ ...shelf.get(id), serial: `serial of ${id}` });
  const put = (id: string, toy: { label: string; size: number }) => {
    shelf.set(id, toy);
    return { id, outputs: shown(id) };
  };
  return defineResource({
    identity: ["name"],
    name: "Toy",
    description: "A toy.",
    inputs,
    outputs: { serial: z.string().describe("Made by the maker.") },
    replacing: ["label"],
    lasting: ["serial"],
    handler: {
      check: (recorded, given) => checkInputs({ of: { name: "Toy", inputs } }, given, recorded),
      diff: async (_, recorded, wanted) => {
        const changed = (["label", "size"] as const).filter((name) => recorded[name] !== wanted[name]);
        return { changes: changed.length > 0, changed, replaces: changed.filter((name) => name === "label") };
      },
      create: async ({ label, size }: { label: string; size: number }) => put(`toy-${shelf.size + 1}`, { label, size }),
      read: async (id) => {
        const toy = shelf.get(id);
        return toy && { id, inputs: toy, outputs: shown(id) };
      },
      update: async (id, _, { label, size }) => put(id, { label, size }).outputs,
      delete: async (id) => void shelf.delete(id),
      findImported: async (reference) =>
        [...shelf].find(([id, { label }]) => [id, `name:${label}`].includes(reference))?.[0],
      label: (id) => `toy ${id}`,
    },
  });
}
