var o=({until:n})=>n===null||n>Date.now()/1e3;export{o as a};
