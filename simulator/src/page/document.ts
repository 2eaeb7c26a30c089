/** The whole page, with the clock in front. */

import { formatDuration, formatInstant } from "./formats";
import { type Html, html } from "./html";
import { inventorySection } from "./inventorySection";
import { faultSection, requestSection } from "./requestSection";
import { sessionSection } from "./sessionSection";
import { addressOf, type Notice, PAGE_PATH, type Rendering } from "./view";

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
  <link rel="icon" href="${PAGE_PATH}/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="${PAGE_PATH}/theme.css">
  <link rel="stylesheet" href="${PAGE_PATH}/page.css">
  <script src="${PAGE_PATH}/page.js" type="module"></script>
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

const steps: readonly number[] = [10, 60, 600, 3600, 86_400];
const speeds: readonly number[] = [1, 10, 60, 600, 3600];

function clockSection({ world, clock, view }: Rendering): Html {
  const speed = clock.speed();
  const now = world.now();
  const pace =
    speed === undefined ? "Stands still until you step it." : `Runs at ${speed} simulated seconds per real second.`;
  return html`<section id="clock" aria-labelledby="clock-title">
    <h2 id="clock-title">Clock</h2>
    <p class="now"><time datetime="${new Date(now).toISOString()}">${formatInstant(now)}</time> UTC</p>
    <p>${pace}</p>
    <form id="step" method="post" action="${addressOf(view, {}, `${PAGE_PATH}/step`)}" aria-label="Step the clock">
      ${steps.map((seconds) => html`<button id="step-${seconds}" name="seconds" value="${seconds}">+${formatDuration(seconds)}</button> `)}
    </form>
    <form id="step-by" method="post" action="${addressOf(view, {}, `${PAGE_PATH}/step`)}">
      <label for="step-seconds">Seconds</label>
      <input id="step-seconds" name="seconds" type="number" min="0" step="any" value="300" required>
      <button id="step-own">Step</button>
    </form>
    ${speed !== undefined && speedForms(view, speed)}
  </section>`;
}

function speedForms(view: Rendering["view"], speed: number): Html {
  const action = addressOf(view, {}, `${PAGE_PATH}/speed`);
  return html`<form id="speed" method="post" action="${action}" aria-label="Speed of the clock">
      ${speeds.map((value) => html`<button id="speed-${value}" name="speed" value="${value}" aria-pressed="${value === speed ? "true" : "false"}">${value}×</button> `)}
    </form>
    <form id="speed-by" method="post" action="${action}">
      <label for="speed-value">Speed</label>
      <input id="speed-value" name="speed" type="number" min="0.001" step="any" value="${speed}" required>
      <button id="speed-own">Set</button>
    </form>`;
}
