package dev.quern.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.Tensor;
import dev.quern.io.JsonObject;
import dev.quern.optim.SGD;
import dev.quern.runtime.profile.FrozenException;
import dev.quern.runtime.profile.Phase;
import dev.quern.runtime.profile.Profile;
import dev.quern.runtime.profile.ProfileOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntUnaryOperator;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfileCommandTest {
  private static final List<String> SOFTMAX =
      List.of("--", "kernels", "list", "--program", "softmax", "--batch", "1", "--width", "16");

  @TempDir private Path folder;

  /** What the roofline is kept in. */
  @BeforeEach
  void cacheOfItsOwn() {
    System.setProperty("quern.cache", folder.toString());
  }

  @AfterEach
  void cacheOfTheUser() {
    System.clearProperty("quern.cache");
  }

  @Test
  void jsonHoldsPhasesAndKernels() {
    Invocation run = Invocation.of("profile --json", SOFTMAX);
    assertEquals(0, run.code(), run.err());
    JsonObject json = JsonObject.parse("profile", run.out());
    assertEquals(Phase.values().length, json.object("phases").members().size());
    JsonObject kernel = json.objects("kernels").get(0);
    assertTrue(kernel.integer("launches") > 0 && kernel.integer("median_ns") > 0, run.out());
    assertTrue(kernel.integer("bytes") > 0 && kernel.number("roofline") > 0, run.out());
    assertTrue(run.err().contains("softmax"), run.err()); // what the command printed
  }

  @Test
  void jsonHoldsLiveBytesOverTime() {
    JsonObject json = JsonObject.parse("profile", Invocation.of("profile --json", SOFTMAX).out());
    JsonObject device = json.objects("live_bytes").get(0);
    long[] times = device.integers("at_ns");
    long[] bytes = device.integers("bytes");
    assertEquals("java", device.text("device"));
    assertEquals(times.length, bytes.length);
    assertTrue(times[0] > 0 && times[times.length - 1] < json.integer("wall_ns"));
    assertArrayEquals(Arrays.stream(times).sorted().toArray(), times);
    assertEquals(json.integer("peak_bytes"), Arrays.stream(bytes).max().getAsLong());
  }

  @Test
  void tableNamesKernelsAndPhases() {
    Invocation run = Invocation.of("profile", SOFTMAX);
    assertEquals(0, run.code(), run.err());
    for (Phase phase : Phase.values()) {
      assertTrue(run.out().contains(phase.about()), run.out());
    }
    assertTrue(run.out().contains("% of them attributed"), run.out());
  }

  @Test
  void traceIsOneThatChromeReads() {
    Path file = folder.resolve("trace.json");
    Invocation run = Invocation.of("profile --trace " + file, SOFTMAX);
    assertEquals(0, run.code(), run.err());
    List<JsonObject> events = JsonObject.read(file).objects("traceEvents");
    assertTrue(events.stream().anyMatch(e -> e.has("cat") && e.text("cat").equals("kernel")));
    for (JsonObject event : events) {
      assertTrue(List.of("M", "X", "C").contains(event.text("ph")), event.toString());
      assertTrue(!event.text("ph").equals("X") || event.number("dur") >= 0, event.toString());
    }
  }

  @Test
  void anotherNumberOfKernelsThanExpectedFails() {
    Invocation run = Invocation.of("profile --expect-kernels 77", SOFTMAX);
    assertEquals(1, run.code());
    assertTrue(run.err().contains("--expect-kernels: 77, but the command launched "), run.err());
  }

  @Test
  void aCommandThatIsMisusedIsNotReported() {
    Invocation run = Invocation.of("profile -- train --steps -1", List.of());
    assertEquals(2, run.code());
    assertTrue(run.err().contains("quern train: --steps"), run.err());
    assertEquals("", run.out());
  }

  @Test
  void aLoopOfOneShapeDoesNotCompileAfterItsSecondStep() {
    frozen(step -> 4);
  }

  @Test
  void aLoopThatChangesAShapeIsToldWhatChanged() {
    FrozenException thrown = assertThrows(FrozenException.class, () -> frozen(step -> 4 + step));
    String message = thrown.getMessage();
    assertTrue(message.startsWith("frozen after step 2, but step 3 compiles kernel "), message);
    assertTrue(message.contains("[6, 3]") && message.contains("[5, 3]"), message);
  }

  private static void frozen(IntUnaryOperator rows) {
    ProfileOptions options = new ProfileOptions(false, OptionalLong.of(2));
    try (Profile profile = Profile.start(options)) {
      Tensor weight = Tensor.of(new float[] {1, 2, 3}, 3).requiresGrad_();
      SGD optimizer = new SGD(List.of(weight), 0.1);
      for (int step = 0; step < 5; step++) {
        int count = rows.applyAsInt(step);
        Tensor x = Tensor.of(new float[count * 3], count, 3);
        optimizer.zeroGrad();
        x.mul(weight).square().mean().backward();
        optimizer.step();
      }
      assertEquals(5, profile.report().steps());
    }
  }

  @Test
  void flightRecordingsShowWhatTheLibraryDoes() throws IOException {
    Path file = folder.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      List.of("Schedule", "Compile", "Launch", "Allocation", "Cache")
          .forEach(name -> recording.enable("dev.quern." + name).withoutThreshold());
      recording.start();
      Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7}, 7).mul(3.25).exp().sub(0.125).realize();
      recording.stop();
      recording.dump(file);
    }
    List<String> names =
        RecordingFile.readAllEvents(file).stream()
            .map(RecordedEvent::getEventType)
            .map(type -> type.getName().replace("dev.quern.", ""))
            .toList();
    for (String name : List.of("Schedule", "Compile", "Launch", "Cache")) {
      assertTrue(names.contains(name), name + " is not among " + names);
    }
  }
}
