import { type ComponentChild, h, render } from "preact";
import { loadSession } from "./api/session.ts";
import { App } from "./app/App.tsx";
import { applySettings } from "./app/settings.ts";
import { speak } from "./words/useWords.ts";

applySettings();
const root = document.getElementById("resident");
if (!root) throw new TypeError("the page has no #resident");
// Who is signed in is asked while the language is loaded.
const asked = loadSession();
await speak();
// Components are checked as React's and drawn by Preact (docs/decisions/0206): their types differ, their shape does not.
render(h(App as () => ComponentChild, null), root);
await asked;
