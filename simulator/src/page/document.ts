/** The whole page. */
import { clockSection } from "./clockSection";
import { type Html, html } from "./html";
import { inventorySection } from "./inventorySection";
import { type Notice, pagePath, type Rendering } from "./parts";
import { faultSection, requestSection } from "./requestSection";
import { sessionSection } from "./sessionSection";

export function renderDocument(rendering: Rendering): Html {
  const [cluster] = rendering.world.page("cluster", { offset: 0, limit: 1 });
  const name = String(cluster?.name ?? "PowerStore");
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${name}, simulated</title>
  <link rel="icon" href="${pagePath}/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="${pagePath}/theme.css">
  <link rel="stylesheet" href="${pagePath}/page.css">
  <script src="${pagePath}/page.js" type="module"></script>
</head>
<body>
  <a class="skip" href="#sessions">Skip to the sessions</a>
  <header>
    <h1>${name} <small>simulated</small></h1>
    <button id="live" type="button" aria-pressed="true" hidden>Live updates</button>
  </header>
  ${noticeLine(rendering.notice)}
  <main id="main">
    ${clockSection(rendering)}
    ${sessionSection(rendering)}
    ${requestSection(rendering)}
    ${faultSection(rendering)}
    ${inventorySection(rendering)}
  </main>
</body>
</html>
`;
}

/** The only live region: everything else changes by itself all the time, and nobody wants to hear it. */
function noticeLine(notice: Notice | undefined): Html {
  return html`<p id="notice" role="status" class="${notice?.isRefusal === true ? "refused" : ""}">${notice?.text}</p>`;
}
