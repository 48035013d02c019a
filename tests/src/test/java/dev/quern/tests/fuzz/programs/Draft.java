package dev.quern.tests.fuzz.programs;

import dev.quern.Tensor;
import dev.quern.compiler.ir.DType;
import dev.quern.tests.fuzz.programs.Statement.Ask;
import dev.quern.tests.fuzz.programs.Statement.Call;
import dev.quern.tests.fuzz.programs.Statement.Input;
import dev.quern.tests.fuzz.programs.Statement.Ref;
import dev.quern.tests.fuzz.programs.Statement.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** A program that grows: statements that were tried while they were written, on nodes alone. */
final class Draft {
  /** Elements of all nodes: a hundredth of a second for the reference. */
  private static final long SMALL = 400_000;

  /** What fills caches, for one program in 40. */
  private static final long LARGE = 12_000_000;

  final Random random;
  final Extents extents;

  /** True if all floats are whole numbers, whose sums and products are exact. */
  final boolean exact;

  private final long seed;
  private final Run run;
  private final List<Statement> statements = new ArrayList<>();
  private final Set<Ref> lost = new HashSet<>(); // have no history any more, or of such
  private final Work work;

  private Draft(long seed) {
    this.seed = seed;
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    random.nextInt();
    boolean large = random.nextInt(40) == 0;
    this.work = new Work(large ? LARGE : SMALL);
    this.extents = new Extents(random, large);
    this.exact = random.nextBoolean();
    this.run = Run.building(seed);
  }

  /** The program of a seed, mostly of one family of operations. */
  static Program of(long seed, Family family) {
    Draft draft = new Draft(seed);
    draft.input(DType.FLOAT32, draft.extents.shape());
    int moves = 1 + draft.random.nextInt(6);
    for (int i = 0; i < moves; i++) {
      boolean own = i == 0 || draft.random.nextInt(3) == 0;
      draft.grow(own ? family : Family.any(draft.random));
    }
    if (draft.random.nextInt(3) > 0) {
      draft.grow(Family.TRAINING);
    }
    Requests.last(draft);
    return new Program(seed, draft.statements).trimmed();
  }

  /** A move of the family, which may turn out to be impossible: what it did before that stays. */
  private void grow(Family family) {
    for (int trial = 0; trial < 4; trial++) {
      try {
        family.moves().grow(this);
        if (random.nextInt(8) == 0) {
          Requests.some(this);
        }
        return;
      } catch (IllegalArgumentException | IllegalStateException impossible) {
        // The API says what is legal; the next trial chooses again.
      }
    }
  }

  // ---- statements

  Ref call(Ref receiver, String method, Object... arguments) {
    return add(new Call(receiver, method, Arrays.asList(arguments), "", false));
  }

  Ref part(Ref receiver, String part, String method, Object... arguments) {
    return add(new Call(receiver, method, Arrays.asList(arguments), part, false));
  }

  Ref function(String method, Object... arguments) {
    return add(new Call(null, method, Arrays.asList(arguments), "", false));
  }

  void quietly(Ref receiver, String method, Object... arguments) {
    add(new Call(receiver, method, Arrays.asList(arguments), "", true));
  }

  void ask(List<Ref> wanted) {
    add(new Ask(wanted));
  }

  void step(List<Ref> parameters) {
    add(new Step(!exact && random.nextBoolean(), exact ? 1 : 0.01, parameters));
  }

  /** Numbers that fit the program, learned now and then. */
  Ref input(DType dtype, int... shape) {
    Numbers numbers =
        exact ? Numbers.whole(random.nextInt(1 << 20)) : Numbers.real(random.nextInt(1 << 20));
    return input(numbers, dtype, dtype.isFloat() && random.nextInt(3) > 0, shape);
  }

  Ref positions(DType dtype, int limit, int... shape) {
    return input(Numbers.below(limit, random.nextInt(1 << 20)), dtype, false, shape);
  }

  private Ref input(Numbers numbers, DType dtype, boolean learned, int... shape) {
    List<Integer> sizes = Arrays.stream(shape).boxed().toList();
    need(
        !sizes.isEmpty()
            && sizes.stream().mapToLong(i -> i).reduce(1, (a, b) -> a * b) <= extents.most());
    return add(new Input(numbers, dtype, sizes, learned));
  }

  private Ref add(Statement statement) {
    run.execute(statement);
    Ref ref = new Ref(run.position() - 1);
    Tensor made = run.value(ref);
    try {
      if (made != null && statement.isPure()) {
        need(made.numel() <= extents.most());
        need(work.pays(made.node()));
      }
    } catch (IllegalArgumentException tooMuch) {
      run.undo();
      throw tooMuch;
    }
    statements.add(statement);
    if (statement.uses().stream().anyMatch(lost::contains)) {
      lost.add(ref);
    }
    return ref;
  }

  /** Gradients of all leaves, after which only new values have a history unless it is kept. */
  void backward(Ref loss, boolean retains) {
    call(loss, "backward", retains);
    if (!retains) {
      lost.addAll(all(tensor -> tensor.requiresGrad() && !tensor.isLeaf()));
    }
  }

  /** True if backward may start there. */
  boolean hasHistory(Ref ref) {
    Tensor value = value(ref);
    return value.requiresGrad() && !value.isLeaf() && !lost.contains(ref);
  }

  // ---- what is there

  Tensor value(Ref ref) {
    return run.value(ref);
  }

  int[] shape(Ref ref) {
    return value(ref).shape().toArray();
  }

  int rank(Ref ref) {
    return value(ref).dim();
  }

  boolean isFloat(Ref ref) {
    return value(ref).dtype().isFloat();
  }

  /** Goes on only if so. */
  static void need(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("does not fit");
    }
  }

  List<Ref> all(Predicate<Tensor> fitting) {
    List<Ref> all = new ArrayList<>();
    for (int position = 0; position < statements.size(); position++) {
      Tensor value = run.value(new Ref(position));
      if (value != null && fitting.test(value)) {
        all.add(new Ref(position));
      }
    }
    return all;
  }

  /** One that fits; recent ones more often. */
  Ref pick(Predicate<Tensor> fitting) {
    List<Ref> all = all(fitting);
    need(!all.isEmpty());
    int back = random.nextInt(random.nextInt(3) == 0 ? all.size() : Math.min(3, all.size()));
    return all.get(all.size() - 1 - back);
  }

  Ref among(List<Ref> refs) {
    need(!refs.isEmpty());
    return refs.get(random.nextInt(refs.size()));
  }

  Ref pick() {
    return pick(tensor -> true);
  }

  /** A float of a rank, of what is there or new. */
  Ref real(int rank) {
    List<Ref> all = all(tensor -> tensor.dtype().isFloat() && tensor.dim() == rank);
    boolean fresh = all.isEmpty() || random.nextInt(4) == 0;
    return fresh
        ? input(floating(), extents.shape(rank))
        : all.get(all.size() - 1 - random.nextInt(Math.min(4, all.size())));
  }

  Ref real() {
    return pick(tensor -> tensor.dtype().isFloat());
  }

  /** Another value that broadcasts with it, mostly of the same dtype; at times a new one. */
  Ref beside(Ref ref) {
    int[] shape = shape(ref);
    DType dtype = value(ref).dtype();
    List<Ref> all =
        all(
            t ->
                (t.dtype() == dtype || random.nextInt(6) == 0)
                    && extents.broadcast(t.shape().toArray(), shape));
    if (random.nextInt(3) == 0 && shape.length > 0) {
      int[] reduced = shape.clone();
      if (random.nextBoolean()) {
        reduced[random.nextInt(shape.length)] = 1;
      }
      return input(dtype, reduced);
    }
    return all.get(random.nextInt(all.size()));
  }

  DType floating() {
    return random.nextInt(8) == 0 ? DType.FLOAT64 : DType.FLOAT32;
  }

  int axis(Ref ref) {
    need(rank(ref) > 0);
    return random.nextInt(rank(ref));
  }

  @SafeVarargs
  final <T> T one(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
