package dev.quern;

import dev.quern.autograd.Dropped;
import dev.quern.autograd.Watch;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.ir.Variable;
import dev.quern.io.RawTensor;
import dev.quern.runtime.Evaluation;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.memory.Lengths;
import dev.quern.runtime.memory.Memory;
import dev.quern.runtime.memory.StaleVersionException;
import dev.quern.runtime.profile.Phase;
import dev.quern.runtime.profile.Probe;
import dev.quern.runtime.profile.Span;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A multi-dimensional array that is computed when its values are asked for: PyTorch's names in
 * lowerCamelCase, its argument order, broadcasting, dtype promotion and defaults.
 *
 * <p>Functions of {@code torch.nn.functional} are methods of their first argument. In-place methods
 * end in an underscore, as PyTorch's do. Shapes, dtypes and devices are checked by the building
 * call, which throws {@link IllegalArgumentException}; nothing is computed before {@link #item},
 * {@code to...Array}, {@link #realize} or an optimizer's step.
 *
 * <p>What differs from PyTorch: views are values, so writing in place to the result of a movement
 * method is an error that points to {@link #set}; {@code Tensor.of} copies its array.
 */
public final class Tensor {
  private static final VarHandle NODE = nodeHandle();

  private final Device device;
  private Node node;
  private boolean requiresGrad;
  private boolean reachesLeaf; // true if a leaf that requires grad can be reached from the node
  private boolean view;
  private boolean historyDropped;
  private GradientSlot
      slot; // of a leaf that requires grad, or once retainGrad() was called; else null
  private Bounds bounds; // null where nothing is known

  Tensor(Node node, Device device, boolean requiresGrad, boolean reachesLeaf) {
    this.node = node;
    this.device = device;
    this.requiresGrad = requiresGrad;
    this.reachesLeaf = reachesLeaf;
    Capture.made(this);
  }

  private static VarHandle nodeHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(Tensor.class, "node", Node.class);
    } catch (ReflectiveOperationException missing) {
      throw new ExceptionInInitializerError(missing);
    }
  }

  // ---- making tensors

  /**
   * A copy of an array of float, double, int, long or boolean, nested to any depth, such as {@code
   * float[][]}.
   *
   * @throws IllegalArgumentException if nested arrays differ in length
   */
  public static Tensor of(Object nestedArray) {
    return Creation.of(
        NestedArrays.flat(nestedArray), NestedArrays.shape(nestedArray), Mode.current().device());
  }

  /**
   * The tensor of a file.
   *
   * @throws IllegalStateException if Quern does not compute with its element type
   */
  public static Tensor of(RawTensor raw) {
    int[] sizes = Arrays.stream(raw.shape()).mapToInt(Math::toIntExact).toArray();
    return of(raw.array()).reshape(sizes);
  }

  /** A copy of the array under a shape; one size may be -1. */
  public static Tensor of(float[] data, int... shape) {
    return shaped(data, data.length, shape);
  }

  public static Tensor of(double[] data, int... shape) {
    return shaped(data, data.length, shape);
  }

  public static Tensor of(int[] data, int... shape) {
    return shaped(data, data.length, shape);
  }

  public static Tensor of(long[] data, int... shape) {
    return shaped(data, data.length, shape);
  }

  public static Tensor of(boolean[] data, int... shape) {
    return shaped(data, data.length, shape);
  }

  private static Tensor shaped(Object data, int length, int... shape) {
    Device device = Mode.current().device();
    int[] sizes = shape.length == 0 ? new int[] {length} : shape;
    Tensor flat = full(new int[] {length}, 0L); // checks the shape before anything is copied
    return Creation.of(data, Movement.reshape("of", flat, sizes).shape(), device);
  }

  /** A number as a tensor without dims: float32 or int64, as PyTorch's {@code tensor(3)}. */
  public static Tensor scalar(Number value) {
    return Creation.full(Shape.SCALAR, Promotion.of(value), value, Mode.current().device());
  }

  /**
   * A number that is given at launch, as a tensor without dims: in the next step it may have
   * another value, and nothing is compiled again.
   */
  public static Tensor variable(String name, DType dtype, Number value) {
    Node node = Nodes.bound(Variable.scalar(name), Elementwise.literal(dtype, value));
    return new Tensor(node, Mode.current().device(), false, false);
  }

  /** The same; a {@link Compiled} asks for the value again at each call. */
  public static Tensor variable(String name, DType dtype, Supplier<? extends Number> value) {
    Variable variable = Variable.scalar(name);
    Capture.current()
        .ifPresent(capture -> capture.step(new Capture.Step.Ask(variable, dtype, value)));
    return variable(name, dtype, value.get());
  }

  public static Tensor full(int[] shape, Number value) {
    return full(shape, value, Promotion.of(value));
  }

  public static Tensor full(int[] shape, Number value, DType dtype) {
    return Creation.full(Shapes.of("full", shape), dtype, value, Mode.current().device());
  }

  public static Tensor zeros(int... shape) {
    return full(shape, 0, Quern.defaultDtype());
  }

  public static Tensor zeros(DType dtype, int... shape) {
    return full(shape, 0, dtype);
  }

  public static Tensor ones(int... shape) {
    return full(shape, 1, Quern.defaultDtype());
  }

  public static Tensor ones(DType dtype, int... shape) {
    return full(shape, 1, dtype);
  }

  public Tensor zerosLike() {
    return Creation.full(shape(), dtype(), 0, device);
  }

  public Tensor onesLike() {
    return Creation.full(shape(), dtype(), 1, device);
  }

  public Tensor fullLike(Number value) {
    return Creation.full(shape(), dtype(), value, device);
  }

  /** 0, 1, ... up to {@code end}, exclusive: int64, or float32 if a number has a fraction type. */
  public static Tensor arange(Number end) {
    return Creation.arange(0, end, 1);
  }

  public static Tensor arange(Number start, Number end) {
    return Creation.arange(start, end, 1);
  }

  public static Tensor arange(Number start, Number end, Number step) {
    return Creation.arange(start, end, step);
  }

  /** {@code steps} numbers from start to end, both included. */
  public static Tensor linspace(double start, double end, int steps) {
    return Creation.linspace(start, end, steps);
  }

  /** The identity matrix. */
  public static Tensor eye(int n) {
    return Creation.eye(n, n);
  }

  public static Tensor eye(int rows, int columns) {
    return Creation.eye(rows, columns);
  }

  /** Uniform in [0, 1), from this thread's {@link Generator}. */
  public static Tensor rand(int... shape) {
    return rand(Quern.defaultDtype(), shape);
  }

  public static Tensor rand(DType dtype, int... shape) {
    return Creation.uniform("rand", Shapes.of("rand", shape), dtype, Mode.current().device());
  }

  /** Normal with mean 0 and variance 1. */
  public static Tensor randn(int... shape) {
    return randn(Quern.defaultDtype(), shape);
  }

  public static Tensor randn(DType dtype, int... shape) {
    return Creation.normal("randn", Shapes.of("randn", shape), dtype, Mode.current().device());
  }

  /** int64 in [low, high). */
  public static Tensor randint(long low, long high, int... shape) {
    return Creation.integers(low, high, Shapes.of("randint", shape), Mode.current().device());
  }

  /** The numbers 0 to n-1 in random order. */
  public static Tensor randperm(int n) {
    return of(Creation.permutation(n));
  }

  /** The tensor that a node of the IR stands for. For those who build on the IR itself. */
  public static Tensor ofNode(Node node, Device device) {
    return new Tensor(node, device, false, true);
  }

  static Tensor ofGraph(Node node, Device device, boolean requiresGrad) {
    return new Tensor(node, device, requiresGrad, true);
  }

  // ---- what it is

  public Shape shape() {
    return node.shape();
  }

  /** The size of a dim, counted from the end if negative; of one that varies, what it is here. */
  public int size(int dim) {
    Shapes.check(dim() > 0, "size", "a scalar has no dims");
    int axis = Shapes.axis("size", dim, shape());
    return shape().size(axis).isFixed() ? shape().max(axis) : sizes()[axis];
  }

  /** The sizes of all dims, as they are here. */
  int[] sizes() {
    return shape().isFixed() ? shape().toArray() : varyingSizes();
  }

  private int[] varyingSizes() {
    Capture.refuse("the size of a dim that varies");
    return lengths().of(shape());
  }

  /** What is known of the values of the sizes that vary. */
  Lengths lengths() {
    return shape().isFixed() ? Lengths.NONE : Evaluation.lengths(value());
  }

  /** The number of dims. */
  public int dim() {
    return shape().rank();
  }

  /** The number of elements. */
  public long numel() {
    return shape().isFixed() ? shape().elements() : Shape.of(sizes64()).elements();
  }

  private long[] sizes64() {
    return Arrays.stream(sizes()).asLongStream().toArray();
  }

  /**
   * A copy in which a dim's size is one of the values of {@code size}: what is computed from it is
   * compiled once, for all of them. The values are copied at the call, and gradients do not pass.
   *
   * <p>A dim that varies keeps its name in {@link #shape} through all that is computed from it. It
   * cannot be split or joined with others, and what is cut from it must be there at its smallest.
   *
   * @throws IllegalArgumentException if the size is not within the bounds of {@code size}
   */
  public Tensor varying(int dim, Dim size) {
    return Varying.of(this, dim, size);
  }

  public DType dtype() {
    return node.dtype();
  }

  public Device device() {
    return device;
  }

  /** The node of the IR that stands for the value; marks for gradients included. */
  public Node node() {
    Capture.uses(this);
    return node;
  }

  /** The node without the marks on top of it: what is evaluated. */
  public Node value() {
    return unmarked(node());
  }

  private static Node unmarked(Node node) {
    Node bare = node;
    while (bare.op() == Op.DETACH) {
      bare = bare.source(0);
    }
    return bare;
  }

  // ---- values

  /**
   * The one element, as a double. Evaluates.
   *
   * @throws IllegalArgumentException if there are more
   */
  public double item() {
    return NestedArrays.doubleAt(single(), 0);
  }

  /** The one element of an integer tensor. Evaluates. */
  public long itemLong() {
    return NestedArrays.longAt(single(), 0);
  }

  /** The one element of a bool tensor. Evaluates. */
  public boolean itemBoolean() {
    return itemLong() != 0;
  }

  private Object single() {
    Shapes.check(
        numel() == 1,
        "item",
        () -> "needs one element, " + Shapes.text(shape()) + " has " + numel());
    return elements();
  }

  /** The elements in row-major order, converted if need be. Evaluates. */
  public float[] toFloatArray() {
    return NestedArrays.floats(elements());
  }

  public double[] toDoubleArray() {
    return NestedArrays.doubles(elements());
  }

  public int[] toIntArray() {
    return NestedArrays.ints(elements());
  }

  public long[] toLongArray() {
    return NestedArrays.longs(elements());
  }

  public boolean[] toBooleanArray() {
    return NestedArrays.booleans(elements());
  }

  /**
   * A nested array of this dtype, such as {@code float[][]}; of a scalar, an array of one.
   * Evaluates.
   */
  public Object toArray() {
    return NestedArrays.nested(elements(), sizes());
  }

  /** The values as a file holds them. Evaluates. */
  public RawTensor raw() {
    return RawTensor.of(elements(), sizes64());
  }

  /**
   * A primitive array of this dtype in row-major order. Evaluates. While another thread updates
   * this tensor, its values before or after an update.
   */
  Object elements() {
    while (true) {
      Node source = source();
      if (source.op() == Op.CONST) {
        return NestedArrays.filled(source.literal(), numel());
      }
      Capture.refuse("item or toArray");
      try {
        Optional<Node> leaf = Evaluation.stored(source).or(this::realized);
        if (leaf.isPresent()) {
          Object elements = Transfer.download(leaf.get());
          return shape().isFixed() ? elements : Varying.elements(this, elements);
        }
      } catch (StaleVersionException overtaken) {
        if (source() == source) { // no other thread has put a newer value in its place
          throw overtaken;
        }
      }
    }
  }

  /** The node that has the same elements in the same order. */
  private Node source() {
    Node source = value();
    while (source.op() == Op.RESHAPE || source.op() == Op.DETACH) {
      source = source.source(0);
    }
    return source;
  }

  /** Evaluates; empty if another thread has just replaced what was evaluated. */
  private Optional<Node> realized() {
    return Evaluation.stored(realize().value());
  }

  /** Evaluates this tensor and everything pending in this thread, in one plan. */
  public Tensor realize() {
    if (!isStored()) {
      Mode.current().pending().evaluate(List.of(this));
    }
    return this;
  }

  /** Evaluates these tensors and everything pending in this thread, in one plan. */
  public static void realize(List<Tensor> tensors) {
    Mode.current().pending().evaluate(tensors);
  }

  /** True if the value is in memory, so that asking for it computes nothing. */
  public boolean isStored() {
    return Evaluation.stored(value(), device()).isPresent();
  }

  /**
   * Points at the stored value, unless gradients still need the history, or another thread has
   * written a newer one meanwhile.
   */
  void settle() {
    Node seen = node();
    Evaluation.stored(unmarked(seen), device())
        .ifPresent(
            leaf -> {
              if (isMarkedLeaf()) {
                NODE.compareAndSet(this, seen, Nodes.mark(leaf, slot));
              } else if (historyDropped) {
                NODE.compareAndSet(this, seen, Nodes.mark(leaf, new Dropped()));
              } else if (!requiresGrad && NODE.compareAndSet(this, seen, leaf)) {
                reachesLeaf = false;
              }
            });
  }

  // ---- gradients

  public boolean requiresGrad() {
    return requiresGrad;
  }

  /** True unless it was computed from tensors that require grad. */
  public boolean isLeaf() {
    return !requiresGrad || isMarkedLeaf();
  }

  /** True of a leaf that requires grad, whose node bears its mark. */
  boolean isMarkedLeaf() {
    return slot != null && node.arg() instanceof Arg.Mark mark && mark.owner() == slot;
  }

  boolean reachesLeaf() {
    return reachesLeaf;
  }

  /** Asks for gradients with respect to this tensor, which must be a float leaf; returns itself. */
  public Tensor requiresGrad_(boolean on) {
    Shapes.check(
        dtype().isFloat() || !on, "requiresGrad_", () -> "needs a float tensor, got " + dtype());
    if (on == requiresGrad) {
      return this;
    }
    Capture.keeps("requiresGrad_", this);
    Shapes.check(
        on || isLeaf(), "requiresGrad_", "only a leaf can stop requiring grad; use detach()");
    slot = on ? new GradientSlot() : null;
    node = on ? Nodes.mark(node, slot) : value();
    requiresGrad = on;
    reachesLeaf = on;
    return this;
  }

  public Tensor requiresGrad_() {
    return requiresGrad_(true);
  }

  /**
   * The gradient that has accumulated.
   *
   * @throws IllegalStateException if there is none
   */
  public Tensor grad() {
    return gradient()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "grad: this tensor has no gradient; call backward() on what depends on it"
                        + (isLeaf() ? "" : ", after retainGrad() here, since it is no leaf")));
  }

  public boolean hasGrad() {
    return gradient().isPresent();
  }

  private Optional<Tensor> gradient() {
    return slot == null ? Optional.empty() : slot.gradient();
  }

  /** Drops the gradient; the next backward starts a new one. */
  public void zeroGrad() {
    if (slot != null) {
      slot.clear();
    }
  }

  /** Replaces the gradient of a leaf. */
  public void grad(Tensor gradient) {
    Shapes.check(slot != null, "grad", "this tensor does not require grad");
    Shapes.check(
        gradient.shape().equals(shape()) && gradient.dtype() == dtype(),
        "grad",
        () ->
            "the gradient is "
                + gradient.dtype()
                + Shapes.text(gradient.shape())
                + ", the tensor "
                + dtype()
                + Shapes.text(shape()));
    slot.replace(gradient);
  }

  /** Computes the gradients of all leaves that this scalar depends on, and adds them to theirs. */
  public void backward() {
    backward(false);
  }

  /** The same; {@code retainGraph} keeps the history, so that it can be called again. */
  public void backward(boolean retainGraph) {
    Shapes.check(
        shape().elements() == 1,
        "backward",
        () -> "without a gradient it needs one element, this is " + Shapes.text(shape()));
    backward(onesLike(), retainGraph, false);
  }

  /** From the gradient of this tensor, which need not be a scalar. */
  public void backward(Tensor gradient) {
    backward(gradient, false, false);
  }

  /** {@code createGraph} makes the gradients differentiable themselves. */
  public void backward(Tensor gradient, boolean retainGraph, boolean createGraph) {
    if (historyDropped) {
      throw new IllegalStateException(
          "backward: the history of this tensor was dropped by an earlier backward(); call"
              + " backward(true) there to keep it");
    }
    try (Span unused = Probe.span(Phase.BUILD)) {
      Backward.run(this, gradient, retainGraph || createGraph, createGraph);
    }
  }

  void dropHistory() {
    historyDropped = !isLeaf();
    if (isStored()) {
      settle();
    }
  }

  /**
   * Keeps the gradient of a tensor that is no leaf, from here on; call it before using the tensor.
   */
  public void retainGrad() {
    Shapes.check(requiresGrad, "retainGrad", "the tensor does not require grad");
    if (slot == null) {
      slot = new GradientSlot();
      GradientSlot kept = slot;
      watch(
          gradient -> {
            kept.accumulate(ofGraph(gradient, device, false));
            return gradient;
          });
    }
  }

  /**
   * Shows a function each gradient of this tensor, and lets it return another; call it before using
   * the tensor.
   *
   * @return what takes the hook away again
   */
  public Runnable registerHook(UnaryOperator<Tensor> hook) {
    Shapes.check(requiresGrad, "registerHook", "the tensor does not require grad");
    UnaryOperator<Node> onNodes = g -> hook.apply(ofGraph(g, device, false)).cast(this).node();
    if (isLeaf()) {
      slot.hook(onNodes);
      return () -> slot.unhook(onNodes);
    }
    return watch(onNodes);
  }

  private Runnable watch(UnaryOperator<Node> observer) {
    Watch watch = new Watch().add(observer);
    node = Nodes.mark(node, watch);
    return () -> watch.remove(observer);
  }

  /** The same value, which gradients do not pass. */
  public Tensor detach() {
    boolean leaf = isMarkedLeaf();
    Tensor result = new Tensor(leaf ? value() : node, device, false, !leaf && reachesLeaf);
    result.becomeView(this);
    return result;
  }

  // ---- state, for this package

  /** All that can change in a tensor. */
  record State(
      Node node,
      boolean requiresGrad,
      boolean reachesLeaf,
      boolean historyDropped,
      GradientSlot slot,
      Bounds bounds) {}

  State state() {
    return new State(node, requiresGrad, reachesLeaf, historyDropped, slot, bounds);
  }

  void restore(State before) {
    node = before.node;
    requiresGrad = before.requiresGrad;
    reachesLeaf = before.reachesLeaf;
    historyDropped = before.historyDropped;
    slot = before.slot;
    bounds = before.bounds;
  }

  /** Points at a stored value, which has no history. */
  void become(Node leaf) {
    node = slot == null ? leaf : Nodes.mark(leaf, slot);
    reachesLeaf = slot != null;
    historyDropped = false;
    bounds = null;
  }

  /** The leaf that holds the value; computes it if need be. */
  Node leaf() {
    Optional<Node> leaf = Optional.empty();
    while (leaf.isEmpty()) {
      Node bare = node.op() == Op.DETACH ? node.source(0) : node;
      leaf = bare.op() == Op.BUFFER ? Optional.of(bare) : realized();
    }
    return leaf.get();
  }

  /** True of a number that is the same everywhere, for which there is nothing to store. */
  boolean isNumber() {
    return isNumber(node);
  }

  static boolean isNumber(Node node) {
    return node.op() == Op.CONST;
  }

  Optional<Bounds> bounds() {
    return bounds == null && isNumber() && dtype().isInteger()
        ? Optional.of(Bounds.only(node.literal().integer()))
        : Optional.ofNullable(bounds);
  }

  void knowBounds(Bounds known) {
    bounds = known;
  }

  /**
   * Values come from those of another tensor; if some were left out, the bounds are no longer
   * exact.
   */
  void keepBounds(Tensor from) {
    boolean all = from.shape().elements() == shape().elements();
    bounds =
        from.bounds == null || !from.bounds.fit(dtype())
            ? null
            : all ? from.bounds : from.bounds.inexact();
  }

  /** The values are some of those of other tensors. */
  void keepBounds(List<Tensor> from) {
    bounds =
        from.stream()
            .map(tensor -> tensor.bounds().map(Bounds::inexact))
            .reduce((a, b) -> a.flatMap(x -> b.map(x::and)))
            .flatMap(all -> all)
            .filter(all -> all.fit(dtype()))
            .orElse(null);
  }

  void becomeView(Tensor of) {
    view = true;
    keepBounds(of);
  }

  boolean isView() {
    return view;
  }

  /**
   * The current contents for computing the next: an update that is pending already is continued.
   */
  Tensor contents() {
    Node value = value();
    return value.op() == Op.ASSIGN && isLeaf()
        ? new Tensor(value.source(1), device, false, reachesLeaf && slot == null)
        : this;
  }

  /** Takes over the value of another tensor of the same shape and dtype. */
  void become(Tensor next) {
    Capture.uses(this);
    State before = state();
    if (next.requiresGrad) {
      node = next.node;
      slot = null;
      requiresGrad = true;
      reachesLeaf = true;
    } else {
      rebind(next.node, next.reachesLeaf);
    }
    bounds = null;
    Mode.current().pending().add(this, () -> restore(before));
  }

  /** Points at a next value, in this tensor's own storage if it has one that is kept for it. */
  void rebind(Node next, boolean reaches) {
    Node now = value();
    Node target = now.op() == Op.ASSIGN ? now.source(0) : now;
    Node assigned = keepsStorage(target) ? Nodes.assign(target, next) : next;
    if (slot != null) {
      node = Nodes.mark(assigned, slot);
    } else {
      node = assigned;
      reachesLeaf = reaches;
    }
  }

  private static boolean keepsStorage(Node node) {
    return node.arg() instanceof Arg.Stored stored
        && stored.storage() instanceof Memory memory
        && memory.policy() != Memory.Policy.FRESH;
  }

  /** A tensor of its own storage that keeps it when it is written: parameters, moments, caches. */
  public Tensor withStorage(Memory.Policy policy, String name) {
    Shapes.check(
        shape().isFixed(), "withStorage", () -> Shapes.text(shape()) + " has a dim that varies");
    Node leaf = Transfer.upload(device, shape(), elements(), policy, name);
    return new Tensor(leaf, device, false, false);
  }

  /**
   * Replaces what this tensor, a leaf, holds by a copy of another's values, as assigning to {@code
   * x.data} does in PyTorch: no history, no kernel, and what was computed from the old values stays
   * right. Evaluates the other.
   */
  public Tensor data(Tensor source) {
    Shapes.check(isLeaf() && !view, "data", "only a leaf that is no view takes other data");
    Shapes.check(shape().isFixed(), "data", () -> Shapes.text(shape()) + " has a dim that varies");
    Shapes.check(
        source.shape().equals(shape()) && source.dtype() == dtype(),
        "data",
        () ->
            "given "
                + source.dtype()
                + Shapes.text(source.shape())
                + ", needed "
                + dtype()
                + Shapes.text(shape()));
    Memory.Policy policy = storage().map(Memory::policy).orElse(Memory.Policy.FRESH);
    String name = storage().map(Memory::name).orElse("tensor");
    Node leaf = Transfer.upload(device, shape(), source.elements(), policy, name);
    node = slot == null ? leaf : Nodes.mark(leaf, slot);
    reachesLeaf = slot != null;
    bounds = source.bounds;
    Mode.current().pending().remove(this);
    return this;
  }

  /**
   * The name that messages show, such as {@code blocks.3.weight}; it belongs to the storage, so
   * only a tensor that has one takes it.
   */
  public Tensor rename(String name) {
    storage().ifPresent(memory -> memory.rename(name));
    return this;
  }

  private Optional<Memory> storage() {
    Node now = value();
    Node target = now.op() == Op.ASSIGN ? now.source(0) : now;
    return keepsStorage(target)
        ? Optional.of((Memory) ((Arg.Stored) target.arg()).storage())
        : Optional.empty();
  }

  /** This tensor in the dtype of another. */
  Tensor cast(Tensor like) {
    return to(like.dtype());
  }

  // ---- arithmetic

  public Tensor add(Tensor other) {
    return Elementwise.binary("add", this, other, Node::plus);
  }

  public Tensor add(Number other) {
    return Elementwise.withNumber("add", this, other, Node::plus);
  }

  public Tensor sub(Tensor other) {
    return Elementwise.binary("sub", this, other, Node::minus);
  }

  public Tensor sub(Number other) {
    return Elementwise.withNumber("sub", this, other, Node::minus);
  }

  /** {@code other - this}. */
  public Tensor rsub(Number other) {
    return Elementwise.withNumber("rsub", this, other, (x, y) -> y.minus(x));
  }

  public Tensor mul(Tensor other) {
    return Elementwise.binary("mul", this, other, Node::times);
  }

  public Tensor mul(Number other) {
    return Elementwise.withNumber("mul", this, other, Node::times);
  }

  /** True division: integers give float32. */
  public Tensor div(Tensor other) {
    DType dtype = Promotion.real(Promotion.of(this, other));
    return Elementwise.binary("div", this, other, dtype, Node::over);
  }

  public Tensor div(Number other) {
    DType dtype = Promotion.real(Promotion.of(dtype(), other));
    return Elementwise.withNumber("div", this, other, dtype, Node::over);
  }

  /** Division rounded toward negative infinity. */
  public Tensor floorDivide(Tensor other) {
    return Elementwise.binary("floorDivide", this, other, Elementwise::floorDivide);
  }

  public Tensor floorDivide(Number other) {
    return Elementwise.withDivisor("floorDivide", this, other, Elementwise::floorDivide);
  }

  /** The remainder with the sign of the divisor. */
  public Tensor remainder(Tensor other) {
    return Elementwise.binary("remainder", this, other, Elementwise::remainder);
  }

  public Tensor remainder(Number other) {
    Tensor result = Elementwise.withDivisor("remainder", this, other, Elementwise::remainder);
    if (result.dtype().isInteger() && other.longValue() > 0) {
      result.knowBounds(Bounds.within(0, other.longValue() - 1));
    }
    return result;
  }

  /** The remainder with the sign of the dividend. */
  public Tensor fmod(Tensor other) {
    return Elementwise.binary("fmod", this, other, Node::modulo);
  }

  public Tensor fmod(Number other) {
    return Elementwise.withDivisor("fmod", this, other, Node::modulo);
  }

  /** Powers of floats; of integers only by a number that is a whole one, not negative. */
  public Tensor pow(Tensor exponent) {
    return Elementwise.binary("pow", this, exponent, (x, y) -> Nodes.binary(Op.POW, x, y));
  }

  public Tensor pow(Number exponent) {
    return Powers.of(this, exponent);
  }

  /** The larger of two, NaN if either is; of a tie each gets half of the gradient. */
  public Tensor maximum(Tensor other) {
    return Elementwise.binary("maximum", this, other, (x, y) -> Nodes.binary(Op.MAX, x, y));
  }

  public Tensor minimum(Tensor other) {
    return Elementwise.binary("minimum", this, other, (x, y) -> Nodes.binary(Op.MIN, x, y));
  }

  /** {@code this + weight * (end - this)}. */
  public Tensor lerp(Tensor end, Number weight) {
    return add(end.sub(this).mul(weight));
  }

  /** {@code this + value * x * y}. */
  public Tensor addcmul(Tensor x, Tensor y, Number value) {
    return add(x.mul(y).mul(value));
  }

  /** {@code this + value * x / y}. */
  public Tensor addcdiv(Tensor x, Tensor y, Number value) {
    return add(x.div(y).mul(value));
  }

  public Tensor neg() {
    return Elementwise.unary("neg", Op.NEG, this);
  }

  public Tensor abs() {
    return Elementwise.unary("abs", Op.ABS, this);
  }

  /** -1, 0 or 1. */
  public Tensor sign() {
    return gt(0).to(dtype()).sub(lt(0).to(dtype()));
  }

  public Tensor square() {
    return mul(this);
  }

  public Tensor sqrt() {
    return Elementwise.real("sqrt", Op.SQRT, this);
  }

  public Tensor rsqrt() {
    return sqrt().reciprocal();
  }

  public Tensor reciprocal() {
    DType dtype = Promotion.real(dtype());
    return Elementwise.withNumber("reciprocal", this, 1, dtype, (x, one) -> one.over(x));
  }

  public Tensor exp() {
    return Elementwise.real("exp", Op.EXP, this);
  }

  public Tensor expm1() {
    return Activations.expm1(this);
  }

  public Tensor log() {
    return Elementwise.real("log", Op.LOG, this);
  }

  public Tensor log1p() {
    return Activations.log1p(this);
  }

  public Tensor sin() {
    return Elementwise.real("sin", Op.SIN, this);
  }

  public Tensor cos() {
    return Elementwise.real("cos", Op.COS, this);
  }

  public Tensor tanh() {
    return Elementwise.real("tanh", Op.TANH, this);
  }

  public Tensor erf() {
    return Elementwise.real("erf", Op.ERF, this);
  }

  public Tensor floor() {
    return dtype().isFloat() ? Elementwise.unary("floor", Op.FLOOR, this) : this;
  }

  public Tensor ceil() {
    return dtype().isFloat() ? neg().floor().neg() : this;
  }

  public Tensor trunc() {
    return dtype().isFloat() ? where(lt(0), ceil(), floor()) : this;
  }

  /** To the nearest integer, ties to the even one. */
  public Tensor round() {
    return dtype().isFloat() ? Powers.round(this) : this;
  }

  /** Limits to min and max, both included. */
  public Tensor clamp(double min, double max) {
    return Activations.clamp(this, min, max);
  }

  public Tensor clampMin(double min) {
    return Activations.clamp(this, min, Double.POSITIVE_INFINITY);
  }

  public Tensor clampMax(double max) {
    return Activations.clamp(this, Double.NEGATIVE_INFINITY, max);
  }

  // ---- comparison and logic

  public Tensor eq(Tensor other) {
    return Elementwise.binary("eq", this, other, Elementwise::equal);
  }

  public Tensor eq(Number other) {
    return Elementwise.withNumber("eq", this, other, Elementwise::equal);
  }

  public Tensor ne(Tensor other) {
    return Elementwise.binary("ne", this, other, Elementwise::unequal);
  }

  public Tensor ne(Number other) {
    return Elementwise.withNumber("ne", this, other, Elementwise::unequal);
  }

  public Tensor lt(Tensor other) {
    return Elementwise.binary("lt", this, other, Elementwise::less);
  }

  public Tensor lt(Number other) {
    return Elementwise.withNumber("lt", this, other, Elementwise::less);
  }

  public Tensor gt(Tensor other) {
    return Elementwise.binary("gt", this, other, (x, y) -> Elementwise.less(y, x));
  }

  public Tensor gt(Number other) {
    return Elementwise.withNumber("gt", this, other, (x, y) -> Elementwise.less(y, x));
  }

  public Tensor le(Tensor other) {
    return Elementwise.binary("le", this, other, Elementwise::lessOrEqual);
  }

  public Tensor le(Number other) {
    return Elementwise.withNumber("le", this, other, Elementwise::lessOrEqual);
  }

  public Tensor ge(Tensor other) {
    return Elementwise.binary("ge", this, other, (x, y) -> Elementwise.lessOrEqual(y, x));
  }

  public Tensor ge(Number other) {
    return Elementwise.withNumber("ge", this, other, (x, y) -> Elementwise.lessOrEqual(y, x));
  }

  public Tensor logicalAnd(Tensor other) {
    return Elementwise.binary("logicalAnd", this, other, DType.BOOL, Node::and);
  }

  public Tensor logicalOr(Tensor other) {
    return Elementwise.binary(
        "logicalOr", this, other, DType.BOOL, (x, y) -> Nodes.binary(Op.OR, x, y));
  }

  public Tensor logicalXor(Tensor other) {
    return Elementwise.binary(
        "logicalXor", this, other, DType.BOOL, (x, y) -> Nodes.binary(Op.XOR, x, y));
  }

  public Tensor logicalNot() {
    return Elementwise.unary("logicalNot", Op.NOT, to(DType.BOOL));
  }

  /** Of integers and bools. */
  public Tensor bitwiseAnd(Tensor other) {
    return Elementwise.binary("bitwiseAnd", this, other, Node::and);
  }

  public Tensor bitwiseOr(Tensor other) {
    return Elementwise.binary("bitwiseOr", this, other, (x, y) -> Nodes.binary(Op.OR, x, y));
  }

  public Tensor bitwiseXor(Tensor other) {
    return Elementwise.binary("bitwiseXor", this, other, (x, y) -> Nodes.binary(Op.XOR, x, y));
  }

  public Tensor bitwiseNot() {
    return Elementwise.unary("bitwiseNot", Op.NOT, this);
  }

  public Tensor isnan() {
    return Elementwise.binary("isnan", this, this, Elementwise::unequal);
  }

  public Tensor isinf() {
    return dtype().isFloat()
        ? abs().eq(Double.POSITIVE_INFINITY)
        : full(shape().toArray(), 0, DType.BOOL);
  }

  public Tensor isfinite() {
    return isnan().logicalOr(isinf()).logicalNot();
  }

  /** {@code condition ? x : y}, element by element. */
  public static Tensor where(Tensor condition, Tensor x, Tensor y) {
    return Elementwise.where(condition, x, y);
  }

  public static Tensor where(Tensor condition, Tensor x, Number y) {
    return Elementwise.where(condition, x, scalar(y));
  }

  /** This where the condition holds, {@code other} elsewhere. */
  public Tensor where(Tensor condition, Tensor other) {
    return Elementwise.where(condition, this, other);
  }

  /** {@code value} where the mask holds. */
  public Tensor maskedFill(Tensor mask, Number value) {
    return Elementwise.where(
        mask.expandAs(this), Creation.full(Shape.SCALAR, dtype(), value, device), this);
  }

  // ---- activations

  /** max(x, 0); its gradient at 0 is 0. */
  public Tensor relu() {
    return Activations.relu(this);
  }

  /** x where positive, {@code slope * x} elsewhere. */
  public Tensor leakyRelu(double slope) {
    return where(gt(0), this, mul(slope));
  }

  public Tensor elu(double alpha) {
    return Activations.elu(this, alpha);
  }

  public Tensor sigmoid() {
    return Activations.sigmoid(this);
  }

  /** {@code x * sigmoid(x)}. */
  public Tensor silu() {
    return mul(sigmoid());
  }

  /** log(1 + exp(x)). */
  public Tensor softplus() {
    return Activations.softplus(this);
  }

  /** {@code x * Phi(x)}, by the error function. */
  public Tensor gelu() {
    return gelu(Approximation.NONE);
  }

  public Tensor gelu(Approximation approximation) {
    return Activations.gelu(this, approximation);
  }

  public Tensor softmax(int dim) {
    return Activations.softmax(this, dim);
  }

  public Tensor logSoftmax(int dim) {
    return Activations.logSoftmax(this, dim);
  }

  public Tensor logsumexp(int dim, boolean keepdim) {
    return Activations.logsumexp(this, dim, keepdim);
  }

  /** Zeroes elements with probability p and scales the others, in training; else returns this. */
  public Tensor dropout(double p, boolean training) {
    return Activations.dropout(this, p, training);
  }

  // ---- products

  /** PyTorch's rules: vectors are completed to matrices, leading dims broadcast. */
  public Tensor matmul(Tensor other) {
    return Products.matmul(this, other);
  }

  /** Of two matrices. */
  public Tensor mm(Tensor other) {
    Shapes.check(
        dim() == 2 && other.dim() == 2,
        "mm",
        () ->
            "needs two matrices, got "
                + Shapes.text(shape())
                + " and "
                + Shapes.text(other.shape()));
    return matmul(other);
  }

  /** Of two batches of matrices. */
  public Tensor bmm(Tensor other) {
    Shapes.check(
        dim() == 3 && other.dim() == 3 && size(0) == other.size(0),
        "bmm",
        () ->
            "needs (b, n, m) and (b, m, p), got "
                + Shapes.text(shape())
                + " and "
                + Shapes.text(other.shape()));
    return matmul(other);
  }

  /** Of two vectors. */
  public Tensor dot(Tensor other) {
    Shapes.check(
        dim() == 1 && other.dim() == 1,
        "dot",
        () ->
            "needs two vectors, got "
                + Shapes.text(shape())
                + " and "
                + Shapes.text(other.shape()));
    return matmul(other);
  }

  public Tensor outer(Tensor other) {
    return Products.outer(this, other);
  }

  /** {@code this + x matmul y}. */
  public Tensor addmm(Tensor x, Tensor y) {
    return add(x.mm(y));
  }

  /** {@code x W^T}: this is (..., in), the weight (out, in). */
  public Tensor linear(Tensor weight) {
    return Products.linear(this, weight);
  }

  /** {@code x W^T + b}. */
  public Tensor linear(Tensor weight, Tensor bias) {
    Shapes.check(
        bias.dim() == 1 && bias.size(0) == weight.size(0),
        "linear",
        () -> "bias must be (" + weight.size(0) + "), got " + Shapes.text(bias.shape()));
    return linear(weight).add(bias);
  }

  // ---- convolution and pooling

  /** This is (N, C, H, W) or (C, H, W), the weight (O, C / groups, kH, kW). */
  public Tensor conv2d(Tensor weight) {
    return conv2d(weight, ConvOptions.DEFAULT);
  }

  public Tensor conv2d(Tensor weight, ConvOptions options) {
    return Convolution.of("conv2d", 2, this, weight, options);
  }

  /** The bias is (O). */
  public Tensor conv2d(Tensor weight, Tensor bias) {
    return conv2d(weight, bias, ConvOptions.DEFAULT);
  }

  public Tensor conv2d(Tensor weight, Tensor bias, ConvOptions options) {
    Tensor shift = Convolution.bias("conv2d", 2, weight, bias);
    return conv2d(weight, options).add(shift);
  }

  /** PyTorch's arguments in its order, equal in both dims. */
  public Tensor conv2d(
      Tensor weight, Tensor bias, int stride, int padding, int dilation, int groups) {
    ConvOptions options =
        new ConvOptions(List.of(stride), List.of(padding), List.of(dilation), groups);
    return conv2d(weight, bias, options);
  }

  /** This is (N, C, L) or (C, L), the weight (O, C / groups, k). */
  public Tensor conv1d(Tensor weight) {
    return conv1d(weight, ConvOptions.DEFAULT);
  }

  public Tensor conv1d(Tensor weight, ConvOptions options) {
    return Convolution.of("conv1d", 1, this, weight, options);
  }

  public Tensor conv1d(Tensor weight, Tensor bias) {
    return conv1d(weight, bias, ConvOptions.DEFAULT);
  }

  public Tensor conv1d(Tensor weight, Tensor bias, ConvOptions options) {
    Tensor shift = Convolution.bias("conv1d", 1, weight, bias);
    return conv1d(weight, options).add(shift);
  }

  /**
   * The largest element of each window of the last two dims, windows being as far apart as large.
   */
  public Tensor maxPool2d(int kernel) {
    return maxPool2d(kernel, kernel, 0);
  }

  public Tensor maxPool2d(int kernel, int stride, int padding) {
    return maxPool2d(ints(kernel), ints(stride), ints(padding), ints(1));
  }

  /** With one number for each dim, or one for both; the gradient goes to the first largest. */
  public Tensor maxPool2d(int[] kernel, int[] stride, int[] padding, int[] dilation) {
    ConvOptions options =
        ConvOptions.DEFAULT.withStride(stride).withPadding(padding).withDilation(dilation);
    return Pooling.max("maxPool2d", this, Sliding.of("maxPool2d", 2, kernel, options));
  }

  public Tensor maxPool1d(int kernel, int stride, int padding) {
    ConvOptions options = ConvOptions.DEFAULT.withStride(stride).withPadding(padding);
    return Pooling.max("maxPool1d", this, Sliding.of("maxPool1d", 1, ints(kernel), options));
  }

  /** The mean of each window of the last two dims, windows being as far apart as large. */
  public Tensor avgPool2d(int kernel) {
    return avgPool2d(kernel, kernel, 0);
  }

  public Tensor avgPool2d(int kernel, int stride, int padding) {
    return avgPool2d(ints(kernel), ints(stride), ints(padding), true);
  }

  /** With one number for each dim, or one for both; whether added zeros count as elements. */
  public Tensor avgPool2d(int[] kernel, int[] stride, int[] padding, boolean countIncludePad) {
    ConvOptions options = ConvOptions.DEFAULT.withStride(stride).withPadding(padding);
    Sliding sliding = Sliding.of("avgPool2d", 2, kernel, options);
    return Pooling.average("avgPool2d", this, sliding, countIncludePad);
  }

  public Tensor avgPool1d(int kernel, int stride, int padding) {
    ConvOptions options = ConvOptions.DEFAULT.withStride(stride).withPadding(padding);
    Sliding sliding = Sliding.of("avgPool1d", 1, ints(kernel), options);
    return Pooling.average("avgPool1d", this, sliding, true);
  }

  private static int[] ints(int number) {
    return new int[] {number};
  }

  /** Means over as many parts of the last two dims. */
  public Tensor adaptiveAvgPool2d(int size) {
    return adaptiveAvgPool2d(size, size);
  }

  public Tensor adaptiveAvgPool2d(int height, int width) {
    return Pooling.adaptiveAverage("adaptiveAvgPool2d", this, height, width);
  }

  /**
   * softmax(Q K^T / sqrt(size)) V for query (..., L, size), key (..., S, size), value (..., S, v).
   */
  public static Tensor scaledDotProductAttention(Tensor query, Tensor key, Tensor value) {
    return Attention.of(query, key, value, AttentionOptions.PLAIN);
  }

  public static Tensor scaledDotProductAttention(
      Tensor query, Tensor key, Tensor value, AttentionOptions options) {
    return Attention.of(query, key, value, options);
  }

  // ---- reductions; without dims over all of them

  public Tensor sum(int... dims) {
    return Reductions.sum(this, dims, false);
  }

  public Tensor sum(int dim, boolean keepdim) {
    return Reductions.sum(this, new int[] {dim}, keepdim);
  }

  public Tensor sum(int[] dims, boolean keepdim) {
    return Reductions.sum(this, dims, keepdim);
  }

  public Tensor mean(int... dims) {
    return Reductions.mean("mean", this, dims, false);
  }

  public Tensor mean(int dim, boolean keepdim) {
    return Reductions.mean("mean", this, new int[] {dim}, keepdim);
  }

  public Tensor mean(int[] dims, boolean keepdim) {
    return Reductions.mean("mean", this, dims, keepdim);
  }

  public Tensor prod(int... dims) {
    return Reductions.prod(this, dims, false);
  }

  public Tensor prod(int dim, boolean keepdim) {
    return Reductions.prod(this, new int[] {dim}, keepdim);
  }

  /** The unbiased variance (divided by n - 1). */
  public Tensor var(int... dims) {
    return var(dims, 1, false);
  }

  /** The sum of squared deviations divided by {@code n - correction}. */
  public Tensor var(int[] dims, double correction, boolean keepdim) {
    return Reductions.var("var", this, dims, correction, keepdim);
  }

  public Tensor std(int... dims) {
    return std(dims, 1, false);
  }

  public Tensor std(int[] dims, double correction, boolean keepdim) {
    return Powers.rootOfSquares(Reductions.var("std", this, dims, correction, keepdim));
  }

  /** The Euclidean norm. */
  public Tensor norm(int... dims) {
    return Powers.rootOfSquares(mul(this).sum(dims));
  }

  /** The largest element; ties share its gradient evenly. */
  public Tensor max() {
    return amax();
  }

  /** The largest along a dim and where it is first; that element gets the gradient. */
  public ValuesAndIndices max(int dim) {
    return max(dim, false);
  }

  public ValuesAndIndices max(int dim, boolean keepdim) {
    return Reductions.withIndices("max", Op.MAX, this, dim, keepdim);
  }

  public Tensor min() {
    return amin();
  }

  public ValuesAndIndices min(int dim) {
    return min(dim, false);
  }

  public ValuesAndIndices min(int dim, boolean keepdim) {
    return Reductions.withIndices("min", Op.MIN, this, dim, keepdim);
  }

  /** The largest; ties share its gradient evenly. */
  public Tensor amax(int... dims) {
    return Reductions.extreme("amax", Op.MAX, this, dims, false);
  }

  public Tensor amax(int dim, boolean keepdim) {
    return Reductions.extreme("amax", Op.MAX, this, new int[] {dim}, keepdim);
  }

  public Tensor amin(int... dims) {
    return Reductions.extreme("amin", Op.MIN, this, dims, false);
  }

  public Tensor amin(int dim, boolean keepdim) {
    return Reductions.extreme("amin", Op.MIN, this, new int[] {dim}, keepdim);
  }

  /** The position of the largest element in row-major order, the first of several. */
  public Tensor argmax() {
    return flatten().argmax(0);
  }

  public Tensor argmax(int dim) {
    return argmax(dim, false);
  }

  public Tensor argmax(int dim, boolean keepdim) {
    return Reductions.argument("argmax", Op.MAX, this, dim, keepdim);
  }

  public Tensor argmin() {
    return flatten().argmin(0);
  }

  public Tensor argmin(int dim) {
    return argmin(dim, false);
  }

  public Tensor argmin(int dim, boolean keepdim) {
    return Reductions.argument("argmin", Op.MIN, this, dim, keepdim);
  }

  /** True if any element is not zero. */
  public Tensor any(int... dims) {
    return Reductions.truth("any", Op.OR, this, dims, false);
  }

  public Tensor any(int dim, boolean keepdim) {
    return Reductions.truth("any", Op.OR, this, new int[] {dim}, keepdim);
  }

  /** True if no element is zero. */
  public Tensor all(int... dims) {
    return Reductions.truth("all", Op.AND, this, dims, false);
  }

  public Tensor all(int dim, boolean keepdim) {
    return Reductions.truth("all", Op.AND, this, new int[] {dim}, keepdim);
  }

  // ---- movement

  /** The same elements in row-major order; one size may be -1. */
  public Tensor reshape(int... shape) {
    return Movement.reshape("reshape", this, shape);
  }

  public Tensor view(int... shape) {
    return Movement.reshape("view", this, shape);
  }

  public Tensor viewAs(Tensor other) {
    return Movement.reshape("viewAs", this, other.shape());
  }

  public Tensor flatten() {
    return Movement.flatten(this, 0, -1);
  }

  public Tensor flatten(int startDim, int endDim) {
    return Movement.flatten(this, startDim, endDim);
  }

  public Tensor unflatten(int dim, int... sizes) {
    return Movement.unflatten(this, dim, sizes);
  }

  public Tensor unsqueeze(int dim) {
    return Movement.unsqueeze(this, dim);
  }

  /** Removes dims of size 1: those given, or all. */
  public Tensor squeeze(int... dims) {
    return Movement.squeeze(this, dims);
  }

  public Tensor permute(int... dims) {
    return Movement.permute(this, dims);
  }

  public Tensor transpose(int dim0, int dim1) {
    return Movement.transpose(this, dim0, dim1);
  }

  /** The transpose of a matrix. */
  public Tensor t() {
    Shapes.check(dim() <= 2, "t", () -> "needs at most two dims, got " + Shapes.text(shape()));
    return dim() < 2 ? this : transpose(0, 1);
  }

  public Tensor flip(int... dims) {
    return Movement.flip(this, dims);
  }

  /** Repeats dims of size 1; -1 keeps a size. */
  public Tensor expand(int... sizes) {
    return Movement.expand("expand", this, sizes);
  }

  public Tensor expandAs(Tensor other) {
    Shapes.check(
        Shapes.broadcast("expandAs", shape(), other.shape()).equals(other.shape()),
        "expandAs",
        () -> Shapes.text(shape()) + " does not expand to " + Shapes.text(other.shape()));
    return Movement.expand("expandAs", this, other.shape());
  }

  public Tensor broadcastTo(int... shape) {
    return Movement.expand("broadcastTo", this, shape);
  }

  /** As many copies along each dim, one after the other. */
  public Tensor repeat(int... times) {
    return Movement.repeat(this, times);
  }

  public Tensor narrow(int dim, int start, int length) {
    return Movement.narrow(this, dim, start, Size.of(length));
  }

  /**
   * The same with a length that varies, such as {@code other.shape().size(0)}. All of it must be
   * there at its largest.
   */
  public Tensor narrow(int dim, int start, Size length) {
    return Movement.narrow(this, dim, start, length);
  }

  /** One position of a dim, which the result does not have. */
  public Tensor select(int dim, int index) {
    return Movement.select(this, dim, index);
  }

  /** {@code x[index]}: one position of the first dim. */
  public Tensor get(int index) {
    return Movement.select(this, 0, index);
  }

  /** Python's {@code x[start:end]} along a dim: positions below 0 count from the end. */
  public Tensor slice(int dim, int start, int end) {
    return Movement.slice(this, dim, start, end, 1);
  }

  public Tensor slice(int dim, int start, int end, int step) {
    return Movement.slice(this, dim, start, end, step);
  }

  /** Parts of this size along a dim; the last may be smaller. */
  public List<Tensor> split(int size, int dim) {
    return Movement.splitEvery(this, size, dim);
  }

  public List<Tensor> split(int[] sizes, int dim) {
    return Movement.split(this, dim, sizes);
  }

  /** At most this many parts of equal size along a dim; the last may be smaller. */
  public List<Tensor> chunk(int chunks, int dim) {
    Shapes.check(chunks > 0, "chunk", () -> chunks + " parts are none");
    return Movement.splitEvery(this, Math.max(1, -Math.floorDiv(-size(dim), chunks)), dim);
  }

  /** Windows of a dim, {@code step} apart; the elements of each are a new last dim. */
  public Tensor unfold(int dim, int size, int step) {
    return Movement.unfold(this, dim, size, step);
  }

  public static Tensor cat(List<Tensor> tensors, int dim) {
    return Movement.cat(tensors, dim);
  }

  public static Tensor stack(List<Tensor> tensors, int dim) {
    return Movement.stack(tensors, dim);
  }

  /** Adds elements: widths before and after, from the last dim on, as {@code F.pad}. */
  public Tensor pad(int[] widths, Number value) {
    return Movement.pad(this, widths, value);
  }

  /** What is on and below a diagonal of the last two dims, zero above. */
  public Tensor tril(int diagonal) {
    return Movement.triangle("tril", this, diagonal, true);
  }

  public Tensor tril() {
    return tril(0);
  }

  public Tensor triu(int diagonal) {
    return Movement.triangle("triu", this, diagonal, false);
  }

  public Tensor triu() {
    return triu(0);
  }

  // ---- indexing

  /**
   * {@code out[i][j] = this[index[i][j]][j]} for dim 0, and so on. An index out of range is refused
   * here if its values are known, else where they are evaluated, as by all that takes an index.
   */
  public Tensor gather(int dim, Tensor index) {
    return Indexing.gather(this, dim, index);
  }

  /** {@code this[index[i][j]][j] += source[i][j]} for dim 0, and so on; returns the sum. */
  public Tensor scatterAdd(int dim, Tensor index, Tensor source) {
    return Indexing.scatterAdd(this, dim, index, source);
  }

  /** The positions of a dim that a vector names. */
  public Tensor indexSelect(int dim, Tensor index) {
    Shapes.check(
        index.dim() == 1,
        "indexSelect",
        () -> "the index must be a vector, got " + Shapes.text(index.shape()));
    return Indexing.rows("indexSelect", this, Shapes.axis("indexSelect", dim, shape()), index);
  }

  /** Adds to the positions of a dim that a vector names; returns the sum. */
  public Tensor indexAdd(int dim, Tensor index, Tensor source) {
    return Indexing.indexAdd(this, dim, index, source);
  }

  /** The rows of {@code weight} that these indices name. */
  public Tensor embedding(Tensor weight) {
    Shapes.check(
        weight.dim() == 2,
        "embedding",
        () -> "the weight must be (rows, size), got " + Shapes.text(weight.shape()));
    return Indexing.rows("embedding", weight, 0, this);
  }

  /** 1 at the index's position of a new last dim, 0 elsewhere; int64. */
  public Tensor oneHot(int classes) {
    return Indexing.oneHot(this, classes);
  }

  // ---- normalization and losses

  /** (x - mean) / sqrt(variance + eps) over the last dims. */
  public Tensor layerNorm(int[] normalizedShape, double eps) {
    return Normalization.layer(this, normalizedShape, eps);
  }

  public Tensor layerNorm(int[] normalizedShape, Tensor weight, double eps) {
    Normalization.checkScale("layerNorm", normalizedShape, weight);
    return layerNorm(normalizedShape, eps).mul(weight);
  }

  public Tensor layerNorm(int[] normalizedShape, Tensor weight, Tensor bias, double eps) {
    Normalization.checkScale("layerNorm", normalizedShape, bias);
    return layerNorm(normalizedShape, weight, eps).add(bias);
  }

  /** x / sqrt(mean of squares + eps) over the last dims. */
  public Tensor rmsNorm(int[] normalizedShape, double eps) {
    return Normalization.rootMeanSquare(this, normalizedShape, eps);
  }

  public Tensor rmsNorm(int[] normalizedShape, Tensor weight, double eps) {
    Normalization.checkScale("rmsNorm", normalizedShape, weight);
    return rmsNorm(normalizedShape, eps).mul(weight);
  }

  /** (x - mean) / sqrt(variance + eps) of each channel of (N, C, ...), over all dims but that. */
  public Tensor batchNorm(double eps) {
    return Normalization.batch(this, eps);
  }

  /**
   * In training by the batch's own mean and variance, towards which the running ones are moved by
   * {@code momentum} (by the unbiased variance, as in PyTorch); else by the running ones.
   */
  public Tensor batchNorm(
      Tensor runningMean, Tensor runningVar, boolean training, double momentum, double eps) {
    if (!training) {
      return Normalization.batch(this, runningMean, runningVar, eps);
    }
    Tensor normal = batchNorm(eps);
    Normalization.track(this, runningMean, runningVar, momentum);
    return normal;
  }

  /** The same, scaled and shifted for each channel: PyTorch's arguments in its order. */
  public Tensor batchNorm(
      Tensor runningMean,
      Tensor runningVar,
      Tensor weight,
      Tensor bias,
      boolean training,
      double momentum,
      double eps) {
    Tensor scale = Normalization.perChannel(this, weight);
    Tensor shift = Normalization.perChannel(this, bias);
    return batchNorm(runningMean, runningVar, training, momentum, eps).mul(scale).add(shift);
  }

  /** The mean of -log softmax at the target classes; target -100 does not count. */
  public Tensor crossEntropy(Tensor target) {
    return crossEntropy(target, -100, Reduction.MEAN);
  }

  /** This is (N, C, ...) scores, the target (N, ...) class numbers or (N, C, ...) probabilities. */
  public Tensor crossEntropy(Tensor target, long ignoreIndex, Reduction reduction) {
    return Losses.crossEntropy(this, target, ignoreIndex, reduction);
  }

  /** The same for log probabilities. */
  public Tensor nllLoss(Tensor target) {
    return nllLoss(target, -100, Reduction.MEAN);
  }

  public Tensor nllLoss(Tensor target, long ignoreIndex, Reduction reduction) {
    return Losses.negativeLogLikelihood("nllLoss", this, target, ignoreIndex, reduction);
  }

  public Tensor mseLoss(Tensor target) {
    return mseLoss(target, Reduction.MEAN);
  }

  public Tensor mseLoss(Tensor target, Reduction reduction) {
    return Losses.squared(this, target, reduction);
  }

  public Tensor l1Loss(Tensor target, Reduction reduction) {
    return Losses.absolute(this, target, reduction);
  }

  public Tensor binaryCrossEntropyWithLogits(Tensor target, Reduction reduction) {
    return Losses.binaryWithLogits(this, target, reduction);
  }

  // ---- dtype, device, storage

  public Tensor to(DType dtype) {
    return Elementwise.cast(this, dtype);
  }

  /** This on another device; evaluates if it is on a different one. Gradients do not pass. */
  public Tensor to(Device target) {
    if (!shape().isFixed()) {
      return target == device ? this : Varying.to(this, target);
    }
    return target == device ? this : Creation.of(elements(), shape(), target);
  }

  /**
   * The same value; it is stored, once, rather than recomputed where it is used. The kernel that
   * computes it ends there only if the value is read at other indices than it is computed at, as by
   * a transpose or a broadcast; else that kernel stores it and goes on.
   */
  public Tensor contiguous() {
    Operands in = Operands.of("contiguous", this);
    Tensor result = in.result(Nodes.contiguous(in.node(0)));
    result.keepBounds(this);
    return result;
  }

  /**
   * The same value; it is recomputed, rather than stored, where it is used, which takes away the
   * end of a kernel: the opposite of {@link #contiguous}. Where that can't be, {@link #explain}
   * says why.
   */
  public Tensor inline() {
    Operands in = Operands.of("inline", this);
    return in.result(Nodes.inline(in.node(0)));
  }

  /**
   * Why each value on the way to this one would be stored or inlined, and which kernels would be
   * joined, with rules and numbers; a line each. Compiles, and evaluates nothing.
   */
  public String explain() {
    return Inspected.explanation(this);
  }

  /** The kernels that would compute this, as loops. Compiles, and evaluates nothing. */
  public String kernels() {
    return Inspected.kernels(this);
  }

  /** A copy in storage of its own, made with the next evaluation. */
  @Override
  public Tensor clone() {
    Tensor copy = contiguous();
    Mode.current().pending().add(copy);
    return copy;
  }

  // ---- in place

  public Tensor add_(Tensor other) {
    return InPlace.update("add_", this, x -> x.add(other));
  }

  public Tensor add_(Number other) {
    return InPlace.update("add_", this, x -> x.add(other));
  }

  public Tensor sub_(Tensor other) {
    return InPlace.update("sub_", this, x -> x.sub(other));
  }

  public Tensor sub_(Number other) {
    return InPlace.update("sub_", this, x -> x.sub(other));
  }

  public Tensor mul_(Tensor other) {
    return InPlace.update("mul_", this, x -> x.mul(other));
  }

  public Tensor mul_(Number other) {
    return InPlace.update("mul_", this, x -> x.mul(other));
  }

  public Tensor div_(Tensor other) {
    return InPlace.update("div_", this, x -> x.div(other));
  }

  public Tensor div_(Number other) {
    return InPlace.update("div_", this, x -> x.div(other));
  }

  public Tensor neg_() {
    return InPlace.update("neg_", this, Tensor::neg);
  }

  public Tensor clamp_(double min, double max) {
    return InPlace.update("clamp_", this, x -> x.clamp(min, max));
  }

  public Tensor maskedFill_(Tensor mask, Number value) {
    return InPlace.update("maskedFill_", this, x -> x.maskedFill(mask, value));
  }

  /** Takes the values of another tensor, broadcast and converted. */
  public Tensor copy_(Tensor source) {
    return InPlace.write("copy_", this, source.to(dtype()));
  }

  public Tensor fill_(Number value) {
    return InPlace.write("fill_", this, fullLike(value));
  }

  public Tensor zero_() {
    return InPlace.write("zero_", this, zerosLike());
  }

  /** Uniform in [from, to). */
  public Tensor uniform_(double from, double to) {
    Tensor unit = Creation.uniform("uniform_", shape(), dtype(), device);
    return InPlace.write("uniform_", this, unit.mul(to - from).add(from));
  }

  public Tensor normal_(double mean, double std) {
    Tensor standard = Creation.normal("normal_", shape(), dtype(), device);
    return InPlace.write("normal_", this, standard.mul(std).add(mean));
  }

  /** {@code x[index] = value}: writes one position of the first dim. */
  public Tensor set(int index, Tensor value) {
    return InPlace.update("set", this, x -> Parts.selectScatter(x, value, 0, index));
  }

  /** {@code x[..., start:end, ...] = value} along a dim. */
  public Tensor set(int dim, int start, int end, Tensor value) {
    return InPlace.update("set", this, x -> Parts.sliceScatter(x, value, dim, start, end));
  }

  /** This with one position of a dim replaced. */
  public Tensor selectScatter(Tensor value, int dim, int index) {
    return Parts.selectScatter(this, value, dim, index);
  }

  /** This with a slice of a dim replaced. */
  public Tensor sliceScatter(Tensor value, int dim, int start, int end) {
    return Parts.sliceScatter(this, value, dim, start, end);
  }

  /** What it is, and its values if they are in memory already; never evaluates. */
  @Override
  public String toString() {
    return Display.of(this);
  }
}
