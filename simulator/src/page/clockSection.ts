/** The virtual clock and the buttons that move it. */
import { formatDuration, formatInstant } from "./formats";
import { type Html, html } from "./html";
import { pagePath, type Rendering } from "./parts";
import { addressOf } from "./view";

const steps: readonly number[] = [10, 60, 600, 3600, 86_400];
const speeds: readonly number[] = [1, 10, 60, 600, 3600];

export function clockSection({ world, clock, view }: Rendering): Html {
  const speed = clock.speed();
  const now = world.now();
  const pace =
    speed === undefined ? "Stands still until you step it." : `Runs at ${speed} simulated seconds per real second.`;
  return html`<section id="clock" aria-labelledby="clock-title">
    <h2 id="clock-title">Clock</h2>
    <p class="now"><time datetime="${new Date(now).toISOString()}">${formatInstant(now)}</time> UTC</p>
    <p>${pace}</p>
    <form id="step" method="post" action="${addressOf(view, {}, `${pagePath}/step`)}" aria-label="Step the clock">
      ${steps.map((seconds) => html`<button id="step-${seconds}" name="seconds" value="${seconds}">+${formatDuration(seconds)}</button> `)}
    </form>
    <form id="step-by" method="post" action="${addressOf(view, {}, `${pagePath}/step`)}">
      <label for="step-seconds">Seconds</label>
      <input id="step-seconds" name="seconds" type="number" min="0" step="any" value="300" required>
      <button id="step-own">Step</button>
    </form>
    ${speed !== undefined && speedForms(view, speed)}
  </section>`;
}

function speedForms(view: Rendering["view"], speed: number): Html {
  const action = addressOf(view, {}, `${pagePath}/speed`);
  return html`<form id="speed" method="post" action="${action}" aria-label="Speed of the clock">
      ${speeds.map((value) => html`<button id="speed-${value}" name="speed" value="${value}" aria-pressed="${value === speed ? "true" : "false"}">${value}×</button> `)}
    </form>
    <form id="speed-by" method="post" action="${action}">
      <label for="speed-value">Speed</label>
      <input id="speed-value" name="speed" type="number" min="0.001" step="any" value="${speed}" required>
      <button id="speed-own">Set</button>
    </form>`;
}
