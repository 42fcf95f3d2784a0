/** Refuses a file that is damaged, hostile or of another kind. */
export function refuseFile(got: string, expected: string): never {
  throw new SyntaxError(`Cannot read the file: ${got}, expected ${expected}`);
}

/** Refuses one array of a file. */
export function refuseArray(
  name: string,
  got: string,
  expected: string,
): never {
  throw new SyntaxError(
    `Cannot read array "${name}" of the file: ${got}, expected ${expected}`,
  );
}

/** Small files may be of zeros, or of one number that stands for many. */
const mostTimes = 20;
const mostBytes = 64e6;

/**
 * Refuses a file that becomes too much in memory: doubles of a computation
 * hardly shrink, text some tenfold; what packs them can hide a thousand times a
 * file's size.
 */
export function checkExpansion(total: number, fileLength: number): void {
  const most = Math.max(mostBytes, mostTimes * fileLength);
  if (total <= most) return;
  refuseFile(
    `it expands to more than ${Math.floor(most / 1e6)} MB`,
    `${mostTimes} times its size or ${mostBytes / 1e6} MB`,
  );
}
