import{s as a}from"./chunk-AVLWUQNJ.js";import"./chunk-GAGD7GOF.js";import"./chunk-KWS2TXUQ.js";import"./chunk-F654CUAK.js";export{a as withBroughtTrust};
