package dev.quern.runtime.plan;

import dev.quern.compiler.Program;
import dev.quern.compiler.Program.Buffer;
import dev.quern.compiler.Program.Role;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.backend.HostArrays;
import dev.quern.runtime.dump.PlanFolder;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Hands what a run of a plan does to the plan's dump: times, and values where they are wanted. */
final class LaunchDump {
  private final Plan plan;
  private final Backend backend;
  private final PlanFolder folder;
  private final boolean values;
  private final Set<Integer> written = new HashSet<>(); // buffers, by launches before
  private Map<String, Object> arrays = new LinkedHashMap<>();

  private LaunchDump(Plan plan, Backend backend, PlanFolder folder) {
    this.plan = plan;
    this.backend = backend;
    this.folder = folder;
    this.values = folder.wantsValues();
  }

  /** Nothing if there is nothing to hand on. */
  static Optional<LaunchDump> of(Plan plan, Backend backend) {
    return plan.folder()
        .filter(folder -> folder.wantsValues() || folder.wantsTimings())
        .map(folder -> new LaunchDump(plan, backend, folder));
  }

  void before(int launch, Object[] buffers, long[] scalars) {
    if (!values) {
      return;
    }
    arrays = new LinkedHashMap<>();
    for (int slot = 0; slot < buffers.length; slot++) {
      if (isRead(launch, slot)) {
        arrays.put("before." + slot, contents(launch, slot, buffers[slot]));
      }
    }
    if (scalars.length > 0) {
      arrays.put("scalars", scalars.clone());
    }
  }

  void after(int launch, Object[] buffers, long nanoseconds) {
    if (folder.wantsTimings()) {
      folder.launched(launch, nanoseconds);
    }
    if (!values) {
      return;
    }
    List<Integer> arguments = arguments(launch);
    for (int slot = 0; slot < buffers.length; slot++) {
      if (isWritten(launch, slot)) {
        arrays.put("after." + slot, contents(launch, slot, buffers[slot]));
        written.add(arguments.get(slot));
      }
    }
    folder.values(launch, arrays);
  }

  /**
   * What a launch only writes holds nothing before it, unless another wrote a part or it is
   * donated.
   */
  private boolean isRead(int launch, int slot) {
    int number = arguments(launch).get(slot);
    Buffer buffer = plan.program().buffers().get(number);
    boolean holds = buffer.role() == Role.INPUT || buffer.inPlace() || written.contains(number);
    return !isWritten(launch, slot) || holds;
  }

  private boolean isWritten(int launch, int slot) {
    return launch(launch).nest().arguments().get(slot).written();
  }

  private List<Integer> arguments(int launch) {
    return launch(launch).arguments();
  }

  private Program.Launch launch(int launch) {
    return plan.program().launches().get(launch);
  }

  private Object contents(int launch, int slot, Object memory) {
    Buffer buffer = plan.program().buffers().get(arguments(launch).get(slot));
    Object array = HostArrays.allocate(buffer.dtype(), buffer.elements());
    backend.read(memory, array);
    return array;
  }
}
