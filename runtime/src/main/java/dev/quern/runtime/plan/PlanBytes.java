package dev.quern.runtime.plan;

import dev.quern.compiler.Program;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.lower.NestText;
import dev.quern.compiler.target.ContractionTemplate;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.kernel.KernelCache;
import dev.quern.runtime.kernel.RenderedBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A plan turned into bytes and back: its buffers, its launches by the keys of their kernels, and
 * the texts of its nests, which are parsed only when somebody looks into the plan.
 */
final class PlanBytes {
  /** A launch: what it is called, position of its nest, and what it takes. */
  private record Step(String name, int nest, int[] buffers, int[] scalars) {}

  private final List<Program.Buffer> buffers = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<String> kernels = new ArrayList<>(); // keys, by launch
  private final List<String> nests = new ArrayList<>();

  private PlanBytes() {}

  static PlanBytes of(Plan plan, List<String> kernels) {
    PlanBytes bytes = new PlanBytes();
    bytes.buffers.addAll(plan.buffers());
    bytes.kernels.addAll(kernels);
    Map<Nest, Integer> positions = new HashMap<>();
    for (int i = 0; i < kernels.size(); i++) {
      Program.Launch launch = plan.program().launches().get(i);
      Integer position = positions.putIfAbsent(launch.nest(), bytes.nests.size());
      if (position == null) {
        position = bytes.nests.size();
        bytes.nests.add(NestText.of(launch.nest()));
      }
      Plan.Step step = plan.steps().get(i);
      String name = launch.rendered().name();
      bytes.steps.add(new Step(name, position, step.buffers(), step.scalars()));
    }
    return bytes;
  }

  /** The keys of its kernels, by launch. */
  List<String> kernels() {
    return kernels;
  }

  /**
   * The plan.
   *
   * @param loaded kernels by launch
   */
  Plan plan(List<Backend.Loaded> loaded, boolean[] varying, List<ContractionTemplate> templates) {
    List<Plan.Step> made = new ArrayList<>();
    for (int i = 0; i < loaded.size(); i++) {
      made.add(new Plan.Step(loaded.get(i), steps.get(i).buffers(), steps.get(i).scalars()));
    }
    return new Plan(buffers, made, varying, new Once(() -> program(loaded, templates)));
  }

  private Program program(List<Backend.Loaded> loaded, List<ContractionTemplate> templates) {
    List<Nest> parsed = nests.stream().map(text -> NestText.parse(text, templates)).toList();
    List<Program.Launch> launches = new ArrayList<>();
    for (int i = 0; i < loaded.size(); i++) {
      Step step = steps.get(i);
      List<Integer> arguments = new ArrayList<>();
      for (int buffer : step.buffers()) {
        arguments.add(buffer);
      }
      launches.add(
          new Program.Launch(
              parsed.get(step.nest()),
              KernelCache.renamed(loaded.get(i).rendered(), step.name()),
              arguments));
    }
    return new Program(buffers, launches, List.of());
  }

  /** A program that is made when it is first asked for. */
  private static final class Once implements Supplier<Program> {
    private Supplier<Program> make;
    private Program made;

    Once(Supplier<Program> make) {
      this.make = make;
    }

    @Override
    public synchronized Program get() {
      if (made == null) {
        made = make.get();
        make = () -> made; // lets go of the texts
      }
      return made;
    }
  }

  // ---- bytes

  byte[] body() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(buffers.size());
      for (Program.Buffer buffer : buffers) {
        write(out, buffer);
      }
      Map<String, Integer> distinct = new LinkedHashMap<>();
      kernels.forEach(key -> distinct.putIfAbsent(key, distinct.size()));
      writeTexts(out, List.copyOf(distinct.keySet()));
      out.writeInt(steps.size());
      for (int i = 0; i < steps.size(); i++) {
        Step step = steps.get(i);
        out.writeUTF(step.name());
        out.writeInt(distinct.get(kernels.get(i)));
        out.writeInt(step.nest());
        write(out, step.buffers());
        write(out, step.scalars());
      }
      writeTexts(out, nests);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Program.Buffer buffer) throws IOException {
    out.writeByte(buffer.role().ordinal());
    out.writeByte(buffer.dtype().ordinal());
    out.writeLong(buffer.elements());
    out.writeInt(buffer.donor());
    out.writeBoolean(buffer.inPlace());
    out.writeInt(buffer.arena());
  }

  private static void write(DataOutputStream out, int[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (int number : numbers) {
      out.writeInt(number);
    }
  }

  private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      RenderedBytes.writeText(out, text);
    }
  }

  static PlanBytes of(byte[] body) throws IOException {
    PlanBytes plan = new PlanBytes();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
      for (int left = in.readInt(); left > 0; left--) {
        plan.buffers.add(buffer(in));
      }
      List<String> distinct = texts(in);
      for (int left = in.readInt(); left > 0; left--) {
        String name = in.readUTF();
        plan.kernels.add(distinct.get(in.readInt()));
        plan.steps.add(new Step(name, in.readInt(), numbers(in), numbers(in)));
      }
      plan.nests.addAll(texts(in));
    }
    return plan;
  }

  private static Program.Buffer buffer(DataInputStream in) throws IOException {
    return new Program.Buffer(
        Program.Role.values()[in.readByte()],
        DType.values()[in.readByte()],
        in.readLong(),
        in.readInt(),
        in.readBoolean(),
        in.readInt());
  }

  private static int[] numbers(DataInputStream in) throws IOException {
    int[] numbers = new int[in.readInt()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readInt();
    }
    return numbers;
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.add(RenderedBytes.readText(in));
    }
    return texts;
  }
}
