package dev.quern.compiler.ir;

import java.util.Set;

/** The kinds of {@link Arg} that an op takes: each op names one. */
public enum ArgKind {
  NONE(Arg.None.class),
  STORAGE(Arg.Stored.class, Arg.Slot.class),
  LITERAL(Arg.Literal.class),
  SCALAR(Arg.Symbol.class, Arg.Bound.class),
  AXIS(Arg.Axis.class),
  AXES(Arg.Axes.class),
  SHRINK(Arg.Shrink.class),
  PAD(Arg.Pad.class),
  WINDOW(Arg.Window.class),
  REDUCE(Arg.Reduce.class),
  ID(Arg.Id.class),
  OPTIONAL_ID(Arg.None.class, Arg.Id.class),
  ACCUMULATOR(Arg.Accumulator.class),
  RAMP(Arg.Ramp.class),
  LANES(Arg.Lanes.class),
  FOLD(Arg.Fold.class),
  OPTIONAL_STEP(Arg.None.class, Arg.Step.class),
  CONTRACTION(Arg.Contraction.class),
  TITLE(Arg.None.class, Arg.Name.class);

  private final Set<Class<? extends Arg>> admitted;

  @SafeVarargs
  ArgKind(Class<? extends Arg>... admitted) {
    this.admitted = Set.of(admitted);
  }

  /** True if this argument is of the kind. */
  public boolean admits(Arg arg) {
    return admitted.contains(arg.getClass());
  }
}
