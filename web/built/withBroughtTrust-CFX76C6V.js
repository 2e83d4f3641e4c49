import{s as a}from"./chunk-OVDOZOS6.js";import"./chunk-N7F7PSRP.js";import"./chunk-F654CUAK.js";export{a as withBroughtTrust};
