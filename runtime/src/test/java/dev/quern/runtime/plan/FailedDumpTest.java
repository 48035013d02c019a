package dev.quern.runtime.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.CompilationListener;
import dev.quern.compiler.Compiler;
import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.Evaluation;
import dev.quern.runtime.backend.NullBackend;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.dump.Dump;
import dev.quern.runtime.dump.DumpFolder;
import dev.quern.runtime.dump.DumpedPlan;
import dev.quern.runtime.dump.Stage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FailedDumpTest {
  @TempDir Path folder;

  /** Breaks down after the whole pipeline has been heard. */
  private static final class Breaking implements GraphCompiler {
    @Override
    public Program compile(List<Node> outputs, Target target) {
      throw new IllegalStateException("planted");
    }

    @Override
    public Program compile(List<Node> outputs, Target target, CompilationListener listener) {
      Compiler.compile(outputs, target, Compiler.Fusion.ON, listener);
      return compile(outputs, target);
    }
  }

  @Test
  void planThatFailsIsDumpedAndTheErrorNamesTheFolder() {
    Device failing =
        new Device(
            "null",
            new NullBackend("", List.of()),
            opened -> new CompiledEngine(opened, new Breaking()));
    Node x = Transfer.upload(failing, Shape.of(4), new float[4]);
    String message;
    try (Dump unused = Dump.to(folder)) {
      message =
          assertThrows(
                  IllegalStateException.class,
                  () -> Evaluation.evaluate(failing, List.of(x.plus(x))))
              .getMessage();
    }
    DumpedPlan plan = DumpFolder.read(folder).plans().get(0);
    assertEquals("failed", plan.status());
    assertTrue(message.contains("planted"), message);
    assertTrue(message.contains(plan.path().toString()), message);
    assertTrue(plan.text(Stage.GIVEN).orElseThrow().contains("= add f32[4]"));
    assertTrue(plan.text(Stage.ERROR).orElseThrow().contains("planted"));
  }
}
