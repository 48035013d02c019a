package dev.quern;

/** What {@code max(dim)} and its like return: the values, and where along the dim they stand. */
public record ValuesAndIndices(Tensor values, Tensor indices) {}
