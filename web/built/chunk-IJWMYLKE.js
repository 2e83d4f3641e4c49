import{q as r}from"./chunk-6YODIUCT.js";var a=o=>r(globalThis.crypto.getRandomValues(new Uint8Array(o)));export{a};
