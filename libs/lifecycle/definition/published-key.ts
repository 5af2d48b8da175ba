/** Digits of a hash that name the stream in which its value was published. */
export const HASH_DIGITS = 32;
