var o=(e,s="sello-copies")=>navigator.locks.request(s,e);export{o as a};
