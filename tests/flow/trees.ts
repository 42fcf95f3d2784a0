/** A rooted tree: the trees that hang on its root. */
export type Tree = readonly Tree[];

/** All rooted trees with that many vertices. */
export function treesOf(vertices: number): Tree[] {
  return forests(vertices - 1, vertices - 1);
}

/** Multisets of trees with `vertices` in all, none larger than `largest`. */
function forests(vertices: number, largest: number): Tree[] {
  if (vertices === 0) return [[]];
  const found: Tree[] = [];
  for (let size = Math.min(vertices, largest); size >= 1; size--) {
    const heads = treesOf(size);
    for (const rest of forests(vertices - size, size)) {
      heads.forEach((head, i) => {
        // of trees of one size, only in the order of the list
        const next = rest[0];
        const sameSize = next !== undefined && vertexCount(next) === size;
        if (!sameSize || i <= heads.findIndex((h) => isSame(h, next))) {
          found.push([head, ...rest]);
        }
      });
    }
  }
  return found;
}

function isSame(a: Tree, b: Tree): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** |τ|. */
export function vertexCount(tree: Tree): number {
  return 1 + tree.reduce((sum, branch) => sum + vertexCount(branch), 0);
}

/** γ(τ): the product of the sizes of all subtrees. */
export function density(tree: Tree): number {
  return tree.reduce(
    (product, branch) => product * density(branch),
    vertexCount(tree),
  );
}

/**
 * Φᵢ(τ) of a Runge–Kutta method with matrix a. A Rosenbrock method has another
 * matrix, a + Γ, at vertices with a single branch (Hairer and Wanner IV.7).
 */
export function elementaryWeights(
  tree: Tree,
  a: readonly (readonly number[])[],
  single: readonly (readonly number[])[] = a,
): number[] {
  const matrix = tree.length === 1 ? single : a;
  const branches = tree.map((branch) => elementaryWeights(branch, a, single));
  return a.map((_, i) =>
    branches.reduce((product, weights) => {
      let sum = 0;
      matrix[i].forEach((aij, j) => sum += aij * weights[j]);
      return product * sum;
    }, 1)
  );
}
