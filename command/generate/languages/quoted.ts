/**
 * A text in double quotes as TypeScript, Python, Go and YAML read it alike. `JSON.stringify` alone does not do: YAML takes no DEL, folds lines at U+0085,
 * U+2028 and U+2029, and loses U+FEFF; Go takes no half of a character. Signs that a reader cannot see, or that turn the line around, are escaped, too.
 */
export function quoted(text: string): string {
  return JSON.stringify(text.replace(/\p{Cs}/gu, "\ufffd")).replace(
    /[\u007f-\u00a0\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
