import{s as a}from"./chunk-6WVXVGAQ.js";import"./chunk-S27OSBAG.js";import"./chunk-F654CUAK.js";export{a as withBroughtTrust};
