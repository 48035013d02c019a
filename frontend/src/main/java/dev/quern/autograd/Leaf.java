package dev.quern.autograd;

/** Marks a tensor that gradients are collected for: they end here. Compared by identity. */
public non-sealed interface Leaf extends Mark {}
