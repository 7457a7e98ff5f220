/**
 * Solves A x = b for a symmetric positive definite A by Cholesky's factorisation (Golub and Van Loan 2013, "Matrix
 * computations", algorithm 4.2.1).
 *
 * @param a row-major, size x size; the lower triangle is read and overwritten by the factor
 * @param b overwritten by x
 * @returns false where A is not positive definite to working accuracy; `a` and `b` are then spoilt
 */
export function solveByCholesky(a: Float64Array, b: Float64Array): boolean {
  const size = b.length;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = a[row * size + column];
      for (let k = 0; k < column; k += 1) sum -= a[row * size + k] * a[column * size + k];
      if (row !== column) a[row * size + column] = sum / a[column * size + column];
      else if (sum > 0) a[row * size + row] = Math.sqrt(sum);
      else return false;
    }
  }
  for (let row = 0; row < size; row += 1) {
    let sum = b[row];
    for (let k = 0; k < row; k += 1) sum -= a[row * size + k] * b[k];
    b[row] = sum / a[row * size + row];
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = b[row];
    for (let k = row + 1; k < size; k += 1) sum -= a[k * size + row] * b[k];
    b[row] = sum / a[row * size + row];
  }
  return true;
}
