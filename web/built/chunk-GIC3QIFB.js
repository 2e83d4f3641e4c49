import{b as t}from"./chunk-TME2P3WD.js";import{p as e}from"./chunk-LH35JBKL.js";var s=()=>t("types",async()=>(await e.listDocumentTypes()).documentTypes);export{s as a};
