import{s as a}from"./chunk-K3VVZNQ3.js";import"./chunk-U2RGBSGP.js";import"./chunk-XFDQAJND.js";import"./chunk-F654CUAK.js";export{a as withBroughtTrust};
