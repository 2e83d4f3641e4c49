import{$ as a}from"./chunk-A3CF47A4.js";import"./chunk-F654CUAK.js";import"./chunk-SQE76S5B.js";export{a as withBroughtTrust};
