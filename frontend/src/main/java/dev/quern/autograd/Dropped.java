package dev.quern.autograd;

/**
 * Marks a tensor whose history a {@code backward()} has dropped: gradients can't go on from here.
 */
public final class Dropped implements Mark {}
