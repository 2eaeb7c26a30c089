import assert from "node:assert/strict";
import { deprecatedText } from "../../../../provider/lifecycle/remoteSystem/decide/texts";
import type { Stage } from "../arrayObject/stage";
import { openRemoteSystems, systems, unity } from "./stage";

const RELEASE = /software_installed/;

describe("A type of source that is deprecated since 4.4", () => {
  const releases: [release: string | undefined, isSaid: boolean, reason: string][] = [
    ["4.1.0.0", false, "an older release"],
    ["4.3.1.2", false, "the last one before it"],
    ["3.10.0.0", false, "an older one with a longer number"],
    ["4.4.0.0", true, "the very one"],
    ["4.10.0.0", true, "a newer one with a longer number"],
    ["5.0.0.0", true, "a newer one"],
    [undefined, true, "the array does not say"],
    ["next", true, "nobody can tell"],
  ];
  for (const [release, isSaid, reason] of releases) {
    it(`is ${isSaid ? "" : "not "}said to be on ${release}: ${reason}`, () =>
      assert.equal(deprecatedText("NetApp", "4.4", release) !== undefined, isSaid));
  }

  for (const version of ["4.1", "4.4"] as const) {
    describe(`on an array with ${version}`, () => {
      let stage: Stage;
      beforeEach(async () => {
        stage = await openRemoteSystems({ version });
      });
      afterEach(() => stage.close());
      const asked = () => stage.simulator.journal().entries.filter(({ path }) => RELEASE.test(path)).length;

      for (const type of ["PS_Equallogic", "NetApp"]) {
        it(`${version === "4.4" ? "warns" : "warns of nothing"} when a ${type} is made, which works`, async () => {
          assert.equal(await stage.up({ ...unity, type }), "created");
          assert.equal(systems(stage)[0]?.type, type);
          const warned = `type ${type} is deprecated since PowerStoreOS 4.4, and the array runs 4.4.0.0; it still works`;
          assert.equal(
            stage.warnings.some((text) => text.includes(warned)),
            version === "4.4",
          );
          assert.equal(stage.warnings.length, version === "4.4" ? 1 : 0, stage.warnings.join("\n"));
          assert.equal(asked(), 1);
        });
      }

      it("is nothing that is asked about for another type", async () => {
        await stage.up(unity);
        assert.deepEqual([asked(), /deprecated/.test(stage.warnings.join())], [0, false]);
      });

      it("is warned of, and made, where the array does not tell what it runs", async () => {
        stage.simulator.setFaults([{ operation: "GET /software_installed", times: 9, effect: { status: 403 } }]);
        assert.equal(await stage.up({ ...unity, type: "NetApp" }), "created");
        assert.match(stage.warnings.join(), /type NetApp is deprecated since PowerStoreOS 4\.4; it still works/);
      });
    });
  }
});
