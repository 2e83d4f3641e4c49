const blocks = "h1, h2, h3, p, li, dt, dd, label, legend, button, figcaption span, figure, a";
/** More than this nobody listens to; some devices fall silent on longer texts. */
const charactersMax = 3_000;

/** What is read aloud of a page: its blocks in their order, a sentence each. What is hidden stays unsaid. */
export function toSpeech(main: HTMLElement | null): string {
  const found = [...(main?.querySelectorAll<HTMLElement>(blocks) ?? [])].filter(
    (element) =>
      element.offsetParent !== null &&
      !element.classList.contains("read-aloud") &&
      !element.matches(".hidden, [aria-hidden=true]") &&
      // A block inside another is said once, by the inner one.
      element.querySelector(blocks) === null,
  );
  const texts = found.map((element) => element.innerText.trim()).filter((text) => text !== "");
  return texts.join(". ").slice(0, charactersMax);
}
