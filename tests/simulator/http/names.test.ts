import assert from "node:assert/strict";
import { connect } from "./client";
import { useSimulator } from "./useSimulator";

/** What the texts of the vendor's definitions say of names; a policy's says nothing. */
describe("the characters of a name", () => {
  const simulator = useSimulator({ sources: [{ name: "Any-01", type: "Universal", volumes: 1 }] });

  const unity = { type: "Unity", remote_username: "u", remote_password: "p", iscsi_addresses: ["10.7.7.8"] };
  const bodies: Readonly<Record<string, object>> = {
    volume: { size: 1048576 },
    volume_group: {},
    host: { os_type: "Linux", initiators: [] },
    host_group: { host_ids: ["host-01"] },
    remote_system: { ...unity, management_address: "10.7.7.7" },
    import_universal_consistency_group: { remote_system_id: "name:Any-01" },
    policy: {},
  };
  const plain = ["volume_group", "import_universal_consistency_group"];
  const printable = [...plain, "volume", "host", "host_group", "remote_system"];
  const names: readonly { readonly name: string; readonly refusedBy: readonly string[]; readonly reason: string }[] = [
    { name: "with white space", refusedBy: [], reason: "no text rules it out here" },
    { name: "größer 2.0_a~b", refusedBy: [], reason: "it is printable" },
    { name: "what?", refusedBy: plain, reason: "? is special in HTTP" },
    { name: "a/b", refusedBy: plain, reason: "/ is special in HTTP" },
    { name: "tab\there", refusedBy: printable, reason: "a tab is not printed" },
    { name: "zero\u200bwidth", refusedBy: printable, reason: "nobody sees it" },
  ];
  for (const { name, refusedBy, reason } of names) {
    it(`${JSON.stringify(name)} is 400, new and changed, for ${refusedBy.join(", ") || "nothing"}: ${reason}`, async () => {
      const ask = await connect(simulator());
      for (const [collection, body] of Object.entries(bodies)) {
        const expected = refusedBy.includes(collection) ? [400, 400] : [201, 204];
        const first = await ask("POST", `/${collection}`, { ...body, name });
        const id = first.status === 201 ? first.body.id : await make(ask, collection, body);
        const renamed = await ask("PATCH", `/${collection}/${id}`, { name });
        assert.deepEqual([first.status, renamed.status], expected, `${collection}: ${first.text} ${renamed.text}`);
      }
    });
  }

  async function make(ask: Awaited<ReturnType<typeof connect>>, collection: string, body: object): Promise<string> {
    const { status, body: made, text } = await ask("POST", `/${collection}`, { ...body, name: "fine" });
    assert.equal(status, 201, text);
    return made.id;
  }

  it("are said with the one that is too much", async () => {
    const { body } = await (await connect(simulator()))("POST", "/volume_group", { name: "a#b" });
    assert.match(body.messages[0].message_l10n, /a#b cannot be the name of a volume group: it contains #/);
  });

  it("of a description are printable, where the texts say so, and taken as they are where they do not", async () => {
    const ask = await connect(simulator());
    for (const collection of ["volume", "volume_group", "host", "host_group", "policy"]) {
      const isFree = collection === "policy";
      const body = { ...bodies[collection], name: "n" };
      const odd = { description: "line\nbreak" };
      const made = await ask("POST", `/${collection}`, { ...body, ...odd });
      assert.equal(made.status, isFree ? 201 : 400, `${collection}: ${made.text}`);
      const { id } = isFree ? made.body : (await ask("POST", `/${collection}`, body)).body;
      const changed = await ask("PATCH", `/${collection}/${id}`, odd);
      assert.equal(changed.status, isFree ? 204 : 400, `${collection}: ${changed.text}`);
    }
  });
});
