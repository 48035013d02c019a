package dev.quern.compiler.ir;

/**
 * A sum of products over an iteration space of {@code batch x m x n} results with {@code k} terms
 * each, and how it is blocked: register tiles of {@code mr x nr}, cache blocks of {@code mc x nc}
 * results over {@code kc} terms. {@code m}, {@code n} and {@code k} are the real sizes; tiles at
 * the edge multiply whatever the panels hold past it, which no result that is stored depends on.
 *
 * @param panel rows of A in a panel: {@code mr}, or a multiple of it that is packed faster
 * @param termsTogether true if a panel of A holds the terms of each row beside each other, {@code
 *     [panel][kc]}, rather than the rows of each term, {@code [kc][panel]}
 * @param sharing batches beside each other that have the same A
 * @param inPlace true if B is not in panels: an array says where the columns of each term begin,
 *     which lie beside each other
 */
public record ContractionShape(
    int batch,
    int m,
    int n,
    int k,
    DType dtype,
    int mr,
    int nr,
    int mc,
    int nc,
    int kc,
    int panel,
    boolean termsTogether,
    int sharing,
    boolean inPlace) {
  /** With panels of A that hold the rows of each term, {@code mr} of them. */
  public ContractionShape(
      int batch, int m, int n, int k, DType dtype, int mr, int nr, int mc, int nc, int kc) {
    this(batch, m, n, k, dtype, mr, nr, mc, nc, kc, mr, false, 1, false);
  }

  /** The same with another number of terms in a block. */
  public ContractionShape withTerms(int terms) {
    return with(terms, panel, termsTogether, sharing, inPlace);
  }

  /** The same with panels of A that hold the terms of each row. */
  public ContractionShape withTermsTogether() {
    return with(kc, mr, true, sharing, inPlace);
  }

  /** The same with panels of A that hold this many rows of each term. */
  public ContractionShape withPanel(int rows) {
    return with(kc, rows, false, sharing, inPlace);
  }

  /** The same with one A for so many batches, which divides their number. */
  public ContractionShape withSharing(int batches) {
    return with(kc, panel, termsTogether, batches, inPlace);
  }

  /** The same with columns of B where an array says that they begin. */
  public ContractionShape withColumnsInPlace() {
    return with(kc, panel, termsTogether, sharing, true);
  }

  private ContractionShape with(
      int terms, int rows, boolean together, int batches, boolean columnsInPlace) {
    return new ContractionShape(
        batch, m, n, k, dtype, mr, nr, mc, nc, terms, rows, together, batches, columnsInPlace);
  }

  /** How far apart the terms of a row are in a panel of A. */
  public int apart() {
    return termsTogether ? 1 : panel;
  }

  @Override
  public String toString() {
    return "batch "
        + batch
        + " m "
        + m
        + " n "
        + n
        + " k "
        + k
        + " "
        + dtype
        + " tile "
        + mr
        + " "
        + nr
        + " block "
        + mc
        + " "
        + nc
        + " "
        + kc
        + (panel == mr ? "" : " panel " + panel)
        + (termsTogether ? " together" : "")
        + (sharing == 1 ? "" : " shared " + sharing)
        + (inPlace ? " in place" : "");
  }
}
