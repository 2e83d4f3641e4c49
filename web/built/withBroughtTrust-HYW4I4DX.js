import{$ as a}from"./chunk-TPRUIACR.js";import"./chunk-F654CUAK.js";import"./chunk-SQE76S5B.js";export{a as withBroughtTrust};
