import assert from "node:assert/strict";
import { chooseArrays } from "../../../command/arrays/chosenArrays";
import type { Surroundings } from "../../../command/process/surroundings";

const account = { username: "admin", password: "secret" };
const choose = async (arrays: object) => {
  const environment = {
    POWERSTORE_ENDPOINT: "https://berlin",
    POWERSTORE_USERNAME: account.username,
    POWERSTORE_PASSWORD: account.password,
    POWERSTORE_IMPORT_ARRAYS: JSON.stringify(arrays),
  };
  const chosen = await chooseArrays({}, { environment, folder: "/" } as unknown as Surroundings);
  return chosen.map(({ name, connection }) => [name, new URL(connection.endpoint).host]);
};

describe("The arrays that a command asks", () => {
  it("are those by name, and the default one by its host", async () => {
    assert.deepEqual(await choose({ paris: { endpoint: "https://10.0.0.2", ...account } }), [
      ["berlin", "berlin"],
      ["paris", "10.0.0.2"],
    ]);
  });

  it("have names of their own where another one is called like the host of the default one: all is told by them", async () => {
    assert.deepEqual(await choose({ berlin: { endpoint: "https://10.0.0.1", ...account } }), [
      ["berlin (default)", "berlin"],
      ["berlin", "10.0.0.1"],
    ]);
  });
});
