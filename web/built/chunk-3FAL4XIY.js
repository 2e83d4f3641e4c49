var e={filesMax:500,folderFileBytesMax:33554432,folderDepthMax:8,pictureSideMax:1600,storageMs:3e3,refreshMs:6e5};export{e as a};
