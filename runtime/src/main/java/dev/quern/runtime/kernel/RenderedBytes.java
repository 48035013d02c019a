package dev.quern.runtime.kernel;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.ContractionTemplate.MicroKernel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Texts of kernels, with how to launch them, turned into bytes and back. */
public final class RenderedBytes {
  private RenderedBytes() {}

  static void write(DataOutputStream out, Rendered kernel) throws IOException {
    out.writeUTF(kernel.name());
    writeText(out, kernel.source());
    out.writeInt(kernel.phases().size());
    for (Rendered.Phase phase : kernel.phases()) {
      out.writeInt(phase.chunks());
      out.writeLong(phase.work());
      out.writeInt(phase.functions().size());
      for (Rendered.Function function : phase.functions()) {
        write(out, function);
      }
    }
    out.writeInt(kernel.locals().size());
    for (Rendered.Local local : kernel.locals()) {
      out.writeUTF(local.dtype().toString());
      out.writeLong(local.elements());
    }
    out.writeInt(kernel.support().size());
    for (MicroKernel micro : kernel.support()) {
      out.writeUTF(micro.name());
      writeText(out, micro.source());
    }
    out.writeInt(kernel.notes().size());
    for (String note : kernel.notes()) {
      out.writeUTF(note);
    }
  }

  private static void write(DataOutputStream out, Rendered.Function function) throws IOException {
    out.writeUTF(function.name());
    out.writeLong(function.globalItems());
    out.writeLong(function.groupItems());
    out.writeInt(function.buffers().size());
    for (int slot : function.buffers()) {
      out.writeInt(slot);
    }
    out.writeInt(function.scalars().size());
    for (Rendered.Scalar scalar : function.scalars()) {
      out.writeInt(scalar.position());
      out.writeUTF(scalar.dtype().toString());
    }
  }

  /** Long texts too, which {@code writeUTF} refuses. */
  public static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static Rendered read(DataInputStream in) throws IOException {
    String name = in.readUTF();
    String source = readText(in);
    List<Rendered.Phase> phases = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      phases.add(new Rendered.Phase(in.readInt(), in.readLong(), functions(in)));
    }
    List<Rendered.Local> locals = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      locals.add(new Rendered.Local(DType.parse(in.readUTF()), in.readLong()));
    }
    List<MicroKernel> support = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      support.add(new MicroKernel(in.readUTF(), readText(in)));
    }
    List<String> notes = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      notes.add(in.readUTF());
    }
    return new Rendered(name, source, phases, locals, support, notes);
  }

  private static List<Rendered.Function> functions(DataInputStream in) throws IOException {
    List<Rendered.Function> functions = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      String name = in.readUTF();
      long globalItems = in.readLong();
      long groupItems = in.readLong();
      List<Integer> buffers = new ArrayList<>();
      for (int slots = in.readInt(); slots > 0; slots--) {
        buffers.add(in.readInt());
      }
      List<Rendered.Scalar> scalars = new ArrayList<>();
      for (int values = in.readInt(); values > 0; values--) {
        scalars.add(new Rendered.Scalar(in.readInt(), DType.parse(in.readUTF())));
      }
      functions.add(new Rendered.Function(name, globalItems, groupItems, buffers, scalars));
    }
    return functions;
  }

  public static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
