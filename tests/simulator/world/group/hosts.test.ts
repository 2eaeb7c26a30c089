import assert from "node:assert/strict";
import { createWorld } from "../../../../simulator/src/world";
import { createGroup, refusal, rowOf } from "../fixtures";

const agentless = {
  type: "Agentless",
  remote_system_id: "rs-xtremio-01",
  source_resource_id: "xtremio-01-cg-01",
};

function wwn(world: ReturnType<typeof createWorld>, number: number): string {
  return rowOf(world, "import_xtremio_volume", `xtremio-01-vol-${number}`).wwn as string;
}

type Mapped = { readonly source_resource_id: string; readonly host_ids: string[]; readonly host_group_ids: string[] };

/** Whom the members are mapped to: the array never shows it, so it is read from a snapshot. */
function mappings(world: ReturnType<typeof createWorld>): unknown[] {
  const { collections } = world.snapshot() as { collections: { import_session: Mapped[] } };
  return collections.import_session.slice(1).map(({ host_ids, host_group_ids }) => [...host_ids, ...host_group_ids]);
}

describe("hosts of a group", () => {
  for (const body of [{ host_ids: ["host-01", "name:Host-02"] }, { host_group_ids: ["name:Host-Group-01"] }]) {
    it(`map all members alike with ${Object.keys(body)} [API host_ids]`, () => {
      const world = createWorld();
      createGroup(world, { ...agentless, ...body });
      const ids = body.host_ids === undefined ? ["host-group-01"] : ["host-01", "host-02"];
      assert.deepEqual(mappings(world), [ids, ids, ids]);
    });
  }

  it("can be given member by member, by WWN in any case; the rest is mapped by hand", () => {
    const world = createWorld();
    createGroup(world, {
      ...agentless,
      consistency_group_member_host_ids: [{ volume_wwn: wwn(world, 15).toUpperCase(), host_ids: ["name:Host-01"] }],
      consistency_group_member_host_group_ids: [{ volume_wwn: wwn(world, 13), host_group_ids: ["host-group-01"] }],
    });
    assert.deepEqual(mappings(world), [["host-group-01"], [], ["host-01"]]);
  });

  const first = createWorld();
  const member = { volume_wwn: wwn(first, 13), host_ids: ["host-01"] };
  const refused = [
    {
      name: "for Non_Disruptive",
      body: { consistency_group_member_host_ids: [member] },
      says: /Agentless import only/,
    },
    {
      name: "for a volume that is no member",
      body: { ...agentless, consistency_group_member_host_ids: [{ ...member, volume_wwn: wwn(first, 12) }] },
      says: /no member/,
    },
    {
      name: "without a WWN",
      body: { ...agentless, consistency_group_member_host_ids: [{ host_ids: ["host-01"] }] },
      says: /no member/,
    },
    {
      name: "twice for one member",
      body: {
        ...agentless,
        consistency_group_member_host_ids: [member],
        consistency_group_member_host_group_ids: [{ volume_wwn: member.volume_wwn, host_group_ids: ["host-group-01"] }],
      },
      says: /twice/,
    },
    {
      name: "for members and for the whole",
      body: { ...agentless, host_ids: ["host-02"], consistency_group_member_host_ids: [member] },
      says: /not for both/,
    },
    {
      name: "that do not exist",
      body: { ...agentless, consistency_group_member_host_ids: [{ ...member, host_ids: ["name:nobody"] }] },
      says: /name:nobody/,
    },
    {
      name: "that do not exist, as a group",
      body: {
        ...agentless,
        consistency_group_member_host_group_ids: [{ volume_wwn: member.volume_wwn, host_group_ids: ["hg"] }],
      },
      says: /hg/,
    },
    {
      name: "for members of a volume",
      body: {
        ...agentless,
        source_resource_id: "xtremio-01-vol-01",
        consistency_group_member_host_ids: [member],
      },
      says: /is a volume/,
    },
  ];
  for (const { name, body, says } of refused) {
    it(`are refused ${name}, and the world stays as it was`, () => {
      const world = createWorld();
      const before = world.snapshot();
      const answer = refusal(() => createGroup(world, body));
      assert.equal(answer.status, 422);
      assert.match(answer.message, says);
      assert.deepEqual(world.snapshot(), before);
    });
  }
});
