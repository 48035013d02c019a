package dev.quern.autograd;

/** What a DETACH with a mark means: whose gradient passes there, and how. */
public sealed interface Mark permits Leaf, Watch, OwnGradient, Dropped {}
