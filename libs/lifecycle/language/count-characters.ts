/**
 * How many characters a text has, as notices count them: code points, line breaks (LF) not counted. A character
 * outside the basic plane is one, though JavaScript's `length` says two.
 */
export function countCharacters(text: string): number {
  let count = 0;
  for (const character of text) if (character !== '\n') count += 1;
  return count;
}
