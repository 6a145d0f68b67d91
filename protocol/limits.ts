/** Every bound of the wire protocol, in one place, with its unit in its name. */

/** Largest WebSocket message a client may send, after reassembly. */
export const MAX_FRAME_BYTES = 64 * 1024;
/** Largest padded plaintext of one message; its base64url ciphertext still fits in a frame. */
export const MAX_PAYLOAD_BYTES = 32 * 1024;
/** Largest text of one message. */
export const MAX_TEXT_BYTES = 16 * 1024;
/** Different emoji that stand under one message; later ones do not count. */
export const MAX_MESSAGE_EMOJI = 20;
/** Those among them that one person puts there. */
export const MAX_PERSON_EMOJI = 5;
/** Largest signed header of an envelope. */
export const MAX_HEADER_BYTES = 1024;
/** Largest control record. */
export const MAX_CONTROL_RECORD_BYTES = 2048;
/** Largest epoch manifest. */
export const MAX_MANIFEST_BYTES = 2048;
/** Largest identity statement. */
export const MAX_STATEMENT_BYTES = 4096;
/** Largest DER certificate accepted anywhere. */
export const MAX_CERTIFICATE_BYTES = 8 * 1024;
/** Largest DER PKCS#10 request accepted. */
export const MAX_CSR_BYTES = 4 * 1024;
/** Epoch-secret wraps in one `submit` of kind `wraps`. */
export const MAX_WRAPS_PER_FRAME = 64;
/** Members of one room. */
export const MAX_ROOM_MEMBERS = 1000;
/** Items answered to one `sync`. */
export const MAX_SYNC_ITEMS = 200;
/** Bytes of item bodies answered to one `sync`; at least one item is always sent. */
export const MAX_SYNC_BYTES = 512 * 1024;
/** Ids in one `wraps`, `identities` or similar look-up. */
export const MAX_LOOKUP_IDS = 200;
/**
 * Bytes of one part of a list (people, conversations, identities), near enough: lists that are
 * longer come in parts, so that none is more than a socket takes at once. At least one item is sent.
 */
export const MAX_LIST_PART_BYTES = 512 * 1024;
/** Open rooms in one part of their list. */
export const MAX_ROOMS_PER_PART = 500;
/** Open rooms that a list has, by name: what a browser asks for each time that one changes. */
export const MAX_LISTED_ROOMS = 5_000;
/** People, rooms or conversations in one list: a bound against a flood, not a rule. */
export const MAX_LISTED = 100_000;
/** People of the directory that a list has: what a browser still holds and draws. */
export const MAX_LISTED_PEOPLE = 20_000;
/** Characters (code points) of a person's full name, wherever it stands. */
export const MAX_FULL_NAME_CHARS = 80;
/** RFC 5321 4.5.3.1.3 allows a path of 256 octets, two of which are the angle brackets. */
export const MAX_MAIL_BYTES = 254;
/** UTF-16 units of a username; as many characters as RFC 4524 2.19 and Active Directory's schema allow. */
export const MAX_UID_UNITS = 256;
/** Characters (code points) of a room's name. */
export const MAX_ROOM_NAME_CHARS = 80;
/** UTF-16 units of a room's name as the server tells it. */
export const MAX_ROOM_NAME_UNITS = 2 * MAX_ROOM_NAME_CHARS;
/** Messages after which an epoch is spent. */
export const MAX_EPOCH_MESSAGES = 1000;
/** Age after which an epoch is spent. */
export const MAX_EPOCH_AGE_MS = 7 * 24 * 60 * 60 * 1000;
/** Largest file, before it is sealed. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;
/** Plaintext bytes in one sealed chunk of a file. */
export const MIN_FILE_CHUNK_BYTES = 64 * 1024;
export const MAX_FILE_CHUNK_BYTES = 1024 * 1024;
/** What sealing adds to each chunk of a file: its header and the tag of AES-GCM. */
export const FILE_CHUNK_OVERHEAD_BYTES = 22 + 16;
/** Characters (code points) of a display name. */
export const MAX_DISPLAY_NAME_CHARS = 64;
/** Largest statement of a display name. */
export const MAX_NAME_STATEMENT_BYTES = 1024;
/** Display names of one person that are kept; the oldest go. */
export const MAX_KEPT_NAMES = 200;
