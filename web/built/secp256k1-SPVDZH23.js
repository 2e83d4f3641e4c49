import{a,b,c,d,e}from"./chunk-LCW46F64.js";import"./chunk-V4X6BPGN.js";import"./chunk-SQE76S5B.js";export{e as encodeToCurve,d as hashToCurve,b as schnorr,a as secp256k1,c as secp256k1_hasher};
