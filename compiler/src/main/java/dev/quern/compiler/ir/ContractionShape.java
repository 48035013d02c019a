package dev.quern.compiler.ir;

/**
 * A sum of products over an iteration space of {@code batch x m x n} results with {@code k} terms
 * each, and how it is blocked: register tiles of {@code mr x nr}, cache blocks of {@code mc x nc}
 * results over {@code kc} terms. {@code m}, {@code n} and {@code k} are the real sizes; tiles at
 * the edge are padded with zeros in the packed panels.
 */
public record ContractionShape(
    int batch, int m, int n, int k, DType dtype, int mr, int nr, int mc, int nc, int kc) {
  @Override
  public String toString() {
    return "batch " + batch + " m " + m + " n " + n + " k " + k + " " + dtype + " tile " + mr + " "
        + nr + " block " + mc + " " + nc + " " + kc;
  }
}
