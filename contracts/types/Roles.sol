// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// What an officer may do for an authority, as bit flags of one uint8.

/// @dev Change the record of the authorities below (of the city: its own too).
uint8 constant ADMINISTER = 1;
/// @dev Issue documents. Checked off chain, where documents are signed.
uint8 constant ISSUE = 2;
/// @dev Change the statuses of documents.
uint8 constant REVOKE = 4;
/// @dev Append batches to the document log.
uint8 constant ANCHOR = 8;
/// @dev Every flag there is; a value with another bit is refused.
uint8 constant ALL_ROLES = ADMINISTER | ISSUE | REVOKE | ANCHOR;
