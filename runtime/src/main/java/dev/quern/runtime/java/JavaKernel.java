package dev.quern.runtime.java;

import dev.quern.compiler.render.Rendered;
import dev.quern.runtime.Backend;

/** A kernel's compiled class. */
record JavaKernel(Rendered rendered, KernelCode code, CodeSize largestMethod)
    implements Backend.Loaded {}
