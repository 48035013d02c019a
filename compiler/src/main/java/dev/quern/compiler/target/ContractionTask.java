package dev.quern.compiler.target;

import dev.quern.compiler.ir.DType;

/**
 * A sum of products offered to a template: for each of {@code batch} pairs, {@code m x k} times
 * {@code k x n}.
 *
 * @param wholeRows true if the results are used row by row, so that a block must hold all n columns
 */
public record ContractionTask(long batch, long m, long n, long k, DType dtype, boolean wholeRows) {}
