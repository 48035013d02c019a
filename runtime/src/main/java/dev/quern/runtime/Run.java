package dev.quern.runtime;

import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A plan bound to storages and scalars, launched once; its results are the leaves of the outputs. */
final class Run {
  private final Device device;
  private final Plan plan;
  private final Request request;
  private final Object[] table; // memory by buffer number
  private final Block[] inputs;
  private final Memory.Claim[] claims; // by output; null where a fresh block is taken
  private final Block[] fresh; // by output; null where a claim has one
  private Block[] arenas = {};
  private boolean launched;

  private Run(Device device, Plan plan, Request request) {
    this.device = device;
    this.plan = plan;
    this.request = request;
    this.table = new Object[plan.bufferCount()];
    this.inputs = new Block[plan.inputs()];
    this.claims = new Memory.Claim[plan.outputs()];
    this.fresh = new Block[plan.outputs()];
  }

  /**
   * Launches a plan.
   *
   * @param scalars bits by slot of variables, then by literal position
   * @return for each output of the request the leaf that holds it
   */
  static List<Node> of(Device device, Plan plan, Request request, long[] scalars) {
    Run run = new Run(device, plan, request);
    try {
      run.bind();
      run.launch(scalars);
      List<Node> leaves = run.publish();
      // The graph keeps the inputs' storages reachable until here.
      Reference.reachabilityFence(request);
      return leaves;
    } catch (RuntimeException | Error failed) {
      run.abandon(failed);
      throw failed;
    } finally {
      run.release();
    }
  }

  private void bind() {
    List<Node> leaves = request.walk().signature().leaves();
    for (int i = 0; i < inputs.length; i++) {
      Node leaf = leaves.get(i);
      inputs[i] = Memory.of(leaf).lease(version(leaf));
      table[i] = inputs[i].memory;
    }
    Pool pool = device.pool();
    for (int i = 0; i < fresh.length; i++) {
      Request.Output output = request.outputs().get(i);
      claims[i] = output.leaf() == null ? null : claim(output.leaf(), plan.output(i));
      if (claims[i] == null) {
        fresh[i] = pool.take(output.model().dtype(), output.model().shape().elements());
      }
      table[inputs.length + i] = claims[i] != null ? claims[i].block().memory : fresh[i].memory;
    }
    arenas = plan.leaseArenas(pool, table);
  }

  private Memory.Claim claim(Node leaf, Program.Buffer buffer) {
    int ownReads = 0;
    for (int i = 0; i < inputs.length; i++) {
      Node other = request.walk().signature().leaves().get(i);
      ownReads += other == leaf ? 1 : 0;
    }
    return Memory.of(leaf).claim(version(leaf), ownReads, buffer.inPlace());
  }

  private static int version(Node leaf) {
    return ((Arg.Stored) leaf.arg()).version();
  }

  private void launch(long[] scalars) {
    LaunchListener listener = device.listener();
    Optional<LaunchDump> dump = LaunchDump.of(plan, device.backend());
    launched = true;
    for (int number = 0; number < plan.steps().size(); number++) {
      Plan.Step step = plan.steps().get(number);
      Object[] buffers = new Object[step.buffers().length];
      for (int i = 0; i < buffers.length; i++) {
        buffers[i] = table[step.buffers()[i]];
      }
      long[] values = new long[step.scalars().length];
      for (int i = 0; i < values.length; i++) {
        values[i] = scalars[step.scalars()[i]];
      }
      if (dump.isPresent()) {
        dump.get().before(number, buffers, values);
      }
      if (listener == null && dump.isEmpty()) {
        device.backend().launch(step.kernel(), buffers, values);
      } else {
        long nanoseconds = timed(step, buffers, values);
        if (listener != null) {
          listener.launched(plan.program(), number, nanoseconds);
        }
        if (dump.isPresent()) {
          dump.get().after(number, buffers, nanoseconds);
        }
      }
    }
    device.counters().countLaunches(plan.steps().size());
  }

  private long timed(Plan.Step step, Object[] buffers, long[] values) {
    device.backend().finish();
    long start = System.nanoTime();
    device.backend().launch(step.kernel(), buffers, values);
    device.backend().finish();
    return System.nanoTime() - start;
  }

  private List<Node> publish() {
    List<Node> leaves = new ArrayList<>();
    for (int i = 0; i < fresh.length; i++) {
      Request.Output output = request.outputs().get(i);
      if (claims[i] != null) {
        Memory memory = claims[i].memory();
        leaves.add(memory.leaf(output.model().shape(), claims[i].publish()));
        claims[i] = null;
      } else {
        leaves.add(Memory.result(device, fresh[i], output).leaf(output.model().shape(), 0));
        fresh[i] = null;
      }
    }
    return leaves;
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
    for (Block input : inputs) {
      if (input != null) {
        input.release();
      }
    }
    for (Block arena : arenas) {
      device.pool().give(arena);
    }
  }
}
