import{b as t}from"./chunk-7T2D7WZD.js";import{p as e}from"./chunk-LH35JBKL.js";var s=()=>t("types",async()=>(await e.listDocumentTypes()).documentTypes);export{s as a};
