import{s as a}from"./chunk-JR7KBFWE.js";import"./chunk-IEX3HF2A.js";import"./chunk-F654CUAK.js";export{a as withBroughtTrust};
