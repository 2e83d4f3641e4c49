import{d as r,o as e,v as o}from"./chunk-ZBD6QJPA.js";var m=(t,u=!0)=>r({queryKey:e("authority",t),queryFn:()=>o.getAuthority({params:{slug:t}}),enabled:u});export{m as a};
