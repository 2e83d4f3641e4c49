export const en = {
  looking: "Looking for the document…",
  offered:
    "Somebody shows you a document by this link. It is encrypted: only this link opens it, and its key is sent to nobody.",
  once: "It can be opened one time only. Open it when you are ready to look at it.",
  open: "Open the document",
  opening: "Opening…",
  shared: "What was said about this link",
  audience: "Meant for",
  nobody: "Nobody in particular: everybody who has the link can open it.",
  promise:
    "That is a promise, no proof: nothing shows who opened the link, or whether it was passed on. For a proof that is made for you alone, ask for one on the page that verifies.",
  until: "Opens until",
  openedOnce: "It was opened now, for the only time. The link opens nothing any more.",
  again: "Try again",
  cut: "A part of the link is missing.",
  cutNext:
    "Open it again from the message in which you got it, or copy all of it, with what is behind the #.",
  otherKey: "The key in the link does not fit.",
  otherKeyNext:
    "The link was changed or cut on its way. Copy all of it once more; if that does not help, ask the sender to send it again.",
  altered: "This is not what was sent: it was changed where it was kept.",
  alteredNext: "Do not rely on it. Tell the sender, and ask for another link.",
  ended: "The sender has ended this link.",
  endedNext: "If you still need to see the document, ask them for another link.",
  expired: "The time in which this link could be opened is over.",
  expiredNext: "Ask the sender for another link.",
  used: "This link was opened as often as it may be.",
  usedNext:
    "If that was not you, tell the sender: somebody else has seen the document. Ask them for another link.",
  unknown: "There is nothing at this link, or not any more.",
  unknownNext:
    "Compare it with the message in which you got it, or ask the sender for another one.",
  unreadable: "This page cannot read what is at this link.",
  unreadableNext: "Reload the page to get its newest version.",
  busy: "Too many links were opened from this network.",
  busyNext: "Wait five minutes, and try again.",
  unreachable: "The service does not answer.",
  unreachableNext: "Check the network, and try again.",
} as const;
