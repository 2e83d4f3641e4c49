const rules = `
dialog {
  box-sizing: border-box; width: min(30rem, 100vw - 2rem); max-height: min(40rem, 100vh - 3rem);
  padding: 1.25rem; border: 1px solid #8884; border-radius: 14px; font: 1rem/1.5 system-ui, sans-serif;
  background: Canvas; color: CanvasText; color-scheme: light dark; overflow-wrap: anywhere;
}
dialog[open] { display: flex; flex-direction: column; gap: 0.6rem; }
dialog > div { display: flex; flex-direction: column; gap: 0.6rem; min-height: 0; }
::backdrop { background: #0008; }
h2, p, ul, pre { margin: 0; padding: 0; }
h2 { font-size: 1.15rem; padding-inline-end: 5rem; }
input { font: inherit; padding: 0.5rem 0.7rem; border: 1px solid #888; border-radius: 8px; }
ul { list-style: none; overflow-y: auto; }
pre { max-height: 18rem; overflow: auto; padding: 0.7rem; border: 1px solid #8886; border-radius: 8px;
  font-size: 0.85rem; white-space: pre-wrap; }
button { font: inherit; padding: 0.45rem 1rem; border: 1px solid #888; border-radius: 8px; background: none;
  color: inherit; cursor: pointer; }
button:hover { background: #8882; }
li button { width: 100%; margin-bottom: 0.35rem; text-align: start; }
small { display: block; opacity: 0.85; }
p:has(button) { display: flex; gap: 0.6rem; justify-content: flex-end; }
.main { background: #1f4678; border-color: #1f4678; color: #fff; }
.main:hover { background: #163761; }
.close { position: absolute; inset: 1rem 1rem auto auto; padding: 0.2rem 0.7rem; }
:focus-visible { outline: 2px solid Highlight; outline-offset: 2px; }
`;

/** The dialog's style as an object: the page's policy lets no style in that is text in the page. */
export function dialogStyle(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  return sheet;
}
