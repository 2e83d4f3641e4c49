import{a as e}from"./chunk-XYZYNUMI.js";var n=class extends e{};export{n as a};
