import type { TextTable } from "./TextTable.ts";

/** Plain words for every code: what it means for the person who checks a document. */
export const en: TextTable = {
  "verdict.valid": "This document is valid.",
  "verdict.valid-with-unknown":
    "This document is valid as far as could be checked: {count} checks were not possible, and you allowed that.",
  "verdict.valid-as-of":
    "This document was valid as of {time}; whether it was revoked since was not refreshed.",
  "verdict.invalid": "This document is not valid.",
  "verdict.unknown": "We cannot tell whether this document is valid.",
  "well-formed.ok": "The document can be read.",
  "well-formed.malformed": "This is not a document that we can read.",
  "well-formed.damaged": "The file was damaged on its way. Ask for it again.",
  "well-formed.old-type": "The document uses an older form that you do not accept.",
  "trust-list.ok": "The list of trusted authorities is genuine and up to date (from {time}).",
  "trust-list.missing": "There is no list of trusted authorities to check against.",
  "trust-list.not-verified": "Nobody has checked that the list of trusted authorities is genuine.",
  "trust-list.not-yet": "The list of trusted authorities is from the future. Check your clock.",
  "trust-list.expired": "The list of trusted authorities is too old (ended {time}). Get a new one.",
  "issuer-known.ok": "Issued by {authority}.",
  "issuer-known.unknown-authority": "No authority that we know of issued this document.",
  "issuer-known.no-trust-list": "We cannot tell who issued it without the list of authorities.",
  "issuer-known.not-at-hand":
    "We do not have what the list of authorities says of the one that issued it.",
  "issuer-known.newer-than-list":
    "The list of authorities does not have the one that issued it, but is older than the document.",
  "signature.ok": "The authority's signature is genuine and nothing was changed.",
  "signature.wrong": "The signature is wrong: the document was forged or changed.",
  "signature.unknown-key": "It is signed with a key that does not belong to {authority}.",
  "signature.newer-than-list":
    "It is signed with a key that the list of authorities does not have for {authority}, but the list is older than the document.",
  "signature.no-issuer": "We cannot check the signature of an authority that we do not know.",
  "in-log.ok": "The document is in the public log since {time}.",
  "in-log.wrong": "The document is not in the public log, although its proof says so.",
  "in-log.outside-term":
    "The log says that the document was recorded at {time}, when that log was not in use.",
  "in-log.in-the-future":
    "The log says that the document was recorded at {time}, which is yet to come.",
  "in-log.clock-behind":
    "This device's clock seems to be behind (the document was recorded at {time}, here it is {now}).",
  "in-log.no-proof": "The document came without a proof that it is in the public log.",
  "checkpoint.ok": "{count} independent witnesses confirmed the log ({quorum} are needed).",
  "checkpoint.ok-without-witnesses":
    "The log confirmed itself; this network asks for no witnesses.",
  "checkpoint.unknown-log": "The proof is from a log that our list of authorities does not have.",
  "checkpoint.contradicts-list":
    "The proof shows another log than the list of authorities knows: it was forged.",
  "checkpoint.not-signed": "The log did not sign this proof.",
  "checkpoint.unknown-log-key":
    "The log signed this proof with a key that our list of authorities does not have.",
  "checkpoint.key-ended":
    "The log's key that signed this proof is not in use any more, and does not count for it.",
  "checkpoint.forged-signature": "A signature on the proof is forged.",
  "checkpoint.too-few-witnesses": "Only {count} of {quorum} witnesses confirmed the log.",
  "checkpoint.too-few-post-quantum":
    "Only {count} of {quorum} witnesses confirmed the log in a way that withstands quantum computers.",
  "checkpoint.unknown-witnesses":
    "{count} of {quorum} witnesses that we know confirmed the log; others did that our list of authorities does not have.",
  "checkpoint.ended-witnesses":
    "{count} of {quorum} witnesses confirmed the log; others did when they were not in office.",
  "checkpoint.unknown-quorum":
    "{count} of {quorum} witnesses confirmed the log, by a list of authorities that is older than that.",
  "checkpoint.not-proven":
    "The keys that signed this proof are not in use any more, and the log did not show that the proof is part of it.",
  "checkpoint.clock-behind":
    "This device's clock seems to be behind (the log was confirmed at {time}, here it is {now}).",
  "checkpoint.no-proof": "The document came without a proof from the log.",
  "checkpoint.no-trust-list": "We cannot check the log without the list of authorities.",
  "key-current.ok": "The authority's key was in use when the document was recorded.",
  "key-current.not-current": "The authority's key was not in use when the document was recorded.",
  "key-current.distrusted":
    "The authority's key is not trusted since {time}, and the document was recorded later.",
  "key-current.newer-than-list":
    "By our list of authorities the key was not in use, but the list is older than the document.",
  "key-current.no-anchoring": "We do not know when the document was recorded.",
  "key-current.no-issuer": "We cannot check the key of an authority that we do not know.",
  "authority-active.ok": "The authority was active when the document was recorded.",
  "authority-active.not-active": "{authority} was not active when the document was recorded.",
  "authority-active.newer-than-list":
    "By our list of authorities {authority} was not active, but the list is older than the document.",
  "authority-active.not-at-hand":
    "We do not have what the list of authorities says of those above the issuer.",
  "authority-active.no-anchoring": "We do not know when the document was recorded.",
  "authority-active.no-issuer": "We cannot check an authority that we do not know.",
  "accredited.ok": "The authority was allowed to issue this kind of document.",
  "accredited.not-accredited":
    "The authority was not allowed to issue this kind of document: {authority} lacked the right.",
  "accredited.newer-than-list":
    "By our list of authorities {authority} lacked the right, but the list is older than the document.",
  "accredited.not-at-hand":
    "We do not have what the list of authorities says of those above the issuer.",
  "accredited.no-anchoring": "We do not know when the document was recorded.",
  "accredited.no-issuer": "We cannot check the rights of an authority that we do not know.",
  "validity-period.ok": "The document is within its dates.",
  "validity-period.expired": "The document expired on {end}.",
  "validity-period.not-yet": "The document is not valid before {time}.",
  "validity-period.clock-behind":
    "This device's clock seems to be behind (the document was signed at {time}, here it is {now}).",
  "validity-period.clock-ahead":
    "This device's clock seems to be ahead (the status list that was just fetched is from {time}, here it is {now}).",
  "status.ok": "Not revoked and not suspended, as of {time}.",
  "status.not-refreshed":
    "Not revoked and not suspended as of {time}; that has not been refreshed since.",
  "status.revoked": "Revoked by {authority} (known since {time}). It will not be valid again.",
  "status.suspended": "Suspended by {authority} for now (as of {time}).",
  "status.undefined-value": "The authority gave this document a status that we do not know.",
  "status.out-of-range": "The authority's status list does not have this document.",
  "status.missing": "We do not know whether it was revoked: there is no status list at hand.",
  "status.too-old": "Our knowledge of revocations is too old (from {time}). Refresh it.",
  "status.not-trusted":
    "The status list at hand is not genuine, so we do not know about revocation.",
  "status.forged": "The status that came with the document is forged.",
  "status.no-issuer": "We cannot check the status list of an authority that we do not know.",
  "key-binding.ok": "The person who shows the document holds its key.",
  "key-binding.ok-for-anybody":
    "The holder of its key made this, but nobody asked for whom: who shows it here was not checked.",
  "key-binding.not-asked": "Proof that the document belongs to the person was not requested.",
  "key-binding.missing": "The proof that the document belongs to the person is missing.",
  "key-binding.no-holder-key": "The document is not bound to anybody's key.",
  "key-binding.wrong-signature": "It was shown by somebody who does not hold the document's key.",
  "key-binding.other-presentation": "The proof of possession was made for something else.",
  "key-binding.too-old": "The document was shown too long ago. Ask for it again.",
  "key-binding.in-the-future": "The document was shown in the future. Check the clocks.",
  "key-binding.clock-ahead":
    "This device's clock seems to be ahead (the status list that was just fetched is from {time}, here it is {now}).",
  "audience.ok": "It was shown to you.",
  "audience.not-asked": "Nobody asked to whom it was shown.",
  "audience.other": "It was shown to somebody else.",
  "audience.no-key-binding": "It does not say to whom it was shown.",
  "nonce.ok": "It answers your request.",
  "nonce.not-asked": "Nobody asked which request it answers.",
  "nonce.other": "It answers another request. It may have been copied.",
  "nonce.no-key-binding": "It does not say which request it answers.",
  "claims.ok": "What it says fits this kind of document.",
  "claims.do-not-fit": "What it says does not fit this kind of document.",
  "claims.other-type": "This is not the kind of document that you asked for.",
  "claims.unknown-type": "We do not know this kind of document.",
  "claims.no-trust-list": "We cannot check what it says without the list of authorities.",
  "claims.not-signed": "We did not check what it says, because nobody we know signed it.",
  "claims.too-large": "It says more than we check at once, so we did not check whether it fits.",
};
