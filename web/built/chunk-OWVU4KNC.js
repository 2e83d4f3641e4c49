import{d as e,p as t,v as o}from"./chunk-LHTY5I3M.js";var s=p=>e({queryKey:t("keys"),queryFn:async()=>(await o.listApiKeys()).keys,enabled:p});export{s as a};
