export const enMandates = {
  title: "Acting for others",
  lead: "Who acts for somebody can keep that person's documents and show them. Each copy says for whom it is shown. An office checks this before it begins.",
  none: "You act for nobody, and nobody acts for you. To set this up, go to a desk of the Population Administration with the ID cards of both.",
  somebody: "somebody",
  of: {
    delegate: "You act for {name}",
    principal: "{name} acts for you",
  },
  as: {
    parent: "as a parent",
    guardian: "as a guardian",
    "power-of-attorney": "with a power of attorney",
  },
  until: "Until {day}",
  allTypes: "All documents",
  purpose: "For: {purpose}",
  by: "Checked by {office}",
  over: "Ended on {day}",
  giveUp: "Give this up",
  giveUpTitle: "Give up acting for {name}?",
  takeBack: "Take this back",
  takeBackTitle: "Take it back from {name}?",
  endLead:
    "The copies that were made for it stop counting, on all devices. To have it again, both of you go to a desk.",
  byOffice: "Only an office can end this.",
  needPasskey: "To end one, sign in with fingerprint or face.",
  forWhom: "For {name}",
  notice:
    "This is the document of {name}. You may show it, {as}, until {day}. Everybody to whom you show it reads your name, the name of {name}, and that you act {as}.",
  told: "{name} is told when copies are made for your device.",
  shownAs: "How it is shown",
};
