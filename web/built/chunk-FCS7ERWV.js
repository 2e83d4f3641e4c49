import{b as e}from"./chunk-5B24HTMY.js";var s=()=>e().authority?.isDesk===!0;export{s as a};
