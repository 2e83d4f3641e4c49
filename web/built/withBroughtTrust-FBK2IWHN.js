import{_ as a}from"./chunk-IQMFJUAQ.js";import"./chunk-F654CUAK.js";export{a as withBroughtTrust};
