import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inputShape } from "../../provider/lifecycle/importSession/inputs/inputs";
import { fromCsv } from "../../sdk";

describe("The imports of a wave from a file of comma-separated values", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "from-csv-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function read(text: string | Buffer) {
    const file = join(folder, "night.csv");
    writeFileSync(file, text);
    return fromCsv(file);
  }

  const cases: readonly { name: string; text: string; expected: object }[] = [
    {
      name: "has a member for each line, by its key",
      text: "key,sourceResourceId,paused,priority\ndb-01,sv_1,true,10\ndb-02,sv_2,,\n",
      expected: {
        "db-01": { sourceResourceId: "sv_1", paused: true, priority: 10 },
        "db-02": { sourceResourceId: "sv_2" },
      },
    },
    {
      name: "takes lists in one cell",
      text: "key,sourceResourceId,type,hostIds\ndb-01,sv_1,Agentless,name:a; name:b\n",
      expected: { "db-01": { sourceResourceId: "sv_1", type: "Agentless", hostIds: ["name:a", "name:b"] } },
    },
    {
      name: "takes what a spreadsheet writes: semicolons between cells, a mark at the beginning, lines of Windows",
      text: '\ufeffkey;sourceResourceId;description\r\ndb-01;sv_1;"orders; and more"\r\n\r\n',
      expected: { "db-01": { sourceResourceId: "sv_1", description: "orders; and more" } },
    },
  ];
  for (const { name, text, expected } of cases) {
    it(name, () => assert.deepEqual(read(text), expected));
  }

  it("loses no line whose key is a word of the language's own", () => {
    const members = Object.entries(read("key,sourceResourceId\n__proto__,sv_1\nconstructor,sv_2\n"));
    assert.deepEqual(members, [
      ["__proto__", { sourceResourceId: "sv_1" }],
      ["constructor", { sourceResourceId: "sv_2" }],
    ]);
  });

  const wrong: readonly { name: string; text: string; message: RegExp }[] = [
    {
      name: "a column that is none",
      text: "key,source_resource_id\n",
      message: /"source_resource_id"; did you mean sourceResourceId\?/,
    },
    { name: "a file without the sources", text: "key\ndb-01\n", message: /the column sourceResourceId is missing/ },
    { name: "a line without a key", text: "key,sourceResourceId\n,sv_1\n", message: /line 2: has no key/ },
    {
      name: "a key that is there twice",
      text: "key,sourceResourceId\na,1\na,2\n",
      message: /line 3: key "a" is there already/,
    },
    {
      name: "what is neither true nor false",
      text: "key,sourceResourceId,paused\na,1,perhaps\n",
      message: /line 2: paused: "perhaps"/,
    },
    {
      name: "two columns that are the same but for white space",
      text: "key,sourceResourceId,paused,paused \na,1,true,false\n",
      message: /night\.csv: the columns "paused" and "paused " are the same/,
    },
    {
      name: "two keys",
      text: "key,sourceResourceId, key\na,1,b\n",
      message: /the columns "key" and " key" are the same/,
    },
    { name: "columns without a name", text: "key,sourceResourceId,,\na,1,,\n", message: /there is no column ""/ },
    {
      name: "two columns of one name",
      text: "key,sourceResourceId,name,name\na,1,b,c\n",
      message: /the columns "name" and "name" are the same/,
    },
    { name: "a line with too many cells", text: "key,sourceResourceId\na,1,2\n", message: /line 2: / },
  ];
  for (const { name, text, message } of wrong) {
    it(`refuses ${name}, and says where`, () => assert.throws(() => read(text), message));
  }

  for (const encoding of ["latin1", "utf16le"] as const) {
    it(`refuses what is written in ${encoding}, which would make other keys of its keys`, () => {
      const text = `${encoding === "utf16le" ? "\ufeff" : ""}key,sourceResourceId\nZürich-db,sv_1\n`;
      assert.throws(() => read(Buffer.from(text, encoding)), /night\.csv: is not UTF-8: save it as CSV UTF-8/);
    });
  }

  it("takes letters of all languages in UTF-8", () => {
    assert.deepEqual(Object.keys(read("key,sourceResourceId\nZürich-東京-db,sv_1\n")), ["Zürich-東京-db"]);
  });

  it("knows every input of a member that a cell can hold", () => {
    const tooMuch = ["array", "consistencyGroupMembers", "startWindows", "copyWindows", "cutoverWindows"];
    const listed = Object.keys(inputShape).filter((name) => !tooMuch.includes(name));
    const header = ["key", ...listed, "priority"].join(",");
    assert.deepEqual(read(`${header}\n`), {});
  });
});
