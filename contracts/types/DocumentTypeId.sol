// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A document type's name on chain: `sha256(utf8(vct))`, where `vct` is the SD-JWT VC type URL.
type DocumentTypeId is bytes32;
