import { type Html, html } from "./html.ts";

/** A time to the minute, the same for every reader. @param seconds unix */
export function timeView(seconds: number): Html {
  const iso = new Date(seconds * 1000).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace("T", " ")} UTC</time>`;
}
