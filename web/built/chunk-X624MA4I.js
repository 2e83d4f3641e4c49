import{q as r}from"./chunk-N7F7PSRP.js";var a=o=>r(globalThis.crypto.getRandomValues(new Uint8Array(o)));export{a};
