package dev.quern;

import java.util.Arrays;
import java.util.List;

/**
 * How a convolution moves over its input. Each list has one number for every dim, or one for all.
 *
 * @param stride positions between neighbouring windows
 * @param padding zeros before and after the input
 * @param dilation positions between neighbouring elements of a window
 * @param groups parts that input and output channels are divided into; each output sees its own
 */
public record ConvOptions(
    List<Integer> stride, List<Integer> padding, List<Integer> dilation, int groups) {
  /** PyTorch's: every position, no padding, dense windows, one group. */
  public static final ConvOptions DEFAULT = new ConvOptions(List.of(1), List.of(0), List.of(1), 1);

  public ConvOptions {
    stride = List.copyOf(stride);
    padding = List.copyOf(padding);
    dilation = List.copyOf(dilation);
  }

  public ConvOptions withStride(int... stride) {
    return new ConvOptions(list(stride), padding, dilation, groups);
  }

  public ConvOptions withPadding(int... padding) {
    return new ConvOptions(stride, list(padding), dilation, groups);
  }

  public ConvOptions withDilation(int... dilation) {
    return new ConvOptions(stride, padding, list(dilation), groups);
  }

  public ConvOptions withGroups(int groups) {
    return new ConvOptions(stride, padding, dilation, groups);
  }

  static List<Integer> list(int... numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }
}
