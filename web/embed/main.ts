import { SelloRequest } from "./SelloRequest.ts";

// A page may load it twice.
if (customElements.get("sello-request") === undefined)
  customElements.define("sello-request", SelloRequest);
