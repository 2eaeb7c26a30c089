import assert from "node:assert/strict";
import { settingNames } from "../../../provider/lifecycle/settings/settings";
import { nearestName, unknownSettings } from "../../../provider/lifecycle/settings/unknownSettings";

describe("Unknown settings", () => {
  const meant: { name: string; nearest: string | undefined; reason: string }[] = [
    { name: "endpiont", nearest: "endpoint", reason: "letters change places" },
    { name: "end-point", nearest: "endpoint", reason: "other programs write it so" },
    { name: "ca_file", nearest: "caFile", reason: "as in the variable" },
    { name: "cacertificate", nearest: "caCertificate", reason: "capitals" },
    { name: "paswrd", nearest: "password", reason: "two letters are missing" },
    { name: "user", nearest: "username", reason: "its beginning" },
    { name: "insecur", nearest: "insecure", reason: "a letter is missing" },
    { name: "host", nearest: undefined, reason: "nothing is like it" },
    { name: "x", nearest: undefined, reason: "everything is as far" },
  ];
  for (const { name, nearest, reason } of meant) {
    it(`${name} is ${nearest ?? "none of ours"}: ${reason}`, () =>
      assert.equal(nearestName(name, settingNames), nearest));
  }

  it("are refused with the nearest name, or with all there are", () => {
    const failures = unknownSettings(["endpoint", "endpiont", "colour"], settingNames, "shop");
    assert.deepEqual(
      failures.map(({ property, reason }) => [property, reason]),
      [
        ["endpiont", '"endpiont" is no setting of powerstore-import; did you mean endpoint?'],
        ["colour", `"colour" is no setting of powerstore-import; there are ${settingNames.join(", ")}`],
      ],
    );
  });

  it("may be the program's own where the project has the name of the namespace, but for what is nearly ours", () => {
    const failures = unknownSettings(["databaseVolume", "endpiont"], settingNames, "powerstore-import");
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["endpiont"],
    );
  });
});
