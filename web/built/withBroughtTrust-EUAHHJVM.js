import{A as a}from"./chunk-QNWYDY5L.js";import"./chunk-F654CUAK.js";import"./chunk-SQE76S5B.js";export{a as withBroughtTrust};
