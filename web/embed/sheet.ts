/** A constructed sheet is no inline style: pages may forbid those. Colours are those of the page around. */
export function makeSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block; max-width: 22rem; overflow-wrap: anywhere; }
    :host([hidden]) { display: none; }
    p { margin: 0.5rem 0; }
    button { font: inherit; font-weight: 600; color: inherit; background: transparent; min-height: 2.75rem;
      padding: 0.5rem 1.25rem; border: 2px solid currentColor; border-radius: 999px; cursor: pointer; }
    a { display: inline-block; padding: 0.6rem 0; color: inherit; font-weight: 600; }
    svg { display: block; width: 100%; box-sizing: border-box; padding: 0.5rem; background: #fff; border-radius: 0.5rem; }
    path { fill: #000; }
    [tabindex]:focus { outline: none; }
    :focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
  `);
  return sheet;
}
