import{s as a}from"./chunk-QJIGF7AP.js";import"./chunk-U2RGBSGP.js";import"./chunk-XFDQAJND.js";import"./chunk-F654CUAK.js";export{a as withBroughtTrust};
