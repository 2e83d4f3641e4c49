import{c as a}from"./chunk-EJ6O6DUX.js";import"./chunk-FBEAMUS5.js";import"./chunk-V4X6BPGN.js";import"./chunk-SQE76S5B.js";var n=t=>a(t);export{n as hashTypedData};
