var s=t=>/^0x[0-9a-fA-F]{40}$/.test(t);export{s as a};
