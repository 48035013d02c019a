package dev.quern.tests.fuzz.programs;

import dev.quern.Generator;
import dev.quern.NoGrad;
import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.autograd.Gradients;
import dev.quern.optim.Adam;
import dev.quern.optim.Optimizer;
import dev.quern.optim.SGD;
import dev.quern.runtime.Devices;
import dev.quern.runtime.device.Device;
import dev.quern.tests.fuzz.programs.Statement.Ask;
import dev.quern.tests.fuzz.programs.Statement.Call;
import dev.quern.tests.fuzz.programs.Statement.Input;
import dev.quern.tests.fuzz.programs.Statement.Ref;
import dev.quern.tests.fuzz.programs.Statement.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Carries out statements on a device, up to what asks for values: that is left to the caller, who
 * may have more programs to evaluate.
 */
final class Run {
  private final Device device;
  private final boolean builds; // and evaluates nothing
  private final Generator generator;
  private final List<Tensor> values = new ArrayList<>(); // null where a line makes none

  private Run(Device device, long seed, boolean builds) {
    this.device = device;
    this.builds = builds;
    this.generator = new Generator(seed);
  }

  static Run on(Device device, long seed) {
    return new Run(device, seed, false);
  }

  /** Only makes nodes, on the reference device. */
  static Run building(long seed) {
    return new Run(Devices.of("reference"), seed, true);
  }

  /** How many lines were carried out. */
  int position() {
    return values.size();
  }

  Tensor value(Ref ref) {
    return values.get(ref.position());
  }

  List<Tensor> values(List<Ref> refs) {
    return refs.stream().map(this::value).toList();
  }

  /** Carries out what follows, up to a request; what that wants. Empty at the end. */
  List<Ref> next(Program program) {
    while (position() < program.statements().size()) {
      Statement statement = program.statements().get(position());
      execute(statement);
      if (statement instanceof Ask ask) {
        return ask.wanted();
      }
    }
    return List.of();
  }

  void execute(Statement statement) {
    Quern.use(device);
    Quern.use(generator);
    values.add(result(statement));
  }

  /** Forgets the last line's value. */
  void undo() {
    values.remove(values.size() - 1);
  }

  private Tensor result(Statement statement) {
    if (statement instanceof Input input) {
      return input(input);
    } else if (statement instanceof Call call) {
      return result(call);
    } else if (statement instanceof Step step) {
      Optimizer optimizer = optimizer(step);
      if (builds) {
        optimizer.update();
      } else {
        optimizer.step();
      }
    }
    return null;
  }

  private Tensor input(Input input) {
    int[] shape = input.shape().stream().mapToInt(i -> i).toArray();
    int count = input.shape().stream().reduce(1, (a, b) -> a * b);
    Object array = input.numbers().array(input.dtype(), count);
    Tensor tensor =
        switch (input.dtype()) {
          case FLOAT32 -> Tensor.of((float[]) array, shape);
          case FLOAT64 -> Tensor.of((double[]) array, shape);
          case INT32 -> Tensor.of((int[]) array, shape);
          case INT64 -> Tensor.of((long[]) array, shape);
          case BOOL -> Tensor.of((boolean[]) array, shape);
        };
    return input.learned() ? tensor.requiresGrad_() : tensor;
  }

  private Tensor result(Call call) {
    Tensor receiver = call.receiver() == null ? null : value(call.receiver());
    Object[] arguments = call.arguments().stream().map(this::argument).toArray();
    if (builds && call.method().equals("backward")) {
      return accumulated(receiver, (boolean) arguments[0]);
    }
    if (!call.quiet()) {
      return tensor(call, receiver, arguments);
    }
    try (NoGrad off = NoGrad.enter()) {
      tensor(call, receiver, arguments);
    }
    return null; // the receiver itself
  }

  /** Adds gradients to those that are pending, which the API would evaluate first. */
  private Tensor accumulated(Tensor root, boolean retains) {
    Map<Tensor, Tensor> before = new LinkedHashMap<>();
    for (Tensor leaf : values) {
      if (leaf != null && leaf.isLeaf() && leaf.hasGrad()) {
        before.put(leaf, leaf.grad());
        leaf.zeroGrad();
      }
    }
    root.backward(retains);
    try (NoGrad off = NoGrad.enter()) {
      before.forEach(
          (leaf, sum) -> leaf.grad(leaf.hasGrad() ? sum.copy_(together(sum, leaf.grad())) : sum));
    }
    return null;
  }

  /** As the API adds them: rows that are scattered go into the sum that is there. */
  private Tensor together(Tensor sum, Tensor gradient) {
    return Tensor.ofNode(Gradients.sum(sum.value(), gradient.value()), device);
  }

  private static Tensor tensor(Call call, Tensor receiver, Object[] arguments) {
    Object result = Methods.call(receiver, call.method(), arguments);
    return (Tensor) (call.part().isEmpty() ? result : Methods.part(result, call.part()));
  }

  private Object argument(Object argument) {
    if (argument instanceof Ref ref) {
      return value(ref);
    } else if (argument instanceof List<?> list) {
      return list.stream().map(this::argument).toList();
    }
    return argument;
  }

  private Optimizer optimizer(Step step) {
    List<Tensor> parameters = values(step.parameters());
    return step.adam() ? new Adam(parameters, step.rate()) : new SGD(parameters, step.rate());
  }
}
