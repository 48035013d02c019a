package dev.quern.compiler.lower;

import java.util.List;

/** The lowered kernel with what its slots stand for. */
public record Lowered(Nest nest, List<Slot> slots) {}
