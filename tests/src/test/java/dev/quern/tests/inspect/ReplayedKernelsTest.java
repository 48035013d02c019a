package dev.quern.tests.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quern.Compiled;
import dev.quern.Tensor;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.dump.Dump;
import dev.quern.runtime.dump.DumpFolder;
import dev.quern.runtime.dump.DumpOptions;
import dev.quern.runtime.dump.DumpedKernel;
import dev.quern.runtime.dump.DumpedPlan;
import dev.quern.runtime.dump.Stage;
import dev.quern.runtime.replay.Comparison;
import dev.quern.runtime.replay.ProgramText;
import dev.quern.runtime.replay.ReplayCheck;
import dev.quern.runtime.replay.ReplayInputs;
import dev.quern.tests.Machines;
import dev.quern.tests.golden.TrainingRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every kernel of a training step, dumped with its values, read from its text and run again: the
 * same bits on java, within the bound on opencl.
 */
final class ReplayedKernelsTest {
  @TempDir private Path folder;

  @ParameterizedTest(name = "{0} on {1}")
  @CsvSource({"gpt-micro, java", "gpt-micro, opencl", "gpt-nano, java", "gpt-nano, opencl"})
  void everyKernelOfAStepGivesTheSameFromItsText(String model, String device) {
    assumeTrue(TrainingRun.present(), TrainingRun::missing);
    assumeTrue(
        model.equals("gpt-micro") || Machines.ALL,
        "gpt-nano takes minutes: -Dquern.tests.all=true runs it");
    Device fresh = Machines.of(device);
    TrainingRun run = TrainingRun.of(model, fresh);
    try (Dump dump = Dump.to(new DumpOptions(folder, true, false))) {
      run.optimizer().zeroGrad();
      run.loss().backward();
      run.optimizer().step();
    }
    List<String> problems = new ArrayList<>();
    int compared = 0;
    for (DumpedPlan plan : DumpFolder.read(folder).plans()) {
      for (DumpedKernel kernel : plan.kernels()) {
        compared += replay(plan, kernel, fresh, problems);
      }
    }
    assertEquals(List.of(), problems);
    assertTrue(compared > 20, compared + " launches");
  }

  @Test
  void aCapturedFunctionIsDumped() {
    Compiled square = Compiled.of(in -> List.of(in.get(0).mul(in.get(0))));
    try (Dump dump = Dump.to(new DumpOptions(folder, false, false))) {
      assertEquals(9, square.call(Tensor.of(new float[] {3})).get(0).item());
    }
    List<DumpedPlan> plans = DumpFolder.read(folder).plans();
    assertEquals(List.of(1), plans.stream().map(plan -> plan.kernels().size()).toList());
  }

  private static int replay(
      DumpedPlan plan, DumpedKernel kernel, Device device, List<String> problems) {
    Path file = kernel.file(Stage.NEST).orElseThrow().path();
    ProgramText text = ProgramText.read(file, device.target().templates());
    for (int launch : kernel.launches()) {
      List<Comparison> outputs =
          ReplayCheck.of(text, device, ReplayInputs.read(plan.values(launch).orElseThrow(), 0));
      assertTrue(
          outputs.stream().anyMatch(output -> output.name().endsWith("against the dump")),
          kernel.name());
      outputs.stream()
          .filter(output -> !output.passes())
          .forEach(output -> problems.add(kernel.name() + " " + output));
    }
    return kernel.launches().size();
  }
}
