import assert from "node:assert/strict";
import { html } from "../../../simulator/src/page/html";

describe("the page's markup", () => {
  const texts = [
    {
      name: "a tag",
      text: "<script>x</script>",
      shown: "&lt;script&gt;x&lt;/script&gt;",
      why: "names come from requests",
    },
    { name: "a double quote", text: '" onclick="x', shown: "&quot; onclick=&quot;x", why: "attributes are quoted so" },
    { name: "a single quote", text: "'", shown: "&#39;", why: "somebody may quote an attribute so one day" },
    {
      name: "a character reference",
      text: "&lt;",
      shown: "&amp;lt;",
      why: "what was sent is shown, not what it means",
    },
    { name: "a number", text: 0, shown: "0", why: "0 is a value, not nothing" },
    { name: "nothing", text: null, shown: "", why: "null is for parts left out" },
    { name: "a part left out", text: false, shown: "", why: "`condition && part` is how parts are left out" },
  ] as const;
  for (const { name, text, shown, why } of texts) {
    it(`shows ${name} as text: ${why}`, () => {
      assert.equal(html`<p title="${text}">${text}</p>`.toString(), `<p title="${shown}">${shown}</p>`);
    });
  }

  it("takes its own pieces as they are, alone and in lists, and escapes them once", () => {
    const piece = html`<b>${"<"}</b>`;
    assert.equal(html`${piece}|${[piece, piece]}`.toString(), "<b>&lt;</b>|<b>&lt;</b><b>&lt;</b>");
  });

  it("takes nothing for its own that only looks like it", () => {
    const forged = { toString: () => "<script>" } as unknown as string;
    assert.equal(html`${forged}`.toString(), "&lt;script&gt;");
  });
});
