package dev.quern.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quern.compiler.Compiler;
import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.render.Rendered;
import dev.quern.runtime.Evaluation;
import dev.quern.runtime.TestGraphs;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.java.TestBackends;
import dev.quern.runtime.plan.CompiledEngine;
import dev.quern.runtime.reference.ReferenceInterpreter;
import dev.quern.runtime.reference.Result;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FittingTest {
  private static final int BITS = TestBackends.vectorBits();

  @BeforeEach
  void needsVectors() {
    assumeTrue(BITS > 0, "needs --add-modules jdk.incubator.vector");
  }

  private static Rendered softmax(int methodBytes) {
    Device device =
        new Device(
            "java",
            TestBackends.small(BITS, methodBytes),
            opened -> new CompiledEngine(opened, Compiler::compile));
    Node wanted = TestGraphs.softmax(new TestGraphs(device).floats(20, 1024));
    Result expected =
        ReferenceInterpreter.run(List.of(wanted), Transfer::download, v -> 0).get(wanted);
    Evaluation.evaluate(device, List.of(wanted));
    Node leaf = Evaluation.stored(wanted).orElseThrow();
    assertEquals(Optional.empty(), expected.difference(Transfer.download(leaf)));
    Program program = Evaluation.lastProgram(device).orElseThrow();
    assertEquals(1, program.launches().size());
    return program.launches().get(0).rendered();
  }

  @Test
  void kernelOfSmallMethodsIsLeftAsItIs() {
    assertEquals(List.of(), softmax(6000).notes());
  }

  @ParameterizedTest
  @ValueSource(ints = {600, 450, 300})
  void kernelOfLargeMethodsGetsSmallerAndSaysSo(int methodBytes) {
    Rendered full = softmax(6000);
    Rendered small = softmax(methodBytes);
    assertTrue(small.source().length() < full.source().length());
    assertEquals(full.name(), small.name());
    String note = small.notes().get(small.notes().size() - 1);
    assertTrue(
        note.matches("method \\w+ has \\d+ bytes of code: (plain loops|at most \\d+ vector .*)"),
        note);
  }

  @Test
  void kernelThatIsTooLargeInAnyStyleHasPlainLoops() {
    Rendered plain = softmax(10);
    assertFalse(plain.source().contains("FloatVector"), plain.source());
  }
}
