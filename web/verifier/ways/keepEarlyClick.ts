/**
 * A sample may be clicked before the page has its words, and would be saved as a file then. @returns what opens it, once samples are
 * wired
 */
export function keepEarlyClick(): () => void {
  let early: HTMLAnchorElement | null = null;
  const keep = (event: MouseEvent): void => {
    const link = event.target instanceof Element && event.target.closest("a[data-sample]");
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    early = link;
  };
  document.addEventListener("click", keep);
  return () => {
    document.removeEventListener("click", keep);
    early?.click();
  };
}
