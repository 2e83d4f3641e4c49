var e={filesMax:500,folderFileBytesMax:33554432,folderDepthMax:8,pictureSideMax:1600,storageMs:3e3,refreshMs:6e5,answerMs:15e3,answerForMs:9e5};export{e as a};
