package dev.quern.runtime.plan;

import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Shape;
import dev.quern.runtime.backend.HostArrays;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.LaunchListener;
import dev.quern.runtime.memory.Memory;
import dev.quern.runtime.memory.MemoryBlock;
import dev.quern.runtime.memory.Pool;
import dev.quern.runtime.profile.Events;
import dev.quern.runtime.profile.KernelRun;
import dev.quern.runtime.profile.Phase;
import dev.quern.runtime.profile.Probe;
import dev.quern.runtime.profile.Span;
import dev.quern.runtime.request.IndexChecks;
import dev.quern.runtime.request.IndexException;
import dev.quern.runtime.request.LaunchScalars;
import dev.quern.runtime.request.Request;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plan bound to storages and scalars, launched once; its results are the leaves of the outputs.
 */
final class PlanRun {
  private final Device device;
  private final Plan plan;
  private final List<Node> leaves;
  private final List<Request.Output> results;
  private final IndexChecks checks;
  private final LaunchScalars scalars;
  private final Object[] table; // memory by buffer number
  private final MemoryBlock[] inputs;
  private final Memory.Claim[] claims; // by output; null where a fresh block is taken
  private final MemoryBlock[] fresh; // by output; null where a claim has one
  private MemoryBlock[] arenas = {};
  private boolean launched;

  /**
   * What a plan is launched on.
   *
   * @param leaves by slot
   */
  record Binding(
      List<Node> leaves, List<Request.Output> outputs, IndexChecks checks, LaunchScalars scalars) {}

  private PlanRun(Device device, Plan plan, Binding binding) {
    this.device = device;
    this.plan = plan;
    this.leaves = binding.leaves;
    this.results = binding.outputs;
    this.checks = binding.checks;
    this.scalars = binding.scalars;
    this.table = new Object[plan.bufferCount()];
    this.inputs = new MemoryBlock[plan.inputs()];
    this.claims = new Memory.Claim[plan.outputs()];
    this.fresh = new MemoryBlock[plan.outputs()];
  }

  /**
   * Launches a plan.
   *
   * @return for each output the leaf that holds it
   * @throws IndexException if an index is outside what it indexes; then nothing has changed
   */
  static List<Node> of(Device device, Plan plan, Binding binding) {
    PlanRun run = new PlanRun(device, plan, binding);
    try {
      binding.checks.begin(binding.scalars);
      run.bind();
      run.launch();
      run.checks.check(run::host, binding.scalars);
      List<Node> made = run.publish();
      Reference.reachabilityFence(binding.leaves); // keeps the inputs' storages until here
      return made;
    } catch (RuntimeException | Error failed) {
      run.abandon(failed);
      throw failed;
    } finally {
      run.release();
    }
  }

  private void bind() {
    for (int i = 0; i < inputs.length; i++) {
      Node leaf = leaves.get(i);
      inputs[i] = Memory.of(leaf).lease(version(leaf));
      table[i] = inputs[i].memory;
    }
    Pool pool = device.pool();
    for (int i = 0; i < fresh.length; i++) {
      Request.Output output = results.get(i);
      claims[i] = output.leaf() == null ? null : claim(output, plan.output(i));
      if (claims[i] == null) {
        fresh[i] = pool.take(output.model().dtype(), output.model().shape().elements());
      }
      table[inputs.length + i] = claims[i] != null ? claims[i].block().memory : fresh[i].memory;
    }
    arenas = plan.leaseArenas(pool, table);
  }

  private Memory.Claim claim(Request.Output output, Program.Buffer buffer) {
    Node leaf = output.leaf();
    int ownReads = 0;
    for (int i = 0; i < inputs.length; i++) {
      ownReads += leaves.get(i) == leaf ? 1 : 0;
    }
    return Memory.of(leaf).claim(version(leaf), ownReads, room(output, buffer, ownReads));
  }

  private Memory.Room room(Request.Output output, Program.Buffer buffer, int ownReads) {
    if (!checks.isEmpty()) {
      return Memory.Room.FRESH; // what fails its checks leaves all as it was
    }
    boolean inPlace = output.reused() ? ownReads == 0 : buffer.inPlace();
    return inPlace ? Memory.Room.NEWEST : Memory.Room.PREVIOUS;
  }

  /** The elements of a fresh output. */
  private Object host(int output) {
    Object array = HostArrays.allocate(fresh[output].dtype, fresh[output].elements);
    try (Span unused = Probe.span(Phase.WAIT)) {
      device.backend().read(fresh[output].memory, array);
    }
    return array;
  }

  private static int version(Node leaf) {
    return ((Arg.Stored) leaf.arg()).version();
  }

  private void launch() {
    LaunchListener listener = device.listener();
    Optional<LaunchDump> dump = LaunchDump.of(plan, device.backend());
    boolean watched = listener != null || dump.isPresent() || !Probe.isOff();
    boolean recorded = Events.on();
    List<Plan.Step> steps = plan.steps();
    launched = true;
    for (int number = 0; number < steps.size(); number++) {
      Plan.Step step = steps.get(number);
      Object[] buffers = step.buffersOf(table);
      long[] values = step.scalarsOf(scalars.bits());
      if (watched) {
        watched(number, buffers, values, dump);
      } else if (recorded) {
        recorded(step, buffers, values);
      } else {
        device.backend().launch(step.kernel(), buffers, values);
      }
    }
    device.counters().countLaunches(steps.size());
  }

  private void recorded(Plan.Step step, Object[] buffers, long[] values) {
    Events.Launch event = new Events.Launch();
    event.begin();
    device.backend().launch(step.kernel(), buffers, values);
    commit(event, step);
  }

  private void watched(int number, Object[] buffers, long[] values, Optional<LaunchDump> dump) {
    dump.ifPresent(file -> file.before(number, buffers, values));
    long nanoseconds = timed(number, buffers, values);
    LaunchListener listener = device.listener();
    if (listener != null) {
      listener.launched(plan.program(), number, nanoseconds);
    }
    dump.ifPresent(file -> file.after(number, buffers, nanoseconds));
  }

  /** What the kernel did not run of the time counts as waiting for the device. */
  private long timed(int number, Object[] buffers, long[] values) {
    Plan.Step step = plan.steps().get(number);
    Optional<Events.Launch> event =
        Events.on() ? Optional.of(new Events.Launch()) : Optional.empty();
    event.ifPresent(Events.Launch::begin);
    try (Span unused = Probe.span(Phase.WAIT)) {
      long start = System.nanoTime();
      long nanoseconds = device.backend().timed(step.kernel(), buffers, values);
      if (!Probe.isOff()) {
        Probe.launched(
            new KernelRun(
                device.name(), device.liveBytes(), plan.program(), number, start, nanoseconds));
      }
      event.ifPresent(made -> commit(made, step));
      return nanoseconds;
    }
  }

  private static void commit(Events.Launch event, Plan.Step step) {
    if (event.shouldCommit()) {
      event.kernel = step.kernel().rendered().name();
      event.commit();
    }
  }

  private List<Node> publish() {
    List<Node> made = new ArrayList<>(fresh.length);
    for (int i = 0; i < fresh.length; i++) {
      Request.Output output = results.get(i);
      if (claims[i] != null) {
        Memory memory = claims[i].memory();
        made.add(memory.leaf(output.model().shape(), claims[i].publish()));
        claims[i] = null;
      } else {
        Shape shape = output.model().shape();
        made.add(output.storage(device.pool(), fresh[i], scalars.lengths(shape)).leaf(shape, 0));
        fresh[i] = null;
      }
    }
    return made;
  }

  private void abandon(Throwable failed) {
    for (int i = 0; i < fresh.length; i++) {
      if (claims[i] != null && launched) {
        claims[i].abandon(failed);
      } else if (claims[i] != null) {
        claims[i].giveBack();
      }
      if (fresh[i] != null) {
        device.pool().give(fresh[i]);
      }
    }
  }

  private void release() {
    for (MemoryBlock input : inputs) {
      if (input != null) {
        input.release();
      }
    }
    for (MemoryBlock arena : arenas) {
      device.pool().give(arena);
    }
  }
}
