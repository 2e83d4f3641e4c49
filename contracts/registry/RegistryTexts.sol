// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorityRegistry} from "../interfaces/IAuthorityRegistry.sol";
import {
    ISSUER_BYTES_MAX,
    ISSUER_PREFIX_BYTES_MAX,
    ISSUER_SLUG_BYTES_MAX,
    NAMES_BYTES_MAX
} from "../libraries/Limits.sol";
import {AuthorityId} from "../types/AuthorityId.sol";

/// @title What the texts of a registration must look like
/// @notice Readers of the registry's events can represent every text that passes here. A library with its own
/// address, because the registry's code has a greatest size (EIP-170).
library RegistryTexts {
    /// @notice Refuses what is no issuer's URL: a prefix and a slug of `[a-z0-9]+(-[a-z0-9]+)*`.
    /// @return authority SHA-256 of the URL
    /// @return slugStart where the slug begins; what is before it is the prefix, with its last slash
    /// @return prefix keccak256 of the prefix
    function readIssuer(
        string memory issuer
    ) external pure returns (AuthorityId authority, uint256 slugStart, bytes32 prefix) {
        bytes memory text = bytes(issuer);
        _requireLength(text, ISSUER_BYTES_MAX);
        slugStart = text.length;
        while (slugStart != 0 && text[slugStart - 1] != "/") --slugStart;
        _requireSlug(text, slugStart);
        _requirePrefix(text, slugStart);
        return (AuthorityId.wrap(sha256(text)), slugStart, _hashStart(text, slugStart));
    }

    /// @notice Refuses what is no prefix of issuers' URLs: http or https, a host, a path that ends with a slash.
    /// @return hash keccak256 of the prefix
    function readPrefix(string memory prefix) external pure returns (bytes32 hash) {
        bytes memory text = bytes(prefix);
        _requirePrefix(text, text.length);
        return keccak256(text);
    }

    /// @notice Whether the issuer is the acting authority's own, a hyphen, and more.
    /// @param slugStart as {readIssuer} returned it
    function isOwnBranch(
        string memory issuer,
        uint256 slugStart,
        AuthorityId acting
    ) external pure returns (bool isOwn) {
        bytes memory text = bytes(issuer);
        for (uint256 i = text.length; i > slugStart; --i) {
            if (text[i - 1] == "-" && acting == AuthorityId.wrap(sha256(_start(text, i - 1)))) return true;
        }
        return false;
    }

    /// @notice Refuses names that are no object of JSON at first sight, or no UTF-8, or have control characters.
    /// Readers parse them, and cope with what is no JSON.
    function requireNames(string memory names) external pure {
        bytes memory text = bytes(names);
        _requireLength(text, NAMES_BYTES_MAX);
        if (text[0] != "{") revert IAuthorityRegistry.AuthorityRegistry_TextInvalid(0);
        if (text[text.length - 1] != "}") revert IAuthorityRegistry.AuthorityRegistry_TextInvalid(text.length - 1);
        uint256 position = 0;
        while (position != text.length) position = _nextCharacter(text, position);
    }

    function _requireSlug(bytes memory text, uint256 start) private pure {
        uint256 length = text.length - start;
        if (length == 0 || length > ISSUER_SLUG_BYTES_MAX) {
            revert IAuthorityRegistry.AuthorityRegistry_TextLength(length, ISSUER_SLUG_BYTES_MAX);
        }
        bool wasWord = false;
        for (uint256 i = start; i < text.length; ++i) {
            bytes1 char = text[i];
            bool isWord = (char >= "a" && char <= "z") || (char >= "0" && char <= "9");
            if (!isWord && !(wasWord && char == "-")) revert IAuthorityRegistry.AuthorityRegistry_TextInvalid(i);
            wasWord = isWord;
        }
        if (!wasWord) revert IAuthorityRegistry.AuthorityRegistry_TextInvalid(text.length - 1);
    }

    /// @dev Of `text` up to `end`. Only what RFC 3986 lets a URL have, without query and fragment.
    function _requirePrefix(bytes memory text, uint256 end) private pure {
        if (end > ISSUER_PREFIX_BYTES_MAX) {
            revert IAuthorityRegistry.AuthorityRegistry_TextLength(end, ISSUER_PREFIX_BYTES_MAX);
        }
        uint256 host = 0;
        if (_startsWith(text, end, "https://")) host = 8;
        if (_startsWith(text, end, "http://")) host = 7;
        if (host == 0 || end < host + 2) revert IAuthorityRegistry.AuthorityRegistry_TextInvalid(0);
        if (text[host] == "/") revert IAuthorityRegistry.AuthorityRegistry_TextInvalid(host);
        for (uint256 i = host; i < end; ++i) {
            if (!_isOfUrl(text[i])) revert IAuthorityRegistry.AuthorityRegistry_TextInvalid(i);
        }
        if (text[end - 1] != "/") revert IAuthorityRegistry.AuthorityRegistry_TextInvalid(end - 1);
    }

    function _startsWith(bytes memory text, uint256 end, bytes memory start) private pure returns (bool does) {
        return end >= start.length && _hashStart(text, start.length) == keccak256(start);
    }

    /// @dev RFC 3986 §2: unreserved, percent-encoded, and the delimiters of host and path.
    function _isOfUrl(bytes1 char) private pure returns (bool isAllowed) {
        if (char < "!" || char > "~") return false;
        return
            char != "\"" &&
            char != "#" &&
            char != "<" &&
            char != ">" &&
            char != "?" &&
            char != "\\" &&
            char != "^" &&
            char != "`" &&
            char != "{" &&
            char != "|" &&
            char != "}";
    }

    /// @notice Reads one character: RFC 3629 §4, without the control characters U+0000 to U+001F and U+007F to U+009F.
    /// @return next where the character after the one at `position` begins
    function _nextCharacter(bytes memory text, uint256 position) private pure returns (uint256 next) {
        uint256 code = uint8(text[position]);
        next = position + 1;
        if (code >= 0x20 && code < 0x7f) return next;
        uint256 least = 0;
        uint256 more = 0;
        if (code >= 0xc0 && code < 0xe0) (least, more, code) = (0xa0, 1, code & 0x1f);
        else if (code >= 0xe0 && code < 0xf0) (least, more, code) = (0x800, 2, code & 0x0f);
        else if (code >= 0xf0 && code < 0xf8) (least, more, code) = (0x10000, 3, code & 0x07);
        if (more == 0 || next + more > text.length) revert IAuthorityRegistry.AuthorityRegistry_TextInvalid(position);
        for (; more != 0; --more) {
            uint256 tail = uint8(text[next]);
            ++next;
            if (tail & 0xc0 != 0x80) revert IAuthorityRegistry.AuthorityRegistry_TextInvalid(position);
            code = (code << 6) | (tail & 0x3f);
        }
        bool isSurrogate = code >= 0xd800 && code < 0xe000;
        if (code < least || code > 0x10ffff || isSurrogate) {
            revert IAuthorityRegistry.AuthorityRegistry_TextInvalid(position);
        }
    }

    function _requireLength(bytes memory text, uint256 bytesMax) private pure {
        if (text.length == 0 || text.length > bytesMax) {
            revert IAuthorityRegistry.AuthorityRegistry_TextLength(text.length, bytesMax);
        }
    }

    function _hashStart(bytes memory text, uint256 length) private pure returns (bytes32 hash) {
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            hash := keccak256(add(text, 0x20), length)
        }
    }

    function _start(bytes memory text, uint256 length) private pure returns (bytes memory start) {
        start = new bytes(length);
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            mcopy(add(start, 0x20), add(text, 0x20), length)
        }
    }
}
