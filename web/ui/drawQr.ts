import { toQr } from "./toQr.ts";

const svgNames = "http://www.w3.org/2000/svg";

/** A QR code as a picture with a title. Its colours are the style's. */
export function drawQr(text: string, title: string): SVGElement {
  const { size, path } = toQr(text);
  const svg = document.createElementNS(svgNames, "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", title);
  const modules = document.createElementNS(svgNames, "path");
  modules.setAttribute("d", path);
  svg.append(modules);
  return svg;
}
