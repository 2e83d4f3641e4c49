import type { VerdictOutcome } from "@sello/sdk";

/** A circle, an octagon, a diamond: told apart without colour, and from afar. */
const shapes: Readonly<Record<VerdictOutcome, readonly [outline: string, sign: string]>> = {
  valid: ["M32 3a29 29 0 1 0 0 58a29 29 0 1 0 0-58Z", "M18 33l10 10 19-22"],
  invalid: ["M20 3h24l17 17v24l-17 17H20L3 44V20Z", "M21 21l22 22M43 21L21 43"],
  unknown: ["M32 2l30 30-30 30L2 32Z", "M25 25c0-9 14-9 14-1 0 6-7 6-7 12M32 45v2"],
};

/** The picture of an answer. It says nothing that the words beside it do not. */
export function drawShape(outcome: VerdictOutcome): SVGElement {
  const [outline, sign] = shapes[outcome];
  const svg = make("svg", { class: "shape", viewBox: "0 0 64 64", "aria-hidden": "true" });
  svg.append(
    make("path", { class: "outline", d: outline }),
    make("path", { class: "sign", d: sign }),
  );
  return svg;
}

function make(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}
