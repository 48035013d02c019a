package dev.quern.data;

import dev.quern.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;

/**
 * The rows of some tensors, a batch at a time: each batch has the same rows of every tensor. Each
 * iteration is one pass; shuffled, in another order each time.
 */
public final class Batches implements Iterable<List<Tensor>> {
  private final List<Tensor> columns;
  private final int size;
  private final boolean shuffle;
  private final boolean dropLast;

  /** Batches of {@code size} rows; what is left over at the end is dropped. */
  public Batches(List<Tensor> columns, int size, boolean shuffle) {
    this(columns, size, shuffle, true);
  }

  public Batches(List<Tensor> columns, int size, boolean shuffle, boolean dropLast) {
    if (columns.isEmpty() || size < 1) {
      throw new IllegalArgumentException("Batches: needs tensors and a positive size, got " + size);
    }
    for (Tensor column : columns) {
      if (column.dim() == 0 || column.size(0) != columns.get(0).size(0)) {
        throw new IllegalArgumentException(
            "Batches: tensors differ in rows, "
                + columns.get(0).shape()
                + " and "
                + column.shape());
      }
    }
    this.columns = List.copyOf(columns);
    this.size = size;
    this.shuffle = shuffle;
    this.dropLast = dropLast;
  }

  private int rows() {
    return columns.get(0).size(0);
  }

  /** Batches in one pass. */
  public int count() {
    return dropLast ? rows() / size : (rows() + size - 1) / size;
  }

  @Override
  public Iterator<List<Tensor>> iterator() {
    long[] order =
        shuffle ? Tensor.randperm(rows()).toLongArray() : LongStream.range(0, rows()).toArray();
    return new Pass(order);
  }

  private final class Pass implements Iterator<List<Tensor>> {
    private final long[] order;
    private int batch;

    Pass(long[] order) {
      this.order = order;
    }

    @Override
    public boolean hasNext() {
      return batch < count();
    }

    @Override
    public List<Tensor> next() {
      if (!hasNext()) {
        throw new NoSuchElementException("batch " + batch + " of " + count());
      }
      int start = batch++ * size;
      Tensor rows =
          Tensor.of(Arrays.copyOfRange(order, start, Math.min(order.length, start + size)));
      List<Tensor> parts = new ArrayList<>();
      columns.forEach(column -> parts.add(column.indexSelect(0, rows)));
      return parts;
    }
  }
}
